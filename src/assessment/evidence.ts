import type { LogEntry, LogSource } from "./log-entry.ts";

/** A day in milliseconds. */
export const day = 86_400_000;

/** How much an answer tells of what is known, compared with one in practice. */
const sourceWeight: Record<LogSource, number> = {
  practice: 1,
  check: 1,
  review: 1,
  exam: 1.25,
  lab: 1.5,
  reveal: 0.25,
};

/** What remains of an answer's weight when the hint was open. */
const hintFactor = 0.5;

/** After how many milliseconds an answer tells half as much. */
const halfLife = 30 * day;

/** Returns how much an answer tells, regardless of its age: 1 for one in practice without a hint. */
export const weightOf = ({ source, hinted }: Pick<LogEntry, "source" | "hinted">): number =>
  sourceWeight[source] * (hinted ? hintFactor : 1);

/** Returns what remains of an answer's weight after a time in milliseconds: half of it after 30 days. */
export const fading = (age: number): number => 0.5 ** (Math.max(0, age) / halfLife);

/**
 * Returns the entries that count, in the order in which they were given, whatever the order they are listed in: an answer
 * that was taken back counts for nothing. Entries of the same moment are ordered by id.
 */
export const inOrderGiven = (entries: readonly LogEntry[]): LogEntry[] =>
  entries
    .filter(({ undoneAt }) => undoneAt === undefined)
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : Number(a.id > b.id)));
