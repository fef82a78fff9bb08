import type { Walkthrough } from "../../content/content.ts";
import { useStanding } from "./use-standing.ts";
import { usePlace } from "./place.ts";

/** The steps in order, with those that are done; each can be gone to. */
export function StepsLeft({ walkthrough }: { walkthrough: Walkthrough }) {
  const { isDone, step: current, doneCount } = useStanding(walkthrough);
  const { go } = usePlace();
  const { steps } = walkthrough;
  return (
    <nav className="steps-left" aria-label={`Steps, ${doneCount} of ${steps.length} done`}>
      <ol>
        {steps.map(({ id, title }, at) => (
          <li key={id}>
            <button
              type="button"
              aria-current={id === current.id ? "step" : undefined}
              title={title}
              onClick={() => go({ step: id })}
            >
              <span aria-hidden="true">{isDone(id) ? "✓" : at + 1}</span>
              <span className="visually-hidden">
                Step {at + 1}: {title}
                {isDone(id) ? ", done" : ""}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
