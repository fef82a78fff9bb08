import type { Walkthrough } from "../../content/content.ts";
import { usePlace } from "./place.ts";
import type { Standing } from "./use-standing.ts";

/** Lists the steps in order and marks those that are done; each one is a button that goes there. */
export function StepsLeft({ walkthrough, standing }: { walkthrough: Walkthrough; standing: Standing }) {
  const { isDone, step: current, doneCount } = standing;
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
