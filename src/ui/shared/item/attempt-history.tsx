import type { Attempt } from "../../../assessment/attempt.ts";
import { passed, totals } from "../../../assessment/attempt-actions.ts";
import { Link } from "../link.tsx";
import { percent } from "../percent.ts";

/** Returns a moment as day and time. */
export const dateText = (at: number): string =>
  new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" }).format(at);

/** Submitted attempts with their scores, the latest first. */
export function AttemptHistory({ attempts }: { attempts: readonly Attempt[] }) {
  return (
    <ul className="rows links">
      {attempts
        .toSorted((a, b) => (b.submittedAt ?? 0) - (a.submittedAt ?? 0))
        .map((attempt) => {
          const sum = totals(attempt.scores ?? []);
          const verdict = passed(attempt);
          return (
            <li key={attempt.id}>
              <Link to={`/results/#${attempt.id}`}>
                {attempt.title}, {dateText(attempt.submittedAt ?? attempt.startedAt)}
              </Link>
              <span className="muted num">
                {sum.earned} of {sum.maximum}, {percent(sum.share)}
                {verdict !== undefined && (verdict ? ", passed" : ", not passed")}
              </span>
            </li>
          );
        })}
    </ul>
  );
}
