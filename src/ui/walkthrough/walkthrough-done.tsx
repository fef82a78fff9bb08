import type { Walkthrough } from "../../content/content.ts";
import type { LessonLevel } from "../../sandbox/world-entry.ts";
import { Link } from "../shared/link.tsx";
import { withRoot } from "../shared/root-links.ts";
import { levels, tryPath } from "../shared/walkthrough-levels.ts";

interface Props {
  walkthrough: Walkthrough;
  level: LessonLevel;
  onLevel(level: LessonLevel): void;
}

/** What to do once all steps are done: again at a harder level, or the next walkthrough. */
export function WalkthroughDone({ walkthrough, level, onLevel }: Props) {
  const { next, after } = walkthrough;
  const harder = levels[levels.findIndex(({ id }) => id === level) + 1];
  return (
    <div className="walkthrough-done">
      <div className="prose" dangerouslySetInnerHTML={{ __html: withRoot(after) }} />
      {harder ? (
        <div className="actions">
          <button type="button" className="btn primary" onClick={() => onLevel(harder.id)}>
            {harder.id === "blanks" ? "Repeat with blanks" : "Repeat on your own"}
          </button>
          {next && <Link to={tryPath(next.id)}>Next: {next.title}</Link>}
        </div>
      ) : (
        <Link className="btn primary" to={next ? tryPath(next.id) : "/practice/"}>
          {next ? `Next: ${next.title}` : "Test what you remember"}
        </Link>
      )}
    </div>
  );
}
