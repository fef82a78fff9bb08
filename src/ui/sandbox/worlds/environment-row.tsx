import type { WorldEntry } from "../../../sandbox/world-entry.ts";
import { Link } from "../../shared/link.tsx";
import { useSandboxApi } from "../../shared/terminal/sandbox-context.tsx";
import { profileNames } from "../../shared/profile-names.ts";
import { tryPath } from "../../shared/walkthrough-levels.ts";

const dateText = (at: number): string =>
  new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });

interface EnvironmentRowProps {
  entry: WorldEntry;
  onRename(): void;
  onCopy(): void;
  onDelete(): void;
}

/** An environment in the list: what it is, and what can be done with it. */
export function EnvironmentRow({ entry, onRename, onCopy, onDelete }: EnvironmentRowProps) {
  const store = useSandboxApi();
  const { id, name, commands, profile, changedAt, lesson, mission } = entry;
  return (
    <li>
      <div>
        <button type="button" className="link strong" onClick={() => void store.getState().open(id)}>
          {name}
        </button>{" "}
        {lesson && <span className="tag">Walkthrough</span>}
        {mission?.completedAt !== undefined && <span className="tag right">Mission complete</span>}
        <p className="small muted num">
          {commands} {commands === 1 ? "command" : "commands"} · Rules: {profileNames[profile]} · Last used{" "}
          {dateText(changedAt)}
        </p>
      </div>
      <div className="actions">
        {lesson && (
          <Link className="btn quiet" to={`${tryPath(lesson.walkthrough)}#level=${lesson.level}`}>
            Continue<span className="visually-hidden"> the walkthrough {name}</span>
          </Link>
        )}
        <button type="button" className="btn quiet" onClick={onRename}>
          Rename<span className="visually-hidden"> {name}</span>
        </button>
        <button type="button" className="btn quiet" onClick={onCopy}>
          Copy<span className="visually-hidden"> {name}</span>
        </button>
        <button type="button" className="btn quiet" onClick={onDelete}>
          Delete<span className="visually-hidden"> {name}</span>
        </button>
      </div>
    </li>
  );
}
