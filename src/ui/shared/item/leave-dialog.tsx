import { useEffect, useRef, type ReactNode } from "react";
import type { QuestionState } from "../../../assessment/exam-sections.ts";

/** Asks before something that can't be taken back, with the questions that are unanswered, incomplete or flagged. */
export function LeaveDialog({
  title,
  states,
  numberOf = (at) => at + 1,
  confirmLabel,
  children,
  onGo,
  onConfirm,
  onClose,
}: {
  title: string;
  states: readonly QuestionState[];
  /** The number under which the learner knows a question; its place in the whole attempt if left out. */
  numberOf?(at: number): number;
  confirmLabel: string;
  children?: ReactNode;
  onGo(at: number): void;
  onConfirm(): void;
  onClose(): void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const open = states.filter(({ isAnswered }) => !isAnswered);
  const partly = states.filter(({ isIncomplete }) => isIncomplete);
  const flagged = states.filter(({ isFlagged }) => isFlagged);
  const list = (name: string, questions: readonly QuestionState[]) =>
    questions.length > 0 && (
      <>
        <h3>{name}</h3>
        <ul className="jump">
          {questions.map((question) => (
            <li key={question.at}>
              <button
                type="button"
                className="tick"
                disabled={!question.mayOpen}
                aria-label={`Go to question ${numberOf(question.at)}`}
                onClick={() => {
                  // While it is open, nothing behind it takes the focus.
                  dialog.current?.close();
                  onGo(question.at);
                }}
              >
                {numberOf(question.at)}
              </button>
            </li>
          ))}
        </ul>
      </>
    );
  return (
    <dialog ref={dialog} aria-labelledby="leave-title" onClose={onClose}>
      <div className="dialog-body">
        <h2 id="leave-title">{title}</h2>
        <p>
          {states.length - open.length} of {states.length} questions answered
          {partly.length > 0 && `, ${partly.length} only in part`}
          {flagged.length > 0 && `, ${flagged.length} flagged`}.{open.length > 0 && " Unanswered questions score 0."}
        </p>
        {children}
        {list("Not answered", open)}
        {list("Answered in part", partly)}
        {list("Flagged", flagged)}
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={() => dialog.current?.close()}>
            Keep going
          </button>
          <button type="button" className="btn primary" onClick={onConfirm}>
            {confirmLabel}
          </button>
        </div>
      </div>
    </dialog>
  );
}
