import { useState } from "react";
import type { Attempt } from "../../assessment/attempt.ts";
import { passed, totals } from "../../assessment/attempt-actions.ts";
import { discardAttempt, restoreAttempt, type Discarded } from "../../store/start-attempt.ts";
import { Link } from "../shared/link.tsx";
import { percent } from "../shared/percent.ts";
import { useStoreApi } from "../shared/use-store.tsx";
import { Status } from "../shared/status.tsx";

const dateOf = (at: number) => new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" }).format(at);

/** Attempts under way, the latest first: resume or discard, with undo. */
export function OpenAttempts({ attempts }: { attempts: readonly Attempt[] }) {
  const app = useStoreApi();
  const [discarded, setDiscarded] = useState<Discarded>();
  if (attempts.length === 0 && !discarded) return null;
  return (
    <section className="under-way" aria-labelledby="under-way">
      <h2 id="under-way">Pick up where you left off</h2>
      <ul className="rows">
        {attempts.map((attempt) => (
          <li key={attempt.id}>
            <span>
              <strong>{attempt.title}</strong>, question {attempt.position + 1} of {attempt.items.length}
              <span className="muted small">Started {dateOf(attempt.startedAt)}</span>
            </span>
            <span className="row-actions">
              <button
                type="button"
                className="btn quiet"
                aria-label={`Discard ${attempt.title}`}
                onClick={() => void discardAttempt(app, attempt).then(setDiscarded)}
              >
                Discard
              </button>
              <Link className="btn primary" to={`/quiz/#${attempt.id}`} aria-label={`Resume ${attempt.title}`}>
                Resume
              </Link>
            </span>
          </li>
        ))}
      </ul>
      <Status>
        {discarded && (
          <>
            Discarded “{discarded.attempt.title}”.{" "}
            <button
              type="button"
              className="btn quiet"
              onClick={() => {
                void restoreAttempt(app, discarded);
                setDiscarded(undefined);
              }}
            >
              Undo
            </button>
          </>
        )}
      </Status>
    </section>
  );
}

/** Submitted attempts with their scores, the latest first. */
export function PastAttempts({ attempts }: { attempts: readonly Attempt[] }) {
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
                {attempt.title}, {dateOf(attempt.submittedAt ?? attempt.startedAt)}
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
