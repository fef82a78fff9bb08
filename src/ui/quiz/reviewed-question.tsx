import type { ItemScore, StoredResponse } from "../../assessment/attempt.ts";
import { withheldText } from "../../assessment/assigned-feedback.ts";
import { clockText } from "../../assessment/exam-clock.ts";
import type { ScoredItem } from "../../assessment/item.ts";
import { plainText } from "../../assessment/plain-text.ts";
import type { Outcome } from "../../assessment/review-lines.ts";
import { CasePanel } from "../shared/item/case-panel.tsx";
import { ItemFeedback, outcomeText } from "../shared/item/item-feedback.tsx";
import { SeriesSituation } from "../shared/item/series-situation.tsx";
import { profileNames } from "../shared/profile-names.ts";

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
  /** Whether an assignment withholds its key. */
  isWithheld: boolean;
}

const tags: Record<Outcome, string> = {
  correct: "tag right",
  partly: "tag wrong",
  incorrect: "tag wrong",
  unanswered: "tag",
};

/** Returns whether a question is what the learner came to see: one that was answered and not fully correct. */
export const isMistake = (outcome: Outcome): boolean => outcome === "incorrect" || outcome === "partly";

/** A question with its options marked in place and the reasons. Unless `open` decides, only a mistake begins unfolded. */
export function ReviewedQuestion({
  number,
  item,
  score,
  row,
  outcome,
  open,
  explained,
  isWithheld,
}: Reviewed & { open: boolean | undefined; explained: boolean }) {
  if (!item || !score) {
    return (
      <article className="reviewed" aria-label={`Question ${number}`}>
        <h3 className="small muted">Question {number}</h3>
        <p>This question is no longer available. It wasn’t counted.</p>
      </article>
    );
  }
  if (isWithheld) {
    return (
      <article className="reviewed" aria-label={`Question ${number}`}>
        <h3 className="small muted">Question {number}</h3>
        <p>{withheldText}</p>
      </article>
    );
  }
  return (
    <article className="reviewed" aria-label={`Question ${number}`}>
      <details open={open ?? isMistake(outcome)}>
        <summary>
          <h3 className="small muted">Question {number}</h3>
          <span className={tags[outcome]}>{outcomeText(outcome, score)}</span>
          {row?.seconds !== undefined && (
            <span className="muted small num">
              <span className="visually-hidden">Time: </span>
              {clockText(Math.round(row.seconds))}
            </span>
          )}
          {row?.flagged && <span className="tag caution">Flagged</span>}
          <span className="stem-line">{plainText(item.stem)}</span>
        </summary>
        {item.disputed && <p className="tag note">Rules: {profileNames[item.askedUnder]}</p>}
        {item.case && <CasePanel study={item.case} open={false} />}
        {item.type === "series" && <SeriesSituation series={item.series} />}
        <div className="stem" dangerouslySetInnerHTML={{ __html: item.stem }} />
        {row?.note && (
          <p className="own-note">
            <span className="muted small">Your note</span> {row.note}
          </p>
        )}
        <ItemFeedback item={item} response={row?.response} score={score} inPlace explained={explained} />
      </details>
    </article>
  );
}
