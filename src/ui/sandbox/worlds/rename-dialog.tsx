import { useId, useState } from "react";
import { useDialog } from "../../shared/use-dialog.ts";

interface RenameDialogProps {
  name: string;
  /** Takes the new name; undefined when the learner canceled. */
  onClose(name?: string): void;
}

/** Asks for a new name of an environment. */
export function RenameDialog({ name, onClose }: RenameDialogProps) {
  const dialog = useDialog();
  const [text, setText] = useState(name);
  const title = useId();
  const newName = text.trim();
  return (
    <dialog ref={dialog} aria-labelledby={title} onClose={() => onClose()}>
      <form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          if (newName !== "") onClose(newName);
        }}
      >
        <h2 id={title}>Rename environment</h2>
        <label className="field">
          <span className="label">Name</span>
          <input
            type="text"
            value={text}
            maxLength={60}
            required
            onFocus={(event) => event.target.select()}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={() => onClose()}>
            Cancel
          </button>
          <button type="submit" className="btn primary" disabled={newName === ""}>
            Rename
          </button>
        </div>
      </form>
    </dialog>
  );
}
