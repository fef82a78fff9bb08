import { useEffect, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { Link } from "../shared/link.tsx";
import type { Attempt, AttemptItem, ItemScore, Released, StoredResponse } from "../../assessment/attempt.ts";
import { releasedNow } from "../../assessment/assigned-feedback.ts";
import { passed, stillMissed, totals } from "../../assessment/attempt-actions.ts";
import type { ScoredItem } from "../../assessment/item.ts";
import { outcomeOf } from "../../assessment/review-lines.ts";
import { isAnswered } from "../../assessment/score.ts";
import { outline } from "../../content/course.ts";
import type { Objective } from "../../content/content.ts";
import { attemptPath } from "../shared/attempt-path.ts";
import { percent } from "../shared/percent.ts";
import { useStore } from "../shared/use-store.tsx";
import { AssignedNote } from "./assigned-note.tsx";
import { ExamSummary } from "./exam-summary.tsx";
import { PersistOffer } from "./persist-offer.tsx";
import { isMistake, ReviewedQuestion, type Reviewed } from "./reviewed-question.tsx";
import { ScoreTables } from "./score-tables.tsx";
import { useFollowProgress } from "../shared/use-follow-progress.ts";
import { useHash } from "../shared/use-hash.ts";
import { useItems } from "../shared/item/use-items.ts";
import { useWithheld } from "./use-withheld.ts";
import { useStart } from "./use-start.tsx";
import "../shared/item/sheet.css";
import "./quiz.css";
import { Group } from "../shared/group.tsx";

type Responses = ReadonlyMap<string, StoredResponse>;

/** The stored answers of a submitted attempt; null until they are read. */
function useResponses(attempt: Attempt | undefined): Responses | null {
  const openProgress = useStore((state) => state.openProgress);
  const [read, setRead] = useState<{ id: string; responses: Responses }>();
  const id = attempt?.id;
  useEffect(() => {
    if (id === undefined) return;
    let current = true;
    void openProgress()
      .then((progress) => progress.responses(id))
      .then((rows) => current && setRead({ id, responses: new Map(rows.map((row) => [row.itemId, row])) }));
    return () => {
      current = false;
    };
  }, [id, openProgress]);
  return read && read.id === id ? read.responses : null;
}

function Notice({ title, isBusy = false, children }: { title: string; isBusy?: boolean; children: ReactNode }) {
  return (
    <div className="page" aria-busy={isBusy || undefined}>
      <h1 tabIndex={-1}>{title}</h1>
      <p className="muted">{children}</p>
    </div>
  );
}

/** The submitted attempt that the address names. */
export function ResultsScreen({ objectives }: { objectives: Objective[] }) {
  const id = useHash();
  useFollowProgress();
  const snapshot = useStore((state) => state.snapshot);
  const attempt = snapshot?.attempts.find((candidate) => candidate.id === id);
  const items = useItems(attempt);
  const responses = useResponses(attempt);
  const now = useStore((state) => state.now);

  if (snapshot && !attempt) {
    return (
      <Notice title="This attempt isn’t on this device">
        <Link className="btn primary" to="/practice/">
          Show all attempts
        </Link>
      </Notice>
    );
  }
  if (attempt && !attempt.scores) {
    return (
      <Notice title="Not submitted yet">
        <Link className="btn primary" to={attemptPath(attempt)}>
          Keep going
        </Link>
      </Notice>
    );
  }
  if (!attempt?.scores || !items || !responses) {
    return (
      <Notice title="Results" isBusy>
        Loading the attempt…
      </Notice>
    );
  }
  const released = releasedNow(attempt, now());
  if (!released) {
    return (
      <Notice title="Submitted">
        <AssignedNote attempt={attempt} released={released} />
      </Notice>
    );
  }
  return (
    <Results
      released={released}
      key={attempt.id}
      attempt={attempt}
      scores={attempt.scores}
      items={items}
      responses={responses}
      objectives={objectives}
    />
  );
}

const filters = {
  all: { title: "All", test: () => true },
  wrong: { title: "Mistakes", test: ({ outcome }: Reviewed) => outcome === "incorrect" || outcome === "partly" },
  unanswered: { title: "Not answered", test: ({ outcome }: Reviewed) => outcome === "unanswered" },
  flagged: { title: "Flagged", test: ({ row }: Reviewed) => row?.flagged === true },
};
type Filter = keyof typeof filters;

/** The questions of an attempt, with filters by how they went. */
function Questions({ questions, explained }: { questions: readonly Reviewed[]; explained: boolean }) {
  const [filter, setFilter] = useState<Filter>("all");
  /** Whether all questions were unfolded or folded; undefined until either is asked for. */
  const [open, setOpen] = useState<boolean | undefined>(undefined);
  const matching = (name: Filter) => questions.filter(filters[name].test);
  // What is folded isn't printed, however printing begins.
  useEffect(() => {
    const unfold = () => flushSync(() => setOpen(true));
    window.addEventListener("beforeprint", unfold);
    return () => window.removeEventListener("beforeprint", unfold);
  }, []);
  const isAllOpen = open ?? matching(filter).every(({ outcome }) => isMistake(outcome));
  return (
    <section className="block" aria-labelledby="questions-title">
      <h2 id="questions-title">Questions</h2>
      <Group className="filters" aria-label="Which questions to show">
        {(Object.keys(filters) as Filter[]).map((name) => (
          <button
            key={name}
            type="button"
            className="chip"
            aria-pressed={filter === name}
            disabled={matching(name).length === 0}
            onClick={() => setFilter(name)}
          >
            {filters[name].title} ({matching(name).length})
          </button>
        ))}
        <button type="button" className="btn quiet" onClick={() => setOpen(!isAllOpen)}>
          {isAllOpen ? "Hide all answers" : "Show all answers"}
        </button>
        <button type="button" className="btn quiet" onClick={() => window.print()}>
          Print
        </button>
      </Group>
      {matching(filter).map((question) => (
        <ReviewedQuestion key={`${question.itemId} ${open}`} {...question} open={open} explained={explained} />
      ))}
    </section>
  );
}

/** The score, where points were lost, and every question with its key and reasons. */
function Results({
  attempt,
  released,
  scores,
  items,
  responses,
  objectives,
}: {
  attempt: Attempt;
  /** How much is shown; everything, unless the instructor of an assignment decides otherwise. */
  released: Released;
  scores: readonly ItemScore[];
  items: ReadonlyMap<string, ScoredItem>;
  responses: Responses;
  objectives: Objective[];
}) {
  const attempts = useStore((state) => state.snapshot?.attempts);
  const withheld = useWithheld(attempt);
  const { start, problem, dialog } = useStart();
  const sum = totals(scores);
  const made = new Set(attempt.madeItems?.map(({ id }) => id));
  const banked = scores.filter(({ itemId }) => !made.has(itemId));
  const verdict = passed(attempt);
  const isGate = attempt.assessmentId === outline.quiz;
  const earlier = (attempts ?? []).filter(
    (other) => other.assessmentId === attempt.assessmentId && other.scores && other.startedAt < attempt.startedAt,
  );
  // A practice may have ended before its last question.
  const isScored = ({ itemId }: AttemptItem) => scores.some((score) => score.itemId === itemId);
  const asked = attempt.practice ? attempt.items.filter(isScored) : attempt.items;
  const questions = asked.map(({ itemId }, at): Reviewed => {
    const row = responses.get(itemId);
    const score = scores.find((score) => score.itemId === itemId);
    const outcome = outcomeOf(score ?? { earned: 0, maximum: 0 }, isAnswered(row?.response));
    return { number: at + 1, itemId, item: items.get(itemId), score, row, outcome, isWithheld: withheld.has(itemId) };
  });
  return (
    <div className="page results">
      <p className="muted">{attempt.title}</p>
      <h1 tabIndex={-1}>
        {sum.earned} of {sum.maximum} points, {percent(sum.share)}
      </h1>
      <section className="resume" aria-label="Result">
        <div>
          <p className="where">{verdict === undefined ? "No pass mark" : verdict ? "Passed" : "Not passed yet"}</p>
          <p className="muted">
            {attempt.passMark !== undefined && `You need ${percent(attempt.passMark)} to pass. `}
            {isGate &&
              verdict &&
              `Chapter complete. Unlocked: ${outline.unlocks.map(({ title }) => title).join(", ")}.`}
            {!attempt.assigned &&
              earlier.length > 0 &&
              ` Earlier scores: ${earlier.map((other) => percent(totals(other.scores ?? []).share)).join(", ")}.`}
          </p>
        </div>
        {released !== "score" && stillMissed([attempt], outline.retiredItems).length > 0 && (
          <button
            type="button"
            className="btn primary"
            onClick={() => void start({ kind: "mistakes", attempts: [attempt] })}
          >
            {attempt.exam && !attempt.assigned ? "Build a practice from my mistakes" : "Review mistakes"}
          </button>
        )}
      </section>
      <p role="alert" className="problem">
        {problem}
      </p>
      {attempt.assigned && (
        <p className="muted">
          <AssignedNote attempt={attempt} released={released} />
        </p>
      )}
      <PersistOffer />
      {!attempt.assigned && <ExamSummary attempt={attempt} scores={scores} responses={responses} />}
      {released !== "score" && (
        <>
          {banked.length > 0 && <ScoreTables scores={banked} items={items} objectives={objectives} />}
          <Questions questions={questions} explained={released === "explanations"} />
        </>
      )}
      {dialog}
    </div>
  );
}
