import type { LogEntry } from "../../assessment/log-entry.ts";
import { gradeOf, type Grade } from "../memory-model.ts";

/** An answer, and how many whole days after the one before it came; 0 for the first. */
export interface HistoryStep {
  grade: Grade;
  days: number;
}

/** The answers to one card, in the order of time. */
export type History = readonly HistoryStep[];

const day = 24 * 60 * 60 * 1000;

/** Splits the log into the histories of its cards, as the scheduler counts days. What was taken back counts for nothing. */
export function historiesOf(log: readonly LogEntry[]): History[] {
  const byCard = new Map<string, LogEntry[]>();
  for (const entry of log.filter(({ undoneAt }) => undoneAt === undefined).toSorted((a, b) => a.at - b.at)) {
    const entries = byCard.get(entry.cardId);
    if (entries) entries.push(entry);
    else byCard.set(entry.cardId, [entry]);
  }
  return [...byCard.values()].map((entries) =>
    entries.map(({ at, rating }, index) => ({
      grade: gradeOf[rating],
      days: index === 0 ? 0 : Math.floor(at / day) - Math.floor((entries[index - 1]?.at ?? at) / day),
    })),
  );
}

/** Counts the answers that tell something of forgetting: those on a later day than the one before. */
export const countRecalls = (histories: readonly History[]): number =>
  histories.reduce((sum, steps) => sum + steps.filter(({ days }) => days > 0).length, 0);
