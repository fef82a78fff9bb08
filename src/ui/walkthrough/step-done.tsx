import { useEffect, useRef } from "react";
import type { Walkthrough } from "../../content/content.ts";
import type { LessonLevel } from "../../sandbox/protocol.ts";
import { Link } from "../shared/link.tsx";
import { withRoot } from "../shared/root-links.ts";
import { levels, tryPath, usePlace } from "./place.ts";
import type { Standing } from "./use-standing.ts";

interface Props {
  walkthrough: Walkthrough;
  level: LessonLevel;
  standing: Standing;
  onLevel(level: LessonLevel): void;
}

/** Takes the focus when the button that had it is gone, without moving the page. */
function useFocusWhenLost<E extends HTMLElement>() {
  const element = useRef<E>(null);
  useEffect(() => {
    if (document.activeElement === document.body) element.current?.focus({ preventScroll: true });
  }, []);
  return element;
}

/** A step that is done, and where to go from it. */
export function StepDone({ walkthrough, level, standing, onLevel }: Props) {
  const { go } = usePlace();
  const onward = useFocusWhenLost<HTMLButtonElement>();
  const { at, firstOpen } = standing;
  const { steps, next } = walkthrough;
  const following = steps[at + 1];
  if (following) {
    return (
      <div className="step-done">
        <p role="status">
          <span className="tag right">✓ Done</span>
        </p>
        <button ref={onward} type="button" className="btn primary" onClick={() => go({ step: following.id })}>
          Next: {following.title}
        </button>
      </div>
    );
  }
  const harder = levels[levels.findIndex(({ id }) => id === level) + 1];
  if (firstOpen < steps.length) return null;
  return (
    <div className="step-done">
      <p role="status">
        <span className="tag right">✓ All {steps.length} steps done</span>
      </p>
      <div className="prose" dangerouslySetInnerHTML={{ __html: withRoot(walkthrough.after) }} />
      {harder ? (
        <div className="actions">
          <button ref={onward} type="button" className="btn primary" onClick={() => onLevel(harder.id)}>
            {harder.id === "blanks" ? "Again, with blanks" : "Again, on your own"}
          </button>
          {next && <Link to={tryPath(next.id)}>{next.title}</Link>}
        </div>
      ) : (
        <Link className="btn primary" to={next ? tryPath(next.id) : "/practice/"}>
          {next ? next.title : "Test what you remember"}
        </Link>
      )}
    </div>
  );
}
