import type { Attempt } from "../../../assessment/attempt.ts";
import { showsScore } from "../../../assessment/assigned-feedback.ts";
import { passed, totals } from "../../../assessment/attempt-actions.ts";
import { Link } from "../link.tsx";
import { percent } from "../percent.ts";
import { useStore } from "../use-store.tsx";

/** Returns a moment as day and time. */
export const dateText = (at: number): string =>
  new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" }).format(at);

/** The score of a submitted attempt; one at an assignment has none until its instructor releases it. */
export function ScoreText({ attempt }: { attempt: Attempt }) {
  const now = useStore((state) => state.now);
  if (!showsScore(attempt, now())) return "Submitted";
  const { earned, maximum, share } = totals(attempt.scores ?? []);
  const verdict = passed(attempt);
  return (
    <>
      {earned} of {maximum}, {percent(share)}
      {verdict !== undefined && (verdict ? ", passed" : ", not passed")}
    </>
  );
}

/** Submitted attempts with their scores, the latest first. */
export function AttemptHistory({ attempts }: { attempts: readonly Attempt[] }) {
  return (
    <ul className="rows links">
      {attempts
        .toSorted((a, b) => (b.submittedAt ?? 0) - (a.submittedAt ?? 0))
        .map((attempt) => (
          <li key={attempt.id}>
            <Link to={`/results/#${attempt.id}`}>
              {attempt.title}, {dateText(attempt.submittedAt ?? attempt.startedAt)}
            </Link>
            <span className="muted num">
              <ScoreText attempt={attempt} />
            </span>
          </li>
        ))}
    </ul>
  );
}
