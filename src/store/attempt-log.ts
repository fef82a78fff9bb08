import type { Attempt, ItemScore, StoredResponse } from "../assessment/attempt.ts";
import type { ScoredItem } from "../assessment/item.ts";
import { logEntryOf, type LogEntry } from "../assessment/log-entry.ts";
import { isAnswered } from "../assessment/score.ts";

/** Returns the id of the log's entry for an answer of an attempt. */
export const attemptEntryId = (attemptId: string, itemId: string): string => `attempt/${attemptId}/${itemId}`;

/**
 * Returns the entries of the log for answers of an attempt, in its order. Questions without an answer tell nothing, and those made for one attempt
 * are never asked again.
 */
export function attemptEntries(
  attempt: Attempt,
  items: ReadonlyMap<string, ScoredItem>,
  responses: ReadonlyMap<string, StoredResponse>,
  scores: readonly ItemScore[],
): LogEntry[] {
  const made = new Set(attempt.madeItems?.map(({ id }) => id));
  const source = attempt.feedback === "end" ? "exam" : "practice";
  return scores.flatMap(({ itemId, earned, maximum }) => {
    const item = items.get(itemId);
    const row = responses.get(itemId);
    if (!item || made.has(itemId) || !row || !isAnswered(row.response)) return [];
    const { response, confidence, hinted, seconds, checkedAt, answeredAt } = row;
    const id = attemptEntryId(attempt.id, itemId);
    const at = checkedAt ?? answeredAt;
    return logEntryOf(item, { id, source, response, earned, maximum, confidence, hinted, seconds, at });
  });
}
