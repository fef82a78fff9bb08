import { useRef, useState } from "react";
import { tilde } from "../../../sandbox/home-path.ts";
import { useSandbox, useSandboxApi } from "../../shared/terminal/sandbox-context.tsx";
import { Panes } from "../panes.tsx";
import { unsavedPaths } from "./drafts.ts";
import { FileEditor } from "./file-editor.tsx";
import { FileTree } from "./file-tree.tsx";
import { NameForm } from "./name-form.tsx";
import "./files.css";
import { Status } from "../../shared/status.tsx";
import { changeAndFocus } from "../../shared/change-and-focus.ts";

/** File that was open last, by world. */
const lastOpen = new Map<string, string>();

/** The files of the learner's machine: a tree, and an editor for those that are text. */
export function FilesPanel() {
  const store = useSandboxApi();
  const world = useSandbox((state) => state.status?.entry.id ?? "");
  const busy = useSandbox((state) => state.running !== undefined);
  const [open, setOpen] = useState(() => lastOpen.get(world));
  const [naming, setNaming] = useState(false);
  const [said, setSaid] = useState("");
  const [unsaved, setUnsaved] = useState(() => unsavedPaths(world));
  const newButton = useRef<HTMLButtonElement>(null);
  const tree = useRef<HTMLDivElement>(null);
  const choose = (path: string | undefined, words = "") => {
    if (path === undefined) lastOpen.delete(world);
    else lastOpen.set(world, path);
    setOpen(path);
    setSaid(words);
    setUnsaved(unsavedPaths(world));
  };
  const endNaming = () =>
    changeAndFocus(
      () => setNaming(false),
      () => newButton.current,
    );
  const backToTree = (words = "") =>
    changeAndFocus(
      () => choose(undefined, words),
      () => tree.current,
    );
  return (
    <Panes
      label="Files of your machine"
      open={open !== undefined}
      sideRef={tree}
      side={
        <>
          <div className="files-head">
            <span className="small muted">Your machine, ~</span>
            <button
              ref={newButton}
              type="button"
              className="btn quiet"
              aria-expanded={naming}
              onClick={() => setNaming(!naming)}
            >
              New file
            </button>
          </div>
          {naming && (
            <NameForm
              label="Name of the new file"
              hint="In your home folder. Missing folders are created."
              action="Create file"
              start={folderOf(open)}
              busy={busy}
              onCancel={endNaming}
              onName={async (name) => {
                const { path } = await store.getState().ask("newFile", { name });
                setNaming(false);
                choose(path, `Created ${tilde(path)}.`);
              }}
            />
          )}
          <FileTree open={open} unsaved={unsaved} onOpen={(path) => choose(path)} />
        </>
      }
      main={
        <>
          {open === undefined ? (
            <p className="muted panes-none">
              Open a file to read or change it. The next command uses what you save, and Undo reverts it.
            </p>
          ) : (
            <FileEditor
              key={`${world} ${open}`}
              world={world}
              path={open}
              onBack={() => backToTree()}
              onDraft={() => setUnsaved(unsavedPaths(world))}
              onSay={setSaid}
              onMoved={(path) => choose(path, `Renamed to ${tilde(path)}. Undo reverts it.`)}
              onRemoved={() => backToTree(`Deleted ${tilde(open)}. Undo brings it back.`)}
            />
          )}
          <Status className="small muted files-said">{said}</Status>
        </>
      }
    />
  );
}

/** The folder of a file as the start of a new name: `app/`, or nothing for the home folder. */
const folderOf = (path: string | undefined): string => {
  if (path === undefined) return "";
  const [, ...names] = tilde(path).split("/").slice(0, -1);
  return names.length === 0 ? "" : `${names.join("/")}/`;
};
