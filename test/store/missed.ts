import { cardIdOf } from "../../src/assessment/item-id.ts";
import type { LogEntry } from "../../src/assessment/log-entry.ts";

/** An answer to a question, long ago, that earned nothing. */
export const missed = (itemId: string, objective: string): LogEntry => ({
  id: `old/${itemId}`,
  cardId: cardIdOf(itemId),
  source: "practice",
  rating: "again",
  share: 0,
  at: 1,
  itemId,
  objective,
});
