import type { ItemScore, StoredResponse } from "./attempt.ts";
import type { Confidence } from "./item.ts";
import { isAnswered } from "./score.ts";

/** How answers of one degree of confidence went. */
export interface CalibrationRow {
  confidence: Confidence;
  answers: number;
  /** Answers that earned every point. */
  right: number;
}

const degrees: readonly Confidence[] = ["certain", "think", "guess"];

/** Compares how sure the learner was with what was right, the surest first; answers without a confidence don't count. */
export function calibrationOf(
  scores: readonly ItemScore[],
  responses: ReadonlyMap<string, StoredResponse>,
): CalibrationRow[] {
  return degrees.flatMap((confidence) => {
    const own = scores.filter(({ itemId, maximum }) => {
      const row = responses.get(itemId);
      return maximum > 0 && row?.confidence === confidence && isAnswered(row.response);
    });
    const right = own.filter(({ earned, maximum }) => earned === maximum).length;
    return own.length > 0 ? [{ confidence, answers: own.length, right }] : [];
  });
}
