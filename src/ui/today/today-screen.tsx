import { createElement, Fragment, useEffect, useMemo, useState, type ComponentProps, type ReactNode } from "react";
import { Link } from "../shared/link.tsx";
import type { Attempt } from "../../assessment/attempt.ts";
import { totals } from "../../assessment/attempt-actions.ts";
import { chapterComplete } from "../../assessment/gate.ts";
import { outline } from "../../content/course.ts";
import type { Overview } from "../../store/state.ts";
import { percent } from "../shared/percent.ts";
import { noteReturn } from "../shared/return-note.ts";
import { RulesQuestion } from "../shared/rules-question.tsx";
import { useEnvironments } from "../shared/use-environments.ts";
import { useFollowProgress } from "../shared/use-follow-progress.ts";
import { useStore } from "../shared/use-store.tsx";
import { nothingStored, planToday, type Today } from "../shared/next-step.ts";
import { StepCard } from "./step-card.tsx";
import "./today.css";

type LearningProps = ComponentProps<typeof import("./today-learning.tsx").TodayLearning>;

/** Draws what a newcomer's first visit doesn't need, once its code is there; React would show what it suspended later than that. */
function useTodayLearning(): ((props: LearningProps) => ReactNode) | undefined {
  const [loaded, setLoaded] = useState<typeof import("./today-learning.tsx")>();
  useEffect(() => {
    void import("./today-learning.tsx").then(setLoaded);
  }, []);
  return loaded && ((props) => createElement(loaded.TodayLearning, props));
}

const day = 86_400_000;
/** Written out: a date format costs a phone a tenth of a second on the first page that most people see. */
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** "exam in 19 days" from an ISO date and the present day, or nothing once it has passed. */
function examLine(examDate: string, today: Date): string {
  const days = Math.ceil((Date.parse(examDate) - today.getTime()) / day);
  if (Number.isNaN(days) || days < 0) return "";
  return days === 0 ? " · exam today" : ` · exam in ${days} ${days === 1 ? "day" : "days"}`;
}

/** What the chapter quiz still asks for, or the best result once it was passed. */
function quizLine(attempts: readonly Attempt[]): string {
  if (!chapterComplete(attempts, outline)) return `Score ${percent(outline.passMark)} or more to complete the chapter.`;
  const shares = attempts
    .filter(({ assessmentId, scores }) => assessmentId === outline.quiz && scores)
    .map(({ scores }) => totals(scores ?? []).share);
  return `Passed with ${percent(Math.max(...shares))}. You’ve completed the chapter.`;
}

/** The chapter, its quiz, comparisons and walkthroughs. */
function Chapter({ plan, overview }: { plan: Today; overview: Overview | null }) {
  const { doneSections, nextSection } = plan;
  const quiz = outline.assessments.find(({ id }) => id === outline.quiz);
  const checks = overview?.checks.length ?? 0;
  return (
    <div className="cols">
      <section>
        <header>
          <h2>The chapter</h2>
          <Link to="/learn/">All {outline.sections.length} sections</Link>
        </header>
        <p className="num">
          {doneSections} of {outline.sections.length} sections done
          {checks > 0 && `, ${checks} ${checks === 1 ? "question" : "questions"} answered`}
        </p>
        {nextSection && (
          <p className="muted small">
            Next: <Link to={`/learn/${nextSection.id}/`}>{nextSection.title}</Link>, {nextSection.minutes} min
          </p>
        )}
      </section>
      <section>
        <header>
          <h2>{quiz?.title}</h2>
          <Link to="/practice/">Practice</Link>
        </header>
        <p>{quizLine(overview?.attempts ?? [])}</p>
        <p className="muted small">{quiz?.lead}</p>
      </section>
      <section>
        <header>
          <h2>Side by side</h2>
          <Link to="/compare/">All comparisons</Link>
        </header>
        <ul className="rows links">
          {outline.comparisons.slice(0, 3).map(({ id, title }) => (
            <li key={id}>
              <Link to={`/compare/${id}/`}>{title}</Link>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <header>
          <h2>Hands-on</h2>
          <Link to="/walkthroughs/">All walkthroughs</Link>
        </header>
        <ul className="rows links">
          {outline.walkthroughs.slice(0, 3).map(({ id, title, minutes }) => (
            <li key={id}>
              <Link to={`/walkthroughs/${id}/`}>{title}</Link>
              <span className="muted num">{minutes} min</span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

const backTitle = "Pick up where you left off";

/** Keeps the place of the card for those who come back, while storage says what they did last. */
const ComingBack = () => (
  <div data-beginning="back">
    <h1 tabIndex={-1}>{backTitle}</h1>
    <section className="resume coming" aria-label="Continue" aria-busy="true" />
  </div>
);

/** Shows what to do next: the exact place of the latest activity, an open quiz, or the first steps. */
export function TodayScreen() {
  const overview = useStore((state) => state.snapshot ?? state.overview);
  const learning = useStore((state) => state.learning);
  const followLearning = useStore((state) => state.followLearning);
  const now = useStore((state) => state.now);
  const examDate = useStore((state) => state.settings.examDate);
  const environments = useEnvironments();
  const plan = useMemo(
    () => (overview && environments ? planToday(overview, outline, environments) : planToday(nothingStored, outline)),
    [overview, environments],
  );
  useEffect(followLearning, [followLearning]);
  useFollowProgress();
  const drawLearning = useTodayLearning();
  const { step } = plan;
  const isKnown = overview !== null && environments !== undefined;
  const returns = step.kind !== "start";
  useEffect(() => {
    if (isKnown) noteReturn(returns);
  }, [isKnown, returns]);
  const hasAnswers = [...(learning?.entries.values() ?? [])].some((entries) => entries.length > 0);
  const chapter = <Chapter plan={plan} overview={overview} />;
  // Read once a visit; the page is drawn again when the learner comes back to it.
  const [today] = useState(() => new Date(now()));

  return (
    <div className="page">
      <p className="muted" suppressHydrationWarning>
        {overview ? weekdays[today.getDay()] : "Today"}
        {overview && examLine(examDate, today)}
      </p>
      {/* Until storage has answered the page has both beginnings, and public/boot.js tells the style which one fits. */}
      {!isKnown && <ComingBack />}
      <div data-beginning={isKnown ? undefined : "new"}>
        <h1 tabIndex={-1}>{returns ? backTitle : "Learn Azure Container Registry, then test yourself"}</h1>
        <StepCard plan={plan} />
      </div>
      <RulesQuestion />
      {drawLearning && overview && environments && learning && (step.kind !== "start" || hasAnswers) ? (
        // With a key of its own the chapter is drawn again below it, so that nothing on screen moves down.
        <Fragment key="learned">
          {drawLearning({ plan, overview, learning, now: today.getTime(), examDate })}
          {chapter}
        </Fragment>
      ) : (
        chapter
      )}
      {step.kind === "start" && (
        <p className="muted small privacy">No account and no tracking: nothing leaves this device.</p>
      )}
    </div>
  );
}
