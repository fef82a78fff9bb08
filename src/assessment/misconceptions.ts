import type { LogEntry } from "./log-entry.ts";
import { startOfDay } from "./local-day.ts";

/** A wrong idea that answers in the log held. */
export interface HeldMisconception {
  /** Its code in content/misconceptions.yaml. */
  code: string;
  /** How many answers held it. */
  times: number;
  /** How many of them were given with certainty. */
  certainTimes: number;
  /** When it was last held, in milliseconds since the epoch. */
  lastAt: number;
  /** Objective of the question that it was last held in. */
  objective: string | undefined;
  /** When to ask about it again: from the day after it was last held. Absent unless it's in the queue. */
  dueAt?: number;
  /** When it was answered right on a later day; absent while it's open. */
  clearedAt?: number;
}

/** A right answer tells something unless it was a guess. */
const isKnown = ({ share, confidence }: LogEntry): boolean => share === 1 && confidence !== "guess";

/**
 * Works out from the log which wrong ideas the learner holds. One that was held with certainty is in the queue until a question that
 * offers it is answered right on a later day, and not by guessing. Answers that were taken back count for nothing.
 */
export function heldMisconceptions(entries: readonly LogEntry[]): HeldMisconception[] {
  const held = new Map<string, HeldMisconception>();
  const counted = entries.filter(({ undoneAt }) => undoneAt === undefined).toSorted((a, b) => a.at - b.at);
  for (const entry of counted) {
    for (const code of entry.misconceptions ?? []) held.set(code, heldAgain(code, held.get(code), entry));
    for (const code of isKnown(entry) ? (entry.refuted ?? []) : []) {
      const idea = held.get(code);
      if (!idea || idea.clearedAt !== undefined || entry.at < startOfDay(idea.lastAt, 1)) continue;
      const { dueAt: _, ...rest } = idea;
      held.set(code, { ...rest, clearedAt: entry.at });
    }
  }
  return [...held.values()].toSorted(byUrgency);
}

function heldAgain(code: string, before: HeldMisconception | undefined, entry: LogEntry): HeldMisconception {
  const isCertain = entry.confidence === "certain";
  return {
    code,
    times: (before?.times ?? 0) + 1,
    certainTimes: (before?.certainTimes ?? 0) + (isCertain ? 1 : 0),
    lastAt: entry.at,
    objective: entry.objective,
    ...((isCertain || before?.dueAt !== undefined) && { dueAt: startOfDay(entry.at, 1) }),
  };
}

/** The queue first, and in it what was held most often, then what was held last. */
const byUrgency = (a: HeldMisconception, b: HeldMisconception): number =>
  Number(b.dueAt !== undefined) - Number(a.dueAt !== undefined) ||
  b.certainTimes - a.certainTimes ||
  b.times - a.times ||
  b.lastAt - a.lastAt ||
  (a.code < b.code ? -1 : 1);

/** Returns the wrong ideas to ask about again now, the most urgent first. */
export const dueMisconceptions = (entries: readonly LogEntry[], now: number): HeldMisconception[] =>
  heldMisconceptions(entries).filter(({ dueAt }) => dueAt !== undefined && dueAt <= now);
