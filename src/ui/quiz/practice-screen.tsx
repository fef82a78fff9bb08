import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router-dom";
import { Link } from "../shared/link.tsx";
import type { Attempt } from "../../assessment/attempt.ts";
import { bestOf, passed, stillMissed, totals } from "../../assessment/attempt-actions.ts";
import { chapterComplete, unlocked } from "../../assessment/gate.ts";
import { outline } from "../../content/course.ts";
import { percent } from "../shared/percent.ts";
import { useStore } from "../shared/use-store.tsx";
import { attemptAt, itemAttempt, missesAttempt, pretestAttempt, tableAttempt } from "./start-attempt.ts";
import { useHash } from "./use-hash.ts";
import "./quiz.css";

const dateOf = (at: number) => new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" }).format(at);
const remembered = 2;

/** What can be practised, what the pass mark opens, and every attempt so far. */
export function PracticeScreen() {
  const hash = useHash();
  const navigate = useNavigate();
  const snapshot = useStore((state) => state.snapshot);
  const profile = useStore((state) => state.settings.profile);
  const openProgress = useStore((state) => state.openProgress);
  const [includeDisputed, setIncludeDisputed] = useState(false);
  const [problem, setProblem] = useState("");
  const [discarded, setDiscarded] = useState<Attempt | null>(null);
  const starting = useRef(false);

  const attempts = snapshot?.attempts ?? [];
  const submitted = attempts.filter((attempt) => attempt.scores !== undefined);
  const misses = stillMissed(submitted, outline.retiredItems).length;
  const complete = chapterComplete(attempts, outline);
  const common = () => ({ id: crypto.randomUUID(), profile, now: Date.now() });

  const start = async (make: () => ReturnType<typeof pretestAttempt>) => {
    if (starting.current) return;
    starting.current = true;
    try {
      const made = await make();
      if (!made.ok) setProblem(made.message);
      else {
        const progress = await openProgress();
        await progress.startAttempt(made.attempt);
        void navigate(`/quiz/#${made.attempt.id}`);
      }
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    starting.current = false;
  };
  const startAssessment = (id: string) => {
    const recent = [...submitted]
      .filter((attempt) => attempt.assessmentId === id)
      .sort((a, b) => b.startedAt - a.startedAt)
      .slice(0, remembered)
      .flatMap((attempt) => attempt.items.map(({ itemId }) => itemId));
    return start(() => attemptAt(id, common(), recent, includeDisputed));
  };

  useEffect(() => {
    if (snapshot === null || hash === "") return;
    if (hash === "pretest") void start(() => pretestAttempt(common()));
    else if (hash.startsWith("table-")) void start(() => tableAttempt(hash.slice(6), common()));
    else if (hash.startsWith("item-")) void start(() => itemAttempt(hash.slice(5), common()));
    else return;
    void navigate("/practice/", { replace: true });
    // Runs once per address, as soon as storage has answered.
  }, [hash, snapshot === null]);

  const discard = async (attempt: Attempt) => {
    const progress = await openProgress();
    await progress.deleteAttempt(attempt.id);
    setDiscarded(attempt);
  };
  const open = attempts.filter((attempt) => attempt.submittedAt === undefined);
  const quiz = outline.assessments.find(({ id }) => id === outline.quiz);
  const best = bestOf(attempts, outline.quiz);

  return (
    <div className="page">
      <h1 tabIndex={-1}>Practice</h1>
      <p className="muted">
        Answers are stored as you give them. You can leave at any time and come back to the same item.
      </p>
      <p role="alert" className="problem">
        {problem}
      </p>
      <section className="resume" aria-label={quiz?.title}>
        <div>
          <p className="muted small">
            {complete ? "Chapter complete" : `${percent(outline.passMark)} of the points completes the chapter`}
          </p>
          <p className="where">{quiz?.title}</p>
          <p className="muted">
            {quiz?.lead} {best && `Your best so far: ${percent(totals(best.scores ?? []).share)}.`}
          </p>
          <label className="option-line">
            <input
              type="checkbox"
              checked={includeDisputed}
              onChange={(event) => setIncludeDisputed(event.target.checked)}
            />{" "}
            Include items whose answer differs between the chapter and Azure today
          </label>
        </div>
        <button
          type="button"
          className="btn primary"
          disabled={!snapshot}
          onClick={() => void startAssessment(outline.quiz)}
        >
          {best ? "Take it again" : "Start the quiz"}
        </button>
      </section>
      <div className="cols">
        <section>
          <header>
            <h2>My misses again</h2>
          </header>
          <p className="muted">
            {misses > 0
              ? `${misses} items were not fully right. Each answer is explained at once.`
              : "After a quiz, the items you missed come back here."}
          </p>
          <button
            type="button"
            className="btn"
            disabled={misses === 0}
            onClick={() => void start(() => missesAttempt(submitted, common()))}
          >
            Retry my misses
          </button>
        </section>
        {unlocked(attempts, outline).map(({ assessment, title, open: isOpen }) => {
          const found = outline.assessments.find(({ id }) => id === assessment);
          return (
            <section key={assessment}>
              <header>
                <h2>{title}</h2>
                <span className={isOpen ? "tag right" : "tag caution"}>{isOpen ? "Open" : "Closed"}</span>
              </header>
              <p className="muted">
                {found?.lead} {!isOpen && `Opens when you reach ${percent(outline.passMark)} in the chapter quiz.`}
              </p>
              <button type="button" className="btn" disabled={!isOpen} onClick={() => void startAssessment(assessment)}>
                Start
              </button>
            </section>
          );
        })}
        <section>
          <header>
            <h2>Ten questions first</h2>
          </header>
          <p className="muted">Before reading: see what you know already. No pass mark.</p>
          <button
            type="button"
            className="btn"
            disabled={!snapshot}
            onClick={() => void start(() => pretestAttempt(common()))}
          >
            Try 10 questions
          </button>
        </section>
        <section>
          <header>
            <h2>A table by heart</h2>
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
        <h2 id="history-title">Attempts</h2>
        <p role="status">
          {discarded && (
            <>
              Discarded “{discarded.title}”.{" "}
              <button
                type="button"
                className="btn quiet"
                onClick={() => {
                  void openProgress().then((progress) => progress.startAttempt(discarded));
                  setDiscarded(null);
                }}
              >
                Undo
              </button>
            </>
          )}
        </p>
        {snapshot === null && <p className="muted">Reading what this device remembers.</p>}
        {snapshot && attempts.length === 0 && <p className="muted">No attempt yet.</p>}
        <ul className="rows links">
          {open.map((attempt) => (
            <li key={attempt.id}>
              <Link to={`/quiz/#${attempt.id}`}>
                {attempt.title}, item {attempt.position + 1} of {attempt.items.length}
              </Link>
              <button type="button" className="btn quiet" onClick={() => void discard(attempt)}>
                Discard
              </button>
            </li>
          ))}
          {[...submitted]
            .sort((a, b) => (b.submittedAt ?? 0) - (a.submittedAt ?? 0))
            .map((attempt) => {
              const sum = totals(attempt.scores ?? []);
              return (
                <li key={attempt.id}>
                  <Link to={`/results/#${attempt.id}`}>
                    {attempt.title}, {dateOf(attempt.submittedAt ?? attempt.startedAt)}
                  </Link>
                  <span className="muted num">
                    {sum.earned} of {sum.maximum}, {percent(sum.share)}
                    {passed(attempt) !== undefined && (passed(attempt) ? ", passed" : ", not passed")}
                  </span>
                </li>
              );
            })}
        </ul>
      </section>
    </div>
  );
}
