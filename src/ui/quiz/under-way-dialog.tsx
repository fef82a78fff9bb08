import { useEffect, useRef } from "react";
import type { Attempt } from "../../assessment/attempt.ts";

/** Asked when a second attempt at the same thing is about to begin: resume the open one, or discard it. */
export function UnderWayDialog({
  attempt,
  onResume,
  onStartOver,
  onClose,
}: {
  attempt: Attempt;
  onResume(): void;
  onStartOver(): void;
  onClose(): void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="under-way-title" onClose={onClose}>
      <div className="dialog-body">
        <h2 id="under-way-title">“{attempt.title}” is already in progress</h2>
        <p>
          You stopped at question {attempt.position + 1} of {attempt.items.length}. Resume it, or discard its answers
          and start over.
        </p>
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={() => dialog.current?.close()}>
            Cancel
          </button>
          <button type="button" className="btn" onClick={onStartOver}>
            Discard and start over
          </button>
          <button type="button" className="btn primary" onClick={onResume}>
            Resume
          </button>
        </div>
      </div>
    </dialog>
  );
}
