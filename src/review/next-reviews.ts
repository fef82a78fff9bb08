import { dueAt } from "./due.ts";
import { learnerDay } from "../assessment/local-day.ts";
import { reviewQueue, type AskableCard, type ReviewDay } from "./queue.ts";

/** The next day with reviews after today. */
export interface NextReviews {
  /** When it begins, in milliseconds since the epoch. */
  at: number;
  count: number;
}

/** Finds the next day after today on which something is due, and how much; undefined when nothing ever is. */
export function nextReviews(
  cards: readonly AskableCard[],
  newCards: readonly string[],
  today: ReviewDay,
): NextReviews | undefined {
  const countOn = (at: number) => {
    const { start, end } = learnerDay(at);
    return reviewQueue(cards, newCards, { ...today, now: start, start, end, reviewed: [] }).cards.length;
  };
  const tomorrow = countOn(today.end);
  if (tomorrow > 0) return { at: today.end, count: tomorrow };
  const later = cards.map(({ card }) => dueAt(card, today)).filter((at) => at >= today.end);
  if (later.length === 0) return undefined;
  const { start } = learnerDay(Math.min(...later));
  return { at: start, count: countOn(start) };
}
