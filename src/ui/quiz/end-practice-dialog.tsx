import { useEffect, useRef } from "react";

/** Asks before a practice ends with questions left. */
export function EndPracticeDialog({
  answered,
  questions,
  countsAll,
  onEnd,
  onClose,
}: {
  answered: number;
  /** How many it has; absent for endless practice. */
  questions: number | undefined;
  /** Whether questions without an answer count as 0, as they do in a test of a table. */
  countsAll: boolean;
  onEnd(): void;
  onClose(): void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const count = questions === undefined ? `${answered}` : `${answered} of ${questions}`;
  const plural = (questions ?? answered) === 1 ? "question" : "questions";
  return (
    <dialog ref={dialog} aria-labelledby="end-practice" onClose={onClose}>
      <div className="dialog-body">
        <h2 id="end-practice">End this practice?</h2>
        <p>
          {answered === 0
            ? "You haven’t answered a question yet, so nothing is kept."
            : `You answered ${count} ${plural}. ${countsAll ? "The others score 0." : "Your result counts only those."}`}
        </p>
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={() => dialog.current?.close()}>
            Keep going
          </button>
          <button type="button" className="btn primary" onClick={onEnd}>
            End practice
          </button>
        </div>
      </div>
    </dialog>
  );
}
