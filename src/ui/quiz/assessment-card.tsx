import { useState } from "react";
import type { Attempt } from "../../assessment/attempt.ts";
import type { Wish } from "../../store/start-attempt.ts";
import { Link } from "../shared/link.tsx";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { useRepeats, type Repeats } from "./use-repeats.ts";

function repeatsText({ questions, repeats }: Repeats): string {
  if (repeats === 0) return `All ${questions} questions are new to you.`;
  if (repeats === questions) return "You have seen all of these questions before.";
  return `${questions - repeats} of ${questions} questions are new to you; ${repeats} repeat.`;
}

/** The start of an assessment of the course: what it would repeat, the choice of rules, and the button. */
export function AssessmentCard({
  id,
  open,
  startLabel,
  isPrimary,
  onStart,
}: {
  /** Id in the course's outline. */
  id: string;
  /** The attempt at it that is under way. */
  open: Attempt | undefined;
  startLabel: string;
  isPrimary: boolean;
  onStart(wish: Wish, attemptId: string): void;
}) {
  const app = useStoreApi();
  const isReady = useStore((state) => state.snapshot !== null);
  const [includeDisputed, setIncludeDisputed] = useState(false);
  // The questions counted here are the ones that the button then starts with.
  const [attemptId] = useState(() => app.getState().newId());
  const repeats = useRepeats(id, includeDisputed, attemptId);
  const start = () => onStart({ kind: "assessment", id, includeDisputed }, attemptId);
  return (
    <div className="start">
      {open ? (
        <>
          <Link className={isPrimary ? "btn primary" : "btn"} to={`/quiz/#${open.id}`}>
            Resume: question {open.position + 1} of {open.items.length}
          </Link>
          <button type="button" className="btn quiet" onClick={start}>
            Start over
          </button>
        </>
      ) : (
        <>
          <p className="muted">{repeats && repeatsText(repeats)}</p>
          <label className="option-line" htmlFor={`${id}-disputed`}>
            <input
              id={`${id}-disputed`}
              type="checkbox"
              checked={includeDisputed}
              onChange={(event) => setIncludeDisputed(event.target.checked)}
            />
            <span>Include questions that the chapter and Azure today answer differently</span>
          </label>
          <button type="button" className={isPrimary ? "btn primary" : "btn"} disabled={!isReady} onClick={start}>
            {startLabel}
          </button>
        </>
      )}
    </div>
  );
}
