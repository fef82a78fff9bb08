import type { Attempt, StoredResponse } from "../../assessment/attempt.ts";
import type { ScoredItem } from "../../assessment/item.ts";
import { outcomeOf, type Outcome } from "../../assessment/review-lines.ts";
import { isAnswered, scoreItem } from "../../assessment/score.ts";
import { rove } from "../shared/item/use-roving.ts";

/** How many questions have a button at most; of a longer practice, those around the one on screen. */
const mostTicks = 30;

const outcomeNames: Record<Outcome, string> = {
  correct: "correct",
  partly: "partly correct",
  incorrect: "incorrect",
  unanswered: "not answered",
};

/** Every question of an attempt as a numbered button, all in one Tab stop; and the ways back and out. */
export function QuestionBar({
  attempt,
  at,
  responses,
  items,
  onGo,
  submitLabel = "Submit now",
  onSubmit,
}: {
  attempt: Attempt;
  at: number;
  responses: ReadonlyMap<string, StoredResponse>;
  /** Given where each question is checked at once, so that its button tells how it went. */
  items?: ReadonlyMap<string, ScoredItem>;
  onGo(at: number): void;
  submitLabel?: string;
  /** Absent where the last question submits. */
  onSubmit?: (() => void) | undefined;
}) {
  const first = Math.max(0, Math.min(at - mostTicks / 2, attempt.items.length - mostTicks));
  const outcomeAt = (itemId: string, row: StoredResponse | undefined): Outcome | undefined => {
    const item = items?.get(itemId);
    if (!item || row?.checkedAt === undefined) return undefined;
    return outcomeOf(scoreItem(item, row.response, { strict: attempt.strict }), isAnswered(row.response));
  };
  return (
    <div className="question-bar">
      <nav className="ticks" aria-label="Questions" data-rove-group="">
        {attempt.items.slice(first, first + mostTicks).map(({ itemId }, shown) => {
          const index = first + shown;
          const row = responses.get(itemId);
          const answered = isAnswered(row?.response);
          const outcome = outcomeAt(itemId, row);
          const state = outcome ? outcomeNames[outcome] : answered ? "answered" : "not answered";
          return (
            <button
              key={itemId}
              type="button"
              className="tick"
              data-state={row?.flagged ? "flagged" : (outcome ?? (answered ? "answered" : "open"))}
              data-rove=""
              tabIndex={index === at ? 0 : -1}
              aria-current={index === at ? "step" : undefined}
              aria-label={`Question ${index + 1}, ${state}${row?.flagged ? ", flagged" : ""}`}
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
          {submitLabel}
        </button>
      )}
    </div>
  );
}
