import { useDialog } from "../use-dialog.ts";

/** Asks before several pasted lines are run. */
export function PasteDialog({
  lines,
  onClose,
}: {
  lines: readonly string[];
  onClose(choice: "run" | "insert" | "cancel"): void;
}) {
  const dialog = useDialog();
  return (
    <dialog ref={dialog} aria-labelledby="paste-title" onClose={() => onClose("cancel")}>
      <div className="dialog-body">
        <h2 id="paste-title">Run {lines.length} pasted lines?</h2>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, so the keyboard must reach it. */}
        <pre className="output" tabIndex={0} aria-label="Pasted lines">
          {lines.join("\n")}
        </pre>
        <p className="small muted">They run in order and stop at the first failure.</p>
      </div>
      <div className="dialog-actions">
        <button type="button" className="btn" onClick={() => onClose("cancel")}>
          Cancel
        </button>
        <button type="button" className="btn" onClick={() => onClose("insert")}>
          Edit first
        </button>
        <button type="button" className="btn primary" onClick={() => onClose("run")}>
          Run all
        </button>
      </div>
    </dialog>
  );
}
