import { lazy, Suspense, useEffect, useId, useRef, useState } from "react";
import { useSandbox, useSandboxApi } from "../../shared/terminal/sandbox-context.tsx";
import { exportOpenWorld } from "../../shared/terminal/export-world.ts";
import { RenameDialog } from "./rename-dialog.tsx";
import "./worlds.css";

const ShareDialog = lazy(() => import("./share-dialog.tsx").then((module) => ({ default: module.ShareDialog })));
const SnapshotsDialog = lazy(() =>
  import("./snapshots-dialog.tsx").then((module) => ({ default: module.SnapshotsDialog })),
);

/** The menu of the open environment. */
export function WorldMenu({ onRules }: { onRules(): void }) {
  const store = useSandboxApi();
  const entry = useSandbox((state) => state.status?.entry);
  const redo = useSandbox((state) => state.status?.redo);
  const [open, setOpen] = useState(false);
  const [dialog, setDialog] = useState<"snapshots" | "share" | "rename" | undefined>(undefined);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      const outside = event instanceof MouseEvent && !root.current?.contains(event.target as Node);
      const escaped = event instanceof KeyboardEvent && event.key === "Escape";
      if (outside || escaped) setOpen(false);
      if (escaped) button.current?.focus();
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", close);
    };
  }, [open]);
  if (!entry) return null;
  const choose = (work: () => void) => () => {
    setOpen(false);
    work();
  };
  const closeDialog = () => {
    setDialog(undefined);
    button.current?.focus();
  };
  const { tell } = store.getState();
  return (
    <div className="world-menu" ref={root}>
      <button
        ref={button}
        type="button"
        className="btn"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        Environment
      </button>
      <ul id={id} className="menu-list" hidden={!open}>
        <li className="narrow-only">
          <button type="button" disabled={redo === undefined} onClick={choose(() => void store.getState().redo())}>
            Redo
          </button>
        </li>
        <li className="narrow-only">
          <button type="button" onClick={choose(() => void tell("advance", { milliseconds: 600_000 }))}>
            +10 min
          </button>
        </li>
        <li className="narrow-only">
          <button type="button" onClick={choose(() => void tell("advance", { to: "nextEvent" }))}>
            Next event
          </button>
        </li>
        <li>
          <button type="button" onClick={choose(() => setDialog("snapshots"))}>
            Snapshots…
          </button>
        </li>
        <li>
          <button type="button" onClick={choose(() => setDialog("share"))}>
            Share…
          </button>
        </li>
        <li>
          <button type="button" onClick={choose(() => void exportOpenWorld(store))}>
            Export as a file
          </button>
        </li>
        <li>
          <button type="button" onClick={choose(onRules)}>
            Rules…
          </button>
        </li>
        <li>
          <button type="button" onClick={choose(() => setDialog("rename"))}>
            Rename…
          </button>
        </li>
        <li>
          <button type="button" onClick={choose(() => store.getState().choose())}>
            All environments
          </button>
        </li>
      </ul>
      <Suspense fallback={null}>
        {dialog === "snapshots" && <SnapshotsDialog onClose={closeDialog} />}
        {dialog === "share" && <ShareDialog onClose={closeDialog} />}
      </Suspense>
      {dialog === "rename" && (
        <RenameDialog
          name={entry.name}
          onClose={(name) => {
            closeDialog();
            if (name !== undefined) void tell("rename", { id: entry.id, name });
          }}
        />
      )}
    </div>
  );
}
