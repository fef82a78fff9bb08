import type { Attempt } from "../../assessment/attempt.ts";
import { showsAnswers, showsScore } from "../../assessment/assigned-feedback.ts";
import { endedByTime } from "../../assessment/exam-clock.ts";
import type { AssignedRow, Sitting } from "../../progress/assignment-rows.ts";
import { Link } from "../shared/link.tsx";
import { HandIn } from "./hand-in.tsx";
import { ReturnedPanel } from "./returned-panel.tsx";

/** An attempt that has ended: what the instructor returned, and the file to send. */
export function SittingPanel({
  row,
  sitting,
  attempt,
  isLatest,
  now,
}: {
  row: AssignedRow;
  sitting: Sitting;
  /** Absent when its answers were deleted. */
  attempt: Attempt | undefined;
  isLatest: boolean;
  now: number;
}) {
  const { number, result, sealed } = sitting;
  const title = `attempt-${number}`;
  const content = (
    <>
      {attempt && endedByTime(attempt) && (
        <p className="assigned-notice">
          Time ran out, so the attempt was submitted. Everything you had entered counts.
        </p>
      )}
      {result && <ReturnedPanel result={result} attempt={attempt} />}
      {!attempt && !sealed && <p>The answers of this attempt aren’t on this device any more.</p>}
      {attempt && !sealed && <p className="muted">Sealing your submission…</p>}
      {sealed && <HandIn row={row} sitting={sitting} submittedAt={attempt?.submittedAt ?? sitting.sealedAt ?? 0} />}
      {attempt && attempt.items.length > 0 && showsScore(attempt, now) && (
        <p>
          <Link to={`/results/#${attempt.id}`}>
            {showsAnswers(attempt, now) ? "Show your answers and the result" : "Show your score"}
          </Link>
        </p>
      )}
    </>
  );
  if (isLatest) {
    return (
      <section className="assigned-block" aria-labelledby={title} aria-busy={!sealed || undefined}>
        <h2 id={title}>{result ? `Attempt ${number}: result` : `Attempt ${number}: send it to your instructor`}</h2>
        {content}
      </section>
    );
  }
  return (
    <details className="assigned-block">
      <summary>
        <h2>Attempt {number}</h2>
      </summary>
      {content}
    </details>
  );
}
