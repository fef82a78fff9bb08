import { useState, type ReactNode } from "react";
import type { Attempt } from "../../assessment/attempt.ts";
import { dateText, ScoreText } from "../shared/item/attempt-history.tsx";
import { Link } from "../shared/link.tsx";

/** How many attempts are listed until more are asked for. */
const shownAtFirst = 10;

/** Submitted attempts with their scores, the latest first; null while they are read. */
export function AttemptsSection({ attempts }: { attempts: readonly Attempt[] | null }): ReactNode {
  const [isAll, setIsAll] = useState(false);
  const submitted = (attempts ?? [])
    .filter(({ scores }) => scores !== undefined)
    .toSorted((a, b) => (b.submittedAt ?? 0) - (a.submittedAt ?? 0));
  return (
    <section className="block" aria-labelledby="attempts-title" aria-busy={attempts === null || undefined}>
      <h2 id="attempts-title">Attempts</h2>
      {attempts === null && <p className="muted">Loading your attempts…</p>}
      {attempts !== null && submitted.length === 0 && (
        <p className="muted">
          No submitted attempts yet. Start with the <Link to="/practice/">chapter quiz</Link>.
        </p>
      )}
      <ul className="rows links">
        {submitted.slice(0, isAll ? undefined : shownAtFirst).map((attempt) => (
          <li key={attempt.id}>
            <Link to={`/results/#${attempt.id}`}>
              {attempt.title}, {dateText(attempt.submittedAt ?? attempt.startedAt)}
            </Link>
            <span className="num muted">
              <ScoreText attempt={attempt} />
            </span>
          </li>
        ))}
      </ul>
      {!isAll && submitted.length > shownAtFirst && (
        <button type="button" className="btn" onClick={() => setIsAll(true)}>
          Show all {submitted.length} attempts
        </button>
      )}
    </section>
  );
}
