import { useState } from "react";
import { Link } from "../shared/link.tsx";
import { outline } from "../../content/course.ts";
import { useStore } from "../shared/use-store.tsx";

const day = 86_400_000;

/** "exam in 19 days" from an ISO date and the present day, or nothing once it has passed. */
function examLine(examDate: string, today: Date): string {
  const days = Math.ceil((Date.parse(examDate) - today.getTime()) / day);
  if (Number.isNaN(days) || days < 0) return "";
  return days === 0 ? " · exam today" : ` · exam in ${days} ${days === 1 ? "day" : "days"}`;
}

/** Where to go on: the exact place of the last reading, an open attempt, or the first steps. */
export function TodayScreen() {
  const snapshot = useStore((state) => state.snapshot);
  const examDate = useStore((state) => state.settings.examDate);
  const open = snapshot?.attempts.find((attempt) => attempt.submittedAt === undefined);
  const place = snapshot && [...snapshot.positions].sort((a, b) => b.at - a.at)[0];
  const section = outline.sections.find(({ id }) => id === place?.sectionId);
  const done = new Set(snapshot?.sections.map(({ sectionId }) => sectionId));
  const nextSection = outline.sections.find(({ id }) => !done.has(id));
  const quiz = outline.assessments.find(({ id }) => id === outline.quiz);
  const passed = snapshot?.attempts.some(
    (attempt) => attempt.assessmentId === outline.quiz && attempt.scores && share(attempt.scores) >= outline.passMark,
  );
  const first = snapshot !== null && !place && !open && snapshot?.attempts.length === 0;
  // Read once a visit; the page is drawn again when the learner comes back to it.
  const [today] = useState(() => new Date());

  return (
    <div className="page">
      <p className="muted" suppressHydrationWarning>
        {snapshot ? new Intl.DateTimeFormat("en", { weekday: "long" }).format(today) : "Today"}
        {snapshot && examLine(examDate, today)}
      </p>
      <h1 tabIndex={-1}>
        {open
          ? "A quiz is waiting where you left it"
          : section
            ? "Go on where you stopped"
            : "Learn the registry chapter, then prove it"}
      </h1>
      <section className="resume" aria-label="Continue">
        {open ? (
          <>
            <div>
              <p className="muted small">Not submitted yet</p>
              <p className="where">{open.title}</p>
              <p className="muted">
                Item {open.position + 1} of {open.items.length}. Every answer so far is saved.
              </p>
            </div>
            <Link className="btn primary" to={`/quiz/#${open.id}`}>
              Continue the quiz
            </Link>
          </>
        ) : section && place ? (
          <>
            <div>
              <p className="muted small">You stopped here</p>
              <p className="where">
                {section.title}
                {place.heading && ` › ${place.heading}`}
              </p>
              <p className="muted">
                {done.has(section.id) ? "This section is marked done." : `${section.minutes} min in all.`}
              </p>
            </div>
            <Link className="btn primary" to={`/learn/${section.id}/#${place.block}`}>
              Continue reading
            </Link>
          </>
        ) : (
          <>
            <div>
              <p className="muted small">Start here</p>
              <p className="where">Read 10 minutes, or try 10 questions first</p>
              <p className="muted">{outline.subject}. Everything stays on this device and works offline.</p>
            </div>
            <div className="two">
              <Link className="btn primary" to={`/learn/${outline.sections[0]?.id}/`}>
                Read 10 minutes
              </Link>
              <Link className="btn" to="/practice/#pretest">
                Try 10 questions
              </Link>
            </div>
          </>
        )}
      </section>
      <div className="cols">
        <section>
          <header>
            <h2>The chapter</h2>
            <Link to="/learn/">All {outline.sections.length} sections</Link>
          </header>
          <p className="num">
            {done.size} of {outline.sections.length} sections done
            {snapshot &&
              snapshot.checks.length > 0 &&
              `, ${snapshot.checks.length} ${snapshot.checks.length === 1 ? "check" : "checks"} answered`}
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
          <p>
            {passed
              ? "Passed. The chapter exam is open."
              : `${Math.round(outline.passMark * 100)} % of the points completes the chapter.`}
          </p>
          <p className="muted small">{quiz?.lead}</p>
        </section>
        <section>
          <header>
            <h2>Look it up</h2>
            <Link to="/compare/">Compare</Link>
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
            <h2>Do it by hand</h2>
            <Link to="/walkthroughs/">Walkthroughs</Link>
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
      {first && <p className="muted small">No account, no tracking: nothing leaves this device.</p>}
    </div>
  );
}

const share = (scores: { earned: number; maximum: number }[]): number => {
  const maximum = scores.reduce((sum, score) => sum + score.maximum, 0);
  return maximum === 0 ? 0 : scores.reduce((sum, score) => sum + score.earned, 0) / maximum;
};
