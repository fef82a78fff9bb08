import { day, fading, inOrderGiven, weightOf } from "./evidence.ts";
import type { Bloom } from "./item.ts";
import type { LogEntry } from "./log-entry.ts";

/** How well an objective is known, the least first. */
export const masteryLevels = ["not-started", "started", "familiar", "proficient", "mastered"] as const;
export type MasteryLevel = (typeof masteryLevels)[number];

/** What is missing for a level. */
export type MasteryNeed =
  /** More answers; `count` is how many at least. */
  | { kind: "answers"; count: number }
  /** A larger share of points. */
  | { kind: "share"; share: number }
  /** Answers to questions of another type. */
  | { kind: "types" }
  /** An answer to a question that applies a rule instead of recalling it. */
  | { kind: "apply" }
  /** A right answer at `at` (milliseconds since the epoch) or later. */
  | { kind: "later"; at: number };

/** What the log says of an objective. */
export interface Mastery {
  level: MasteryLevel;
  /** Present when the latest answers took a level away: the level before, and what was missed. */
  demotion?: { from: MasteryLevel; missed: LogEntry[] };
  /** What the next level needs; absent for the highest and after a demotion. */
  next?: { level: MasteryLevel; needs: MasteryNeed[] };
  /** How many answers count: the latest 12 at most. */
  answers: number;
  /** Their share of points by weight, 0 to 1; 0 without answers. */
  share: number;
  /** When the last answer was given; absent without one. */
  lastAt?: number;
}

/** How many of the latest answers count. */
const countedAnswers = 12;
/** Time after which an answer shows that a rule wasn't only remembered for the day. */
const later = 7 * day;
/** Of a share of exactly 80%, rounding takes nothing away. */
const rounding = 1e-9;

const bars = { familiar: { share: 0.6, answers: 3 }, proficient: { share: 0.8, answers: 5 } };

const blooms: readonly Bloom[] = ["remember", "understand", "apply", "analyse", "evaluate"];
const applies = ({ bloom }: LogEntry) => bloom !== undefined && blooms.indexOf(bloom) >= blooms.indexOf("apply");

/** Whether an answer earned less than the share of points that Familiar needs. */
export const isMiss = ({ share }: Pick<LogEntry, "share">): boolean => share < bars.familiar.share;

interface Evidence {
  count: number;
  /** As `count`, with a hint as half an answer and a card that the learner graded as a quarter. */
  amount: number;
  share: number;
  types: number;
  applied: boolean;
}

function evidenceIn(counted: readonly LogEntry[]): Evidence {
  const last = counted.at(-1)?.at ?? 0;
  let [total, earned, amount] = [0, 0, 0];
  for (const entry of counted) {
    const weight = weightOf(entry) * fading(last - entry.at);
    total += weight;
    earned += weight * entry.share;
    amount += Math.min(1, weightOf(entry));
  }
  return {
    count: counted.length,
    amount,
    share: total === 0 ? 0 : earned / total,
    types: new Set(counted.flatMap(({ type }) => type ?? [])).size,
    applied: counted.some(applies),
  };
}

/** What Familiar or Proficient still needs; nothing when the evidence is enough. */
function needsFor(level: keyof typeof bars, { amount, share, types, applied }: Evidence): MasteryNeed[] {
  const bar = bars[level];
  const missing = bar.answers - amount;
  return [
    ...(missing > rounding ? [{ kind: "answers" as const, count: Math.ceil(missing - rounding) }] : []),
    ...(share < bar.share - rounding ? [{ kind: "share" as const, share: bar.share }] : []),
    ...(level === "proficient" && types < 2 ? [{ kind: "types" as const }] : []),
    ...(level === "proficient" && !applied ? [{ kind: "apply" as const }] : []),
  ];
}

type Base = Exclude<MasteryLevel, "mastered">;
const baseLevels: readonly Base[] = ["not-started", "started", "familiar", "proficient"];

/**
 * The level after each answer, before demotion and without Mastered. A level is reached only with an answer that itself has
 * the share of points that the level needs, so that no wrong answer leads to one, say by being the third.
 */
function levelsAfter(entries: readonly LogEntry[]): Base[] {
  const found: Base[] = [];
  for (const [at, { share }] of entries.entries()) {
    const evidence = evidenceIn(entries.slice(Math.max(0, at + 1 - countedAnswers), at + 1));
    const before = baseLevels.indexOf(found.at(-1) ?? "not-started");
    const reached = (["proficient", "familiar"] as const).find(
      (level) =>
        needsFor(level, evidence).length === 0 && (before >= baseLevels.indexOf(level) || share >= bars[level].share),
    );
    found.push(reached ?? "started");
  }
  return found;
}

/** The index of the answer since which the level has been Proficient. */
const proficientFrom = (levels: readonly Base[]): number => levels.findLastIndex((level) => level !== "proficient") + 1;

const isRightAfter = (entries: readonly LogEntry[], time: number) =>
  entries.some(({ at, share }) => share === 1 && at >= time);

/**
 * Returns how well an objective is known, from all entries of the log about it, in any order. What was taken back counts for
 * nothing. The latest 12 answers count, each half as much after 30 days: Familiar needs 60% of the points in 3 answers,
 * Proficient 80% in 5, with questions of two types and one that applies a rule. Mastered needs a right answer seven days
 * after the objective became Proficient and has stayed so. Two misses among the latest three answers take a level away
 * until they no longer are.
 */
export function masteryOf(log: readonly LogEntry[]): Mastery {
  const entries = inOrderGiven(log);
  const last = entries.at(-1);
  if (!last) {
    const needs: MasteryNeed[] = [{ kind: "answers", count: 1 }];
    return { level: "not-started", next: { level: "started", needs }, answers: 0, share: 0 };
  }
  const levels = levelsAfter(entries);
  const base = levels.at(-1) ?? "started";
  const proficientAt = base === "proficient" ? (entries[proficientFrom(levels)]?.at ?? last.at) : undefined;
  const isMastered = proficientAt !== undefined && isRightAfter(entries, proficientAt + later);
  const level: MasteryLevel = isMastered ? "mastered" : base;

  const evidence = evidenceIn(entries.slice(-countedAnswers));
  const known = { answers: evidence.count, share: evidence.share, lastAt: last.at };
  const missed = entries.slice(-3).filter(isMiss);
  const rank = masteryLevels.indexOf(level);
  const below = masteryLevels[rank - 1];
  if (missed.length >= 2 && below !== undefined && below !== "not-started") {
    return { level: below, demotion: { from: level, missed }, ...known };
  }
  const next = masteryLevels[rank + 1];
  if (next === undefined) return { level, ...known };
  const needs: MasteryNeed[] =
    proficientAt !== undefined
      ? [{ kind: "later", at: proficientAt + later }]
      : needsFor(level === "familiar" ? "proficient" : "familiar", evidence);
  return { level, next: { level: next, needs }, ...known };
}

/** How many answers at the start of a part of a log have levels that may depend on the answers before it. */
const uncertainAnswers = 2 * countedAnswers - 1;

/**
 * Whether `masteryOf` returns the same for these latest entries of an objective as for all of them, whatever the earlier ones
 * are. So a long log needn't be read.
 */
export function isSettled(latest: readonly LogEntry[]): boolean {
  const entries = inOrderGiven(latest);
  const levels = levelsAfter(entries);
  const first = entries[uncertainAnswers];
  if (first === undefined) return false;
  if (levels.at(-1) !== "proficient") return true;
  return proficientFrom(levels) > uncertainAnswers || isRightAfter(entries, first.at + later);
}
