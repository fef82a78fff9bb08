import { useEffect, useId, useState } from "react";
import { useNavigate } from "react-router-dom";
import type { Terms } from "../../assignment/accommodation.ts";
import type { PinnedItem } from "../../assignment/assignment.ts";
import type { AssignedRow } from "../../progress/assignment-rows.ts";
import { keepTerms, readTerms } from "../../store/assigned-open.ts";
import { missingItems, questionCount, startSitting } from "../../store/assigned-start.ts";
import type { StartState } from "../../store/assigned-state.ts";
import { durationText } from "../shared/duration-text.ts";
import { Link } from "../shared/link.tsx";
import { startedHere } from "../shared/started-here.ts";
import { Status } from "../shared/status.tsx";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { WindowNotice } from "./window-notice.tsx";

/** Questions of the assignment that this version of the app doesn't have; null until that is known. */
function useMissing({ assignment }: AssignedRow): { missing: readonly PinnedItem[] | null; problem: string } {
  const [state, setState] = useState<{ missing: readonly PinnedItem[] | null; problem: string }>({
    missing: null,
    problem: "",
  });
  const [checked] = useState(assignment);
  useEffect(() => {
    let current = true;
    missingItems(checked).then(
      (missing) => current && setState({ missing, problem: "" }),
      () =>
        current &&
        setState({ missing: null, problem: "The questions couldn’t be loaded. Connect to the network, then reload." }),
    );
    return () => {
      current = false;
    };
  }, [checked]);
  return state;
}

/** Reads the personal code for the identity that is entered; returns what is wrong with it. */
function usePersonalTerms(
  { row, code, learner }: { row: AssignedRow; code: string; learner: string },
  onTerms: (terms: AssignedRow["terms"]) => void,
): string {
  const app = useStoreApi();
  const [problem, setProblem] = useState("");
  const [{ hash, assignment, terms: stored, learner: known }] = useState(row);
  useEffect(() => {
    if (code === "") return;
    let current = true;
    const tell = (text: string, terms: AssignedRow["terms"]) => {
      if (!current) return;
      setProblem(text);
      onTerms(terms);
    };
    if (learner.trim() === "") tell("", stored);
    else
      void readTerms({ hash, assignment }, learner, code).then((read) => {
        tell(read.ok ? "" : read.error.message, read.ok ? read.value : stored);
        // Whoever has begun already keeps the terms of a personal link that came later.
        if (current && read.ok && known) void keepTerms(app, hash, read.value);
      });
    return () => {
      current = false;
    };
  }, [app, hash, assignment, stored, known, code, learner, onTerms]);
  return problem;
}

