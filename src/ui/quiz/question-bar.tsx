import type { Attempt, StoredResponse } from "../../assessment/attempt.ts";
import { isAnswered } from "../../assessment/score.ts";
import { rove } from "../shared/item/use-roving.ts";

/** Every question of an attempt as a numbered button, all in one Tab stop; and the ways back and out. */
export function QuestionBar({
  attempt,
  at,
  responses,
  onGo,
  onSubmit,
}: {
  attempt: Attempt;
  at: number;
  responses: ReadonlyMap<string, StoredResponse>;
  onGo(at: number): void;
  /** Absent where the last question submits. */
  onSubmit?: (() => void) | undefined;
}) {
  return (
    <div className="question-bar">
      <nav className="ticks" aria-label="Questions" data-rove-group="">
        {attempt.items.map(({ itemId }, index) => {
          const row = responses.get(itemId);
          const answered = isAnswered(row?.response);
          return (
            <button
              key={itemId}
              type="button"
              className="tick"
              data-state={row?.flagged ? "flagged" : answered ? "answered" : "open"}
              data-rove=""
              tabIndex={index === at ? 0 : -1}
              aria-current={index === at ? "step" : undefined}
              aria-label={`Question ${index + 1}, ${answered ? "answered" : "not answered"}${row?.flagged ? ", flagged" : ""}`}
              onClick={() => onGo(index)}
              onKeyDown={rove}
            >
              {index + 1}
            </button>
          );
        })}
      </nav>
      {at > 0 && (
        <button type="button" className="btn quiet small" onClick={() => onGo(at - 1)}>
          Previous
        </button>
      )}
      {onSubmit && (
        <button type="button" className="btn quiet small" onClick={onSubmit}>
          Submit now
        </button>
      )}
    </div>
  );
}
