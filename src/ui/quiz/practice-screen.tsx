import { useEffect, useEffectEvent } from "react";
import { useNavigate } from "react-router-dom";
import { Link } from "../shared/link.tsx";
import { bestOf, stillMissed, totals } from "../../assessment/attempt-actions.ts";
import { chapterComplete, unlocked } from "../../assessment/gate.ts";
import { outline } from "../../content/course.ts";
import { openAttempt, type Wish } from "../../store/start-attempt.ts";
import { percent } from "../shared/percent.ts";
import { useStore } from "../shared/use-store.tsx";
import { AssessmentCard } from "./assessment-card.tsx";
import { PickObjective } from "./pick-objective.tsx";
import { OpenAttempts, PastAttempts } from "./attempt-lists.tsx";
import { useHash } from "./use-hash.ts";
import { useStart } from "./use-start.tsx";
import "../shared/item/sheet.css";
import "./quiz.css";

/** What an address such as `/practice/#table-tiers` asks to start. */
function wishIn(hash: string): Wish | undefined {
  if (hash === "pretest") return { kind: "pretest" };
  if (hash.startsWith("table-")) return { kind: "table", id: hash.slice("table-".length) };
  if (hash.startsWith("objective-")) return { kind: "objective", id: hash.slice("objective-".length) };
  if (hash.startsWith("item-")) return { kind: "item", id: hash.slice("item-".length) };
  return undefined;
}

/** What can be practiced, what the pass mark unlocks, and every attempt so far. */
export function PracticeScreen() {
  const hash = useHash();
  const navigate = useNavigate();
  const snapshot = useStore((state) => state.snapshot);
  const isReady = snapshot !== null;
  const { start, problem, dialog } = useStart();

  const attempts = snapshot?.attempts ?? [];
  const submitted = attempts.filter((attempt) => attempt.scores !== undefined);
  const underWay = attempts
    .filter((attempt) => attempt.submittedAt === undefined)
    .toSorted((a, b) => b.startedAt - a.startedAt);
  const misses = stillMissed(submitted, outline.retiredItems).length;
  const complete = chapterComplete(attempts, outline);
  const openOf = (id: string) => openAttempt(attempts, { kind: "assessment", id, includeDisputed: false });

  const follow = useEffectEvent((hash: string) => {
    const wish = wishIn(hash);
    if (!wish) return;
    void start(wish);
    void navigate("/practice/", { replace: true });
  });
  // Once per address, as soon as storage has answered.
  useEffect(() => {
    if (isReady && hash !== "") follow(hash);
  }, [hash, isReady]);

  const quiz = outline.assessments.find(({ id }) => id === outline.quiz);
  const best = bestOf(attempts, outline.quiz);
  return (
    <div className="page">
      <h1 tabIndex={-1}>Practice</h1>
      <p className="muted">
        Answers are saved as you give them. You can leave at any time and come back to the same question.
      </p>
      <p role="alert" className="problem">
        {problem}
      </p>
      <OpenAttempts attempts={underWay} />
      <section className="resume" aria-label={quiz?.title}>
        <div>
          <p className="muted small">
            {complete ? "Chapter complete" : `Score ${percent(outline.passMark)} or more to complete the chapter`}
          </p>
          <p className="where">{quiz?.title}</p>
          <p className="muted">
            {quiz?.lead} {best && `Your best score so far: ${percent(totals(best.scores ?? []).share)}.`}
          </p>
        </div>
        <AssessmentCard
          id={outline.quiz}
          open={openOf(outline.quiz)}
          startLabel={best ? "Retake the quiz" : "Start the quiz"}
          isPrimary={underWay.length === 0}
          onStart={(wish, id) => void start(wish, id)}
        />
      </section>
      <div className="cols">
        <section>
          <header>
            <h2>Review mistakes</h2>
          </header>
          <p className="muted">
            {misses === 0
              ? "After a quiz, the questions you missed come back here."
              : `${misses} ${misses === 1 ? "question wasn’t" : "questions weren’t"} fully correct. You see each explanation right after you answer.`}
          </p>
          <button
            type="button"
            className="btn"
            disabled={misses === 0}
            onClick={() => void start({ kind: "mistakes", attempts: submitted })}
          >
            Review mistakes
          </button>
        </section>
        {unlocked(attempts, outline).map(({ assessment, title, open: isUnlocked }) => {
          const found = outline.assessments.find(({ id }) => id === assessment);
          return (
            <section key={assessment}>
              <header>
                <h2>{title}</h2>
                <span className={isUnlocked ? "tag right" : "tag caution"}>{isUnlocked ? "Unlocked" : "Locked"}</span>
              </header>
              <p className="muted">
                {found?.lead} {!isUnlocked && `Score ${percent(outline.passMark)} in the chapter quiz to unlock it.`}
              </p>
              {isUnlocked && (
                <AssessmentCard
                  id={assessment}
                  open={openOf(assessment)}
                  startLabel={`Start the ${title.toLowerCase()}`}
                  isPrimary={false}
                  onStart={(wish, id) => void start(wish, id)}
                />
              )}
            </section>
          );
        })}
        <section>
          <header>
            <h2>Ten questions first</h2>
          </header>
          <p className="muted">See what you already know before you read. No pass mark.</p>
          <button type="button" className="btn" disabled={!isReady} onClick={() => void start({ kind: "pretest" })}>
            Try 10 questions
          </button>
        </section>
        <section>
          <header>
            <h2>Practice an objective</h2>
          </header>
          <p className="muted">Up to 12 questions of every type, with commands to type in a terminal.</p>
          <PickObjective isReady={isReady} onStart={(id) => void start({ kind: "objective", id })} />
        </section>
        <section>
          <header>
            <h2>Test yourself on a table</h2>
          </header>
          <ul className="rows links">
            {outline.comparisons.map(({ id, title }) => (
              <li key={id}>
                <Link to={`/practice/#table-${id}`}>{title}</Link>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <section className="block" aria-labelledby="history-title">
        <h2 id="history-title">Past attempts</h2>
        {!isReady && <p className="muted">Loading your progress…</p>}
        {isReady && submitted.length === 0 && <p className="muted">No attempts yet.</p>}
        <PastAttempts attempts={submitted} />
      </section>
      {dialog}
    </div>
  );
}
