import { useState } from "react";
import type { FileEntry } from "../../../sandbox/files-view.ts";
import { useAnswer } from "../../shared/terminal/use-view.ts";
import { PanelState } from "../panel-state.tsx";

interface FileTreeProps {
  /** Path of the file that is open in the editor. */
  open: string | undefined;
  /** Paths of files with edits that are not saved. */
  unsaved: readonly string[];
  onOpen(path: string): void;
}

/** The home folder as a tree; what programs keep there for themselves is folded away at its end. */
export function FileTree(props: FileTreeProps) {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(() => new Set(foldersAbove(props.open)));
  const [withHidden, setWithHidden] = useState(false);
  const listed = useAnswer("files", {});
  const { answer } = listed;
  const toggle = (path: string) => {
    const next = new Set(unfolded);
    if (!next.delete(path)) next.add(path);
    setUnfolded(next);
  };
  if (!answer) {
    return answer === null ? <p className="muted small">The home folder was deleted.</p> : <PanelState of={listed} />;
  }
  const level = { ...props, unfolded, toggle };
  const hidden = answer.filter((entry) => entry.hidden);
  return (
    <>
      <Entries {...level} entries={answer.filter((entry) => !entry.hidden)} />
      {hidden.length > 0 && (
        <>
          <button
            type="button"
            className="files-line muted small"
            aria-expanded={withHidden}
            onClick={() => setWithHidden(!withHidden)}
          >
            <span className="files-twist" aria-hidden="true">
              {withHidden ? "▾" : "▸"}
            </span>
            Files of programs ({hidden.length})
          </button>
          {withHidden && <Entries {...level} entries={hidden} />}
        </>
      )}
    </>
  );
}

/** Paths of the folders that contain a file. */
const foldersAbove = (path: string | undefined): string[] => {
  const names = (path ?? "").split("/").slice(0, -1);
  return names.map((_, at) => names.slice(0, at + 1).join("/"));
};

interface LevelProps extends FileTreeProps {
  unfolded: ReadonlySet<string>;
  toggle(path: string): void;
}

function Entries({ entries, ...level }: LevelProps & { entries: readonly FileEntry[] }) {
  if (entries.length === 0) return <p className="muted small files-empty">Empty folder.</p>;
  return (
    <ul className="files-list">
      {entries.map((entry) => (
        <Entry key={entry.path} entry={entry} {...level} />
      ))}
    </ul>
  );
}

function Entry({ entry: { path, name, kind }, ...level }: LevelProps & { entry: FileEntry }) {
  const isUnfolded = level.unfolded.has(path);
  if (kind === "folder") {
    return (
      <li>
        <button type="button" className="files-line" aria-expanded={isUnfolded} onClick={() => level.toggle(path)}>
          <span className="files-twist" aria-hidden="true">
            {isUnfolded ? "▾" : "▸"}
          </span>
          <span className="mono">{name}/</span>
        </button>
        {isUnfolded && <Folder folder={path} {...level} />}
      </li>
    );
  }
  const isOpen = level.open === path;
  return (
    <li>
      <button
        type="button"
        className="files-line"
        aria-current={isOpen || undefined}
        onClick={() => level.onOpen(path)}
      >
        <span className="files-twist" aria-hidden="true">
          {level.unsaved.includes(path) ? "●" : ""}
        </span>
        <span className="mono">{name}</span>
        {level.unsaved.includes(path) && <span className="visually-hidden"> (not saved)</span>}
      </button>
    </li>
  );
}

function Folder({ folder, ...level }: LevelProps & { folder: string }) {
  const listed = useAnswer("files", { folder });
  if (listed.answer) return <Entries {...level} entries={listed.answer} />;
  return listed.answer === null ? null : <PanelState of={listed} />;
}
