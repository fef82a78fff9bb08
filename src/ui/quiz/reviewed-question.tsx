import type { ItemScore, StoredResponse } from "../../assessment/attempt.ts";
import type { ScoredItem } from "../../assessment/item.ts";
import { plainText } from "../../assessment/plain-text.ts";
import type { Outcome } from "../../assessment/review-lines.ts";
import { ItemFeedback, outcomeText } from "../shared/item/item-feedback.tsx";
import { ruleNames } from "../shared/profile-names.ts";

/** One question of a submitted attempt. */
export interface Reviewed {
  /** Its number, from 1. */
  number: number;
  itemId: string;
  /** Absent when no body of it was kept. */
  item: ScoredItem | undefined;
  score: ItemScore | undefined;
  row: StoredResponse | undefined;
  outcome: Outcome;
}

/** A question with its options marked in place and the reasons; one that was right is folded. */
export function ReviewedQuestion({ number, item, score, row, outcome }: Reviewed) {
  if (!item || !score) {
    return (
      <article className="reviewed" aria-label={`Question ${number}`}>
        <h3 className="small muted">Question {number}</h3>
        <p>This question is no longer available. It wasn’t counted.</p>
      </article>
    );
  }
  const body = (
    <>
      {item.disputed && <p className="tag note">Rules: {ruleNames[item.askedUnder]}</p>}
      <div className="stem" dangerouslySetInnerHTML={{ __html: item.stem }} />
      <ItemFeedback item={item} response={row?.response} score={score} inPlace />
    </>
  );
  const flag = row?.flagged && <span className="tag caution">Flagged</span>;
  if (outcome !== "correct") {
    return (
      <article className="reviewed" aria-label={`Question ${number}`}>
        <h3 className="small muted">
          Question {number} {flag}
        </h3>
        {body}
      </article>
    );
  }
  return (
    <article className="reviewed" aria-label={`Question ${number}`}>
      <details>
        <summary>
          <h3 className="small muted">Question {number}</h3>
          <span className="tag right">{outcomeText(outcome, score)}</span>
          {flag}
          <span className="stem-line">{plainText(item.stem)}</span>
        </summary>
        {body}
      </details>
    </article>
  );
}
