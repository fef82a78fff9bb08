import { useEffect, useRef } from "react";
import type { Attempt, StoredResponse } from "../../assessment/attempt.ts";
import type { ScoredItem } from "../../assessment/item.ts";
import { isAnswered, isComplete } from "../../assessment/score.ts";

/** Asks before submitting, with the way to every question that is unanswered or flagged. */
export function SubmitDialog({
  attempt,
  items,
  responses,
  onGo,
  onSubmit,
  onClose,
}: {
  attempt: Attempt;
  items: ReadonlyMap<string, ScoredItem>;
  responses: ReadonlyMap<string, StoredResponse>;
  onGo(at: number): void;
  onSubmit(): void;
  onClose(): void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const go = (at: number) => {
    // While it is open, nothing behind it takes the focus.
    dialog.current?.close();
    onGo(at);
  };
  const places = attempt.items.map(({ itemId }, at) => ({ at, item: items.get(itemId), row: responses.get(itemId) }));
  const open = places.filter(({ row }) => !isAnswered(row?.response));
  const partly = places.filter(({ item, row }) => item && isAnswered(row?.response) && !isComplete(item, row.response));
  const flagged = places.filter(({ row }) => row?.flagged);
  const list = (title: string, questions: typeof places) =>
    questions.length > 0 && (
      <>
        <h3>{title}</h3>
        <ul className="jump">
          {questions.map(({ at }) => (
            <li key={at}>
              <button type="button" className="tick" aria-label={`Go to question ${at + 1}`} onClick={() => go(at)}>
                {at + 1}
              </button>
            </li>
          ))}
        </ul>
      </>
    );
  return (
    <dialog ref={dialog} aria-labelledby="submit-title" onClose={onClose}>
      <div className="dialog-body">
        <h2 id="submit-title">Submit this attempt?</h2>
        <p>
          {places.length - open.length} of {places.length} questions answered
          {partly.length > 0 && `, ${partly.length} only in part`}
          {flagged.length > 0 && `, ${flagged.length} flagged`}.{open.length > 0 && " Unanswered questions score 0."}
        </p>
        {list("Not answered", open)}
        {list("Answered in part", partly)}
        {list("Flagged", flagged)}
        <div className="dialog-actions">
          <button type="button" className="btn" onClick={() => dialog.current?.close()}>
            Keep going
          </button>
          <button type="button" className="btn primary" onClick={onSubmit}>
            Submit
          </button>
        </div>
      </div>
    </dialog>
  );
}
