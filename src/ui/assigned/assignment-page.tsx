import { errorText } from "../../assessment/error-text.ts";
import { useEffect, useState } from "react";
import type { Attempt } from "../../assessment/attempt.ts";
import { secondsLeft, spokenTime } from "../../assessment/exam-clock.ts";
import type { AssignedRow } from "../../progress/assignment-rows.ts";
import { termsOf } from "../../store/assigned-open.ts";
import type { WayProblem } from "../../store/assigned-ways.ts";
import { startState } from "../../store/assigned-state.ts";
import { questionCount } from "../../store/assigned-start.ts";
import { sealSittings } from "../../store/assigned-submit.ts";
import { attemptPath } from "../shared/attempt-path.ts";
import { Link } from "../shared/link.tsx";
import { useNow } from "../shared/use-now.ts";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { withCode } from "../shared/with-code.tsx";
import { Facts } from "./facts.tsx";
import { Fingerprint } from "./fingerprint.tsx";
import { OpenForm } from "./open-form.tsx";
import { Privacy } from "./privacy.tsx";
import { readWaysHere } from "./read-ways.ts";
import { SittingPanel } from "./sitting-panel.tsx";
import { StartForm } from "./start-form.tsx";
import { useAssigned } from "./use-assigned.ts";
import { assignedTryPath, WalkthroughList } from "./walkthrough-list.tsx";

/** An assignment on this device: its rules, the way to start or resume, and what was submitted and returned. */
export function AssignmentPage({ hash, code }: { hash: string; code: string }) {
  const { value, problem } = useAssigned(hash);
  const snapshot = useStore((state) => state.snapshot);
  if (problem !== "") {
    return (
      <div className="page assigned">
        <h1 tabIndex={-1}>Assignment</h1>
        <p role="alert" className="problem">
          {problem}
        </p>
      </div>
    );
  }
  if (!value || !snapshot) {
    return (
      <div className="page assigned" aria-busy="true">
        <h1 tabIndex={-1}>Assignment</h1>
        <p className="muted">Loading the assignment…</p>
      </div>
    );
  }
  if (!value.row) {
    return (
      <div className="page assigned">
        <h1 tabIndex={-1}>This assignment isn’t on this device</h1>
        <p className="muted">It was opened in another browser, or its data was deleted. Open it again with the link.</p>
        <OpenForm />
      </div>
    );
  }
  const ids = value.row.sittings.map(({ attemptId }) => attemptId);
  return (
    <Opened
      row={value.row}
      code={code}
      attempts={new Map(snapshot.attempts.filter(({ id }) => ids.includes(id)).map((attempt) => [attempt.id, attempt]))}
    />
  );
}

/**
 * Seals what was submitted and isn't sealed yet; returns why that failed, and the ways to try again: as it is, or without a walkthrough
 * that can't be submitted.
 */
function useSealing({ hash, sittings }: AssignedRow, attempts: ReadonlyMap<string, Attempt>) {
  const app = useStoreApi();
  const [problem, setProblem] = useState("");
  const [wayProblem, setWayProblem] = useState<WayProblem | undefined>(undefined);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tries, setTries] = useState(0);
  const isWaiting = sittings.some(
    ({ sealed, attemptId }) => sealed === undefined && attempts.get(attemptId)?.scores !== undefined,
  );
  useEffect(() => {
    if (!isWaiting) return;
    let current = true;
    sealSittings(app, hash, readWaysHere(left)).then(
      (found) => {
        if (!current) return;
        setProblem("");
        setWayProblem(found);
      },
      (error: unknown) => current && setProblem(errorText(error)),
    );
    return () => {
      current = false;
    };
  }, [app, hash, isWaiting, tries, left]);
  return {
    problem,
    wayProblem: isWaiting ? wayProblem : undefined,
    retry: () => setTries(tries + 1),
    leave: (walkthrough: string) => setLeft(new Set([...left, walkthrough])),
  };
}

