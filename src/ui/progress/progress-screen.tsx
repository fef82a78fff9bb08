import { Link } from "../shared/link.tsx";
import { totals } from "../../assessment/attempt-actions.ts";
import { outline } from "../../content/course.ts";
import type { Objective } from "../../content/content.ts";
import { percent } from "../shared/percent.ts";
import { useStore } from "../shared/use-store.tsx";
import { objectiveTable } from "./objective-table.ts";
import "./progress.css";

const dateOf = (at: number) => new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" }).format(at);

/** Shows what is stored on this device: sections, answers in the text, results by objective, attempts. */
export function ProgressScreen({ objectives }: { objectives: Objective[] }) {
  const snapshot = useStore((state) => state.snapshot);
  if (!snapshot) {
    return (
      <div className="page" aria-busy="true">
        <h1 tabIndex={-1}>Your progress</h1>
        <p className="muted">Loading your progress…</p>
      </div>
    );
  }
  const submitted = snapshot.attempts.filter((attempt) => attempt.scores !== undefined);
  const rows = objectiveTable(objectives, snapshot);
  const empty = submitted.length === 0 && snapshot.checks.length === 0 && snapshot.sections.length === 0;
  return (
    <div className="page">
      <h1 tabIndex={-1}>Your progress</h1>
      {empty ? (
        <>
          <p className="muted">No results yet. Answer some questions to see your results for each objective.</p>
          <p>
            <Link className="btn primary" to="/practice/#pretest">
              Try 10 questions
            </Link>
          </p>
        </>
      ) : (
        <p className="muted num">
          {snapshot.sections.length} of {outline.sections.length} sections done, {snapshot.checks.length} questions
          answered in the text, {submitted.length} {submitted.length === 1 ? "attempt" : "attempts"} submitted.
        </p>
      )}
      <section className="block" aria-labelledby="objectives-title">
        <h2 id="objectives-title">Objectives</h2>
        {/* What scrolls sideways takes the focus, so that the arrow keys can scroll it. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <section className="scroll" aria-label="Results by objective" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Objective</th>
                <th scope="col">First answers</th>
                <th scope="col">Correct</th>
                <th scope="col">Section</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ objective, earned, maximum, section }) => (
                <tr key={objective.id}>
                  <th scope="row">{objective.short}</th>
                  <td>
                    {maximum === 0 ? <span className="muted">Not answered</span> : `${earned} of ${maximum} points`}
                  </td>
                  <td>
                    {maximum > 0 && (
                      <>
                        <meter min={0} max={maximum} value={earned} aria-label={`${objective.short}, share correct`} />{" "}
                        {percent(earned / maximum)}
                      </>
                    )}
                  </td>
                  <td>{section && <Link to={`/learn/${section.id}/`}>{section.title}</Link>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </section>
      <section className="block" aria-labelledby="attempts-title">
        <h2 id="attempts-title">Attempts</h2>
        {submitted.length === 0 ? (
          <p className="muted">
            No submitted attempts yet. Start with the <Link to="/practice/">chapter quiz</Link>.
          </p>
        ) : (
          <ul className="rows links">
            {[...submitted]
              .sort((a, b) => (b.submittedAt ?? 0) - (a.submittedAt ?? 0))
              .map((attempt) => {
                const { earned, maximum, share } = totals(attempt.scores ?? []);
                return (
                  <li key={attempt.id}>
                    <Link to={`/results/#${attempt.id}`}>
                      {attempt.title}, {dateOf(attempt.submittedAt ?? attempt.startedAt)}
                    </Link>
                    <span className="num muted">
                      {earned} of {maximum}, {percent(share)}
                      {attempt.passMark !== undefined && (share >= attempt.passMark ? ", passed" : ", not passed")}
                    </span>
                  </li>
                );
              })}
          </ul>
        )}
      </section>
      <p>
        <Link to="/settings/#data">Back up, restore, or delete your data</Link>
      </p>
    </div>
  );
}
