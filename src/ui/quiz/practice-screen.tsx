import { useEffect, useEffectEvent } from "react";
import { useNavigate } from "react-router-dom";
import { Link } from "../shared/link.tsx";
import { bestOf, totals } from "../../assessment/attempt-actions.ts";
import { chapterComplete, unlocked } from "../../assessment/gate.ts";
import { mixedPractice, sourceOf } from "../../assessment/practice.ts";
import { outline } from "../../content/course.ts";
import { openAttempt, type Wish } from "../../store/start-attempt.ts";
import { percent } from "../shared/percent.ts";
import { useStore } from "../shared/use-store.tsx";
import { AssessmentCard } from "./assessment-card.tsx";
import { AttemptHistory } from "../shared/item/attempt-history.tsx";
import { useFollowProgress } from "../shared/use-follow-progress.ts";
import { useHash } from "../shared/use-hash.ts";
import { IdeasDue } from "./ideas-due.tsx";
import { StartPractice } from "./start-practice.tsx";
import { OpenAttempts } from "./attempt-lists.tsx";
import { useStart } from "./use-start.tsx";
import "../shared/item/sheet.css";
import "./quiz.css";

const mixed: Wish = { kind: "practice", choice: mixedPractice };

/** What an address such as `/practice/#table-tiers` asks to start. */
function wishIn(hash: string): Wish | undefined {
  if (hash === "pretest") return { kind: "pretest" };
  if (hash.startsWith("table-")) return { kind: "table", id: hash.slice("table-".length) };
  if (hash.startsWith("item-")) return { kind: "item", id: hash.slice("item-".length) };
  const source = sourceOf(hash);
  return source && { kind: "practice", choice: { ...mixedPractice, source } };
}

/** What can be practiced, what the pass mark unlocks, and every attempt so far. */
export function PracticeScreen() {
  const hash = useHash();
  const navigate = useNavigate();
  const snapshot = useStore((state) => state.snapshot);
  const isReady = snapshot !== null;
  const { start, problem, dialog } = useStart();
  useFollowProgress();

  const attempts = snapshot?.attempts ?? [];
  const submitted = attempts.filter((attempt) => attempt.scores !== undefined);
  const underWay = attempts
    .filter((attempt) => attempt.submittedAt === undefined)
    .toSorted((a, b) => b.startedAt - a.startedAt);
  const complete = chapterComplete(attempts, outline);
  const openMixed = openAttempt(attempts, mixed);
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
      <section className="resume" aria-label="Mixed practice">
        <div>
          <p className="where">Mixed practice</p>
          <p className="muted">
            Ten questions. Topics that look alike come side by side, and what is weak or due comes first.
          </p>
        </div>
        <div className="start">
          {openMixed ? (
            <>
              <Link className={underWay[0] === openMixed ? "btn" : "btn primary"} to={`/quiz/#${openMixed.id}`}>
                Resume: question {openMixed.position + 1}
              </Link>
              <button type="button" className="btn quiet" onClick={() => void start(mixed)}>
                Start over
              </button>
            </>
          ) : (
            <button type="button" className="btn primary" disabled={!isReady} onClick={() => void start(mixed)}>
              Start mixed practice
            </button>
          )}
        </div>
      </section>
      <section className="block" aria-labelledby="choose-title">
        <h2 id="choose-title">Choose what to practice</h2>
        <StartPractice isReady={isReady} onStart={(choice) => void start({ kind: "practice", choice })} />
        <IdeasDue />
      </section>
      <section className="resume quiz-start" aria-label={quiz?.title}>
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
          isPrimary={false}
          onStart={(wish, id) => void start(wish, id)}
        />
      </section>
      <div className="cols">
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
              <Link className="btn" to="/exam/">
                Show all exams
              </Link>
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
        <AttemptHistory attempts={submitted} />
      </section>
      {dialog}
    </div>
  );
}
