import { useEffect, useRef, useState } from "react";
import { textLimits } from "../../progress/text-limits.ts";

/** Asks for the text of a note on a passage. Esc keeps what was typed; Cancel discards it. */
export function NoteDialog({
  passage,
  note,
  onSave,
  onClose,
}: {
  passage: string;
  note: string;
  onSave(note: string): void;
  onClose(): void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState(note);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className="note-dialog"
      aria-labelledby="note-title"
      onCancel={() => text.trim() !== note && onSave(text.trim())}
      onClose={onClose}
    >
      <form
        method="dialog"
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          onSave(text.trim());
        }}
      >
        <h2 id="note-title">Note</h2>
        <blockquote className="muted">“{passage}”</blockquote>
        <div className="field">
          <label htmlFor="note-text">Your note</label>
          <textarea
            id="note-text"
            value={text}
            maxLength={textLimits.note}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="submit" className="btn primary">
            Save note
          </button>
        </div>
      </form>
    </dialog>
  );
}