/** Asks who the learner is and begins an attempt; or says why none can begin. */
export function StartForm({
  row,
  code,
  terms,
  state,
  now,
  onTerms,
}: {
  row: AssignedRow;
  /** The personal code of the link; empty without one. */
  code: string;
  terms: Terms;
  state: StartState;
  now: number;
  onTerms(terms: AssignedRow["terms"]): void;
}) {
  const app = useStoreApi();
  const navigate = useNavigate();
  const id = useId();
  const durable = useStore((store) => store.durable);
  const { assignment, learner } = row;
  const { identity, zone } = assignment;
  const [entered, setEntered] = useState({ id: learner?.id ?? "", name: learner?.name ?? "" });
  const [isStarting, setStarting] = useState(false);
  const [problem, setProblem] = useState("");
  const { missing, problem: loadProblem } = useMissing(row);
  const termsProblem = usePersonalTerms({ row, code, learner: entered.id }, onTerms);
  const number = row.sittings.length + 1;
  const hasQuestions = questionCount(assignment) > 0;
  const verb = hasQuestions ? "Start" : "Submit";
  const action = number === 1 ? verb : `${verb} attempt ${number}`;
  const isLast = state.attemptsLeft === 1;

  if (state.attemptsLeft === 0) {
    return (
      <section className="assigned-block" aria-labelledby={`${id}-title`}>
        <h2 id={`${id}-title`}>No attempts left</h2>
        <p>
          You’ve used {terms.attempts === 1 ? "your attempt" : `all ${terms.attempts} attempts`}. If something went
          wrong, ask your instructor for another one: you get a personal link then.
        </p>
      </section>
    );
  }
  if (missing && missing.length > 0) {
    return (
      <section className="assigned-block" aria-labelledby={`${id}-title`}>
        <h2 id={`${id}-title`}>Update Drydock first</h2>
        <p>
          This version doesn’t have {missing.length === 1 ? "a question" : `${missing.length} questions`} of this
          assignment. Connect to the network, reload this page, and update if Drydock offers it. If that doesn’t help,
          tell your instructor which {missing.length === 1 ? "question is" : "questions are"} missing:
        </p>
        <ul className="assigned-rules">
          {missing.slice(0, 20).map((item) => (
            <li key={item.id}>
              <code>{item.id}</code>, version {item.version}
            </li>
          ))}
          {missing.length > 20 && <li>and {missing.length - 20} more</li>}
        </ul>
      </section>
    );
  }

  const start = async () => {
    setStarting(true);
    setProblem("");
    const name = entered.name.trim();
    const who = learner ?? { id: entered.id.trim(), ...(identity.asksName && name !== "" && { name }) };
    const read = code === "" ? undefined : await readTerms(row, who.id, code);
    const started =
      read && !read.ok
        ? { ok: false as const, message: read.error.message }
        : await startSitting(app, row, who, read?.value);
    if (started.ok && !hasQuestions) {
      setStarting(false);
    } else if (started.ok) {
      startedHere.add(started.id);
      void navigate(`/exam/#${started.id}`);
    } else {
      setProblem(started.message);
      setStarting(false);
    }
  };
  const isHeldUp = state.window === "early" || state.pausedUntil !== undefined;
  return (
    <section className="assigned-block" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{action}</h2>
      <WindowNotice state={state} terms={terms} zone={zone} now={now} />
      {durable === false && (
        <p className="assigned-notice">
          This browser doesn’t let Drydock store anything, so your answers are lost when you close the tab. Allow this
          site to store data, or leave a private window, before you start.
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void start();
        }}
      >
        {learner ? (
          <p>
            You take it as <strong>{learner.id}</strong>
            {learner.name && `, ${learner.name}`}.{" "}
            <span className="muted">For another person, use another browser profile.</span>
          </p>
        ) : (
          <>
            <div className="field">
              <label htmlFor={`${id}-learner`}>{identity.label}</label>
              <input
                id={`${id}-learner`}
                type="text"
                required
                maxLength={300}
                autoCapitalize="none"
                spellCheck={false}
                aria-describedby={`${id}-hint`}
                value={entered.id}
                onChange={(event) => setEntered({ ...entered, id: event.target.value })}
              />
              <p id={`${id}-hint`} className="small muted">
                Enter it as your instructor knows it. It decides which questions you get, and you can’t change it later.
              </p>
            </div>
            {identity.asksName && (
              <div className="field">
                <label htmlFor={`${id}-name`}>Your name</label>
                <input
                  id={`${id}-name`}
                  type="text"
                  autoComplete="name"
                  required
                  maxLength={300}
                  value={entered.name}
                  onChange={(event) => setEntered({ ...entered, name: event.target.value })}
                />
              </div>
            )}
          </>
        )}
        {code !== "" && (
          <Status className="small">
            {termsProblem !== "" ? (
              <span className="problem">{termsProblem}</span>
            ) : entered.id.trim() === "" ? (
              `This is a personal link. Enter your ${identity.label.toLowerCase()} to see what it changes.`
            ) : (
              "Your personal link is in effect. The rules below are yours."
            )}
          </Status>
        )}
        {code !== "" && termsProblem !== "" && (
          <p className="small">
            <Link to={`/a/#at/${row.hash}`}>Use the rules of the class instead</Link>
          </p>
        )}
        {hasQuestions && terms.navigation === "linear" && (
          <p>The questions go one way: once you go on to the next one, you can’t come back.</p>
        )}
        <p className="muted">
          {hasQuestions &&
            (state.seconds === null
              ? "There is no time limit. "
              : `The clock starts when you do and runs for ${durationText(state.seconds)}, also when you close the page. `)}
          {isLast && assignment.attempts !== 1 && "This is your last attempt. "}
          {hasQuestions
            ? "Your answers are stored on this device as you give them. "
            : "Your commands are sealed in a file for your instructor. "}
          You don’t need a network until you send the file.
        </p>
        <button
          type="submit"
          className="btn primary"
          disabled={isStarting || isHeldUp || missing === null || (code !== "" && termsProblem !== "")}
        >
          {state.window === "closed" ? `${verb} anyway` : action}
        </button>
        <p role="alert" className="problem">
          {problem || loadProblem}
        </p>
      </form>
    </section>
  );
}