function Opened({ row, code, attempts }: { row: AssignedRow; code: string; attempts: ReadonlyMap<string, Attempt> }) {
  const now = useNow();
  const sealing = useSealing(row, attempts);
  const [terms, setTerms] = useState(row.terms);
  const { assignment, sittings } = row;
  const own = termsOf({ assignment, terms: terms ?? row.terms });
  const taken = sittings.map(({ attemptId }) => attempts.get(attemptId) ?? { submittedAt: 0 });
  const state = startState(assignment, own, taken, now);
  const hasQuestions = questionCount(assignment) > 0;
  const open = [...attempts.values()].find(({ submittedAt }) => submittedAt === undefined);
  const ended = sittings.filter(({ attemptId }) => attemptId !== open?.id).toReversed();
  return (
    <div className="page assigned">
      <p className="muted">{assignment.course || "Assignment"}</p>
      <h1 tabIndex={-1}>{assignment.title}</h1>
      {assignment.instructor && <p className="muted">Assigned by {assignment.instructor}</p>}
      {sealing.problem !== "" && (
        <div className="assigned-notice" role="alert">
          <p>Your answers are stored, but the submission couldn’t be sealed: {sealing.problem}</p>
          <button type="button" className="btn" onClick={sealing.retry}>
            Try again
          </button>
        </div>
      )}
      {sealing.wayProblem && (
        <div className="assigned-notice" role="alert">
          <p>
            Your answers are stored, but the walkthrough “{sealing.wayProblem.title}” can’t be submitted.{" "}
            {withCode(sealing.wayProblem.message)}
          </p>
          <p>
            Open it and start it over, do its steps again, then come back and submit. You can also submit without it: it
            earns no points then.
          </p>
          <div className="actions">
            <Link className="btn" to={assignedTryPath(sealing.wayProblem.walkthrough)}>
              Open the walkthrough
            </Link>
            <button type="button" className="btn primary" onClick={sealing.retry}>
              Submit again
            </button>
            <button
              type="button"
              className="btn"
              onClick={() => sealing.wayProblem && sealing.leave(sealing.wayProblem.walkthrough)}
            >
              Submit without it
            </button>
          </div>
        </div>
      )}
      {ended.map((sitting, index) => (
        <SittingPanel
          key={sitting.submissionId}
          row={row}
          sitting={sitting}
          attempt={attempts.get(sitting.attemptId)}
          isLatest={index === 0}
          now={now}
        />
      ))}
      {open ? (
        <>
          <UnderWay attempt={open} now={now} />
          <WalkthroughList assignment={assignment} hasQuestions={hasQuestions} />
        </>
      ) : (
        <>
          {assignment.instructions !== "" && (
            <section className="assigned-block" aria-labelledby="assigned-instructions">
              <h2 id="assigned-instructions">Instructions</h2>
              <p className="assigned-text">{assignment.instructions}</p>
            </section>
          )}
          {(state.attemptsLeft === null || state.attemptsLeft > 0) && (
            <WalkthroughList assignment={assignment} hasQuestions={hasQuestions} />
          )}
          <StartForm row={row} code={code} terms={own} state={state} now={now} onTerms={setTerms} />
        </>
      )}
      <Facts assignment={assignment} terms={own} left={state.attemptsLeft} now={now} />
      <Fingerprint assignment={assignment} />
      <Privacy assignment={assignment} />
      {ended.length > 0 && <OpenForm />}
      <p className="assigned-block">
        <Link to="/a/">Show all assignments</Link>
      </p>
    </div>
  );
}

/** The attempt that isn't submitted yet, and the way back to it. */
function UnderWay({ attempt, now }: { attempt: Attempt; now: number }) {
  const left = secondsLeft(attempt, now);
  return (
    <section className="resume" aria-label="Attempt in progress">
      <div>
        <p className="where">Attempt {attempt.assigned?.number} is in progress</p>
        <p className="muted">
          Question {attempt.position + 1} of {attempt.items.length}.{" "}
          {left === undefined
            ? "No time limit."
            : left === 0
              ? "Time ran out. Your answers are being submitted."
              : `The clock is running: ${spokenTime(left)} left.`}
        </p>
      </div>
      <Link className="btn primary" to={attemptPath(attempt)}>
        Resume
      </Link>
    </section>
  );
}
