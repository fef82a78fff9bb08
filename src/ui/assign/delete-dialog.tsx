import { useEffect, useRef } from "react";
import { counted } from "../../assessment/counted.ts";

/** Asks before an assignment is deleted together with what learners submitted. */
export function DeleteDialog({
  title,
  submissions,
  onDelete,
  onClose,
}: {
  title: string;
  submissions: number;
  onDelete(): void;
  onClose(): void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="delete-title" onClose={onClose}>
      <div className="dialog-body">
        <h2 id="delete-title">Delete {title}?</h2>
        <p>
          Its gradebook goes with it: {counted(submissions, "submission")}, marks and comments. You can undo this until
          you leave the page.
        </p>
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={() => dialog.current?.close()}>
            Keep it
          </button>
          <button type="button" className="btn primary" onClick={onDelete}>
            Delete it
          </button>
        </div>
      </div>
    </dialog>
  );
}
