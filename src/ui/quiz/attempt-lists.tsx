import { useState } from "react";
import type { Attempt } from "../../assessment/attempt.ts";
import { discardAttempt, restoreAttempt, type Discarded } from "../../store/start-attempt.ts";
import { attemptPath } from "../shared/attempt-path.ts";
import { dateText } from "../shared/item/attempt-history.tsx";
import { Link } from "../shared/link.tsx";
import { useStoreApi } from "../shared/use-store.tsx";
import { Status } from "../shared/status.tsx";

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
              <span className="muted small">Started {dateText(attempt.startedAt)}</span>
            </span>
            <span className="row-actions">
              {/* An attempt at an assignment counts from when it began. */}
              {!attempt.assigned && (
                <button
                  type="button"
                  className="btn quiet"
                  aria-label={`Discard ${attempt.title}`}
                  onClick={() => void discardAttempt(app, attempt).then(setDiscarded)}
                >
                  Discard
                </button>
              )}
              <Link className="btn primary" to={attemptPath(attempt)} aria-label={`Resume ${attempt.title}`}>
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
