import type { ItemType } from "./item.ts";

/** What questions of a practice are drawn from. */
export type PracticeSource =
  /** All objectives, those that are easily confused side by side. */
  | { kind: "mixed" }
  | { kind: "objective"; id: string }
  /** The objectives of a section of the chapter. */
  | { kind: "section"; id: string }
  /** Questions that offer a wrong idea, by its code. */
  | { kind: "misconception"; id: string }
  /** What spaced review has due. */
  | { kind: "due" }
  /** What was answered wrong last time. */
  | { kind: "missed" }
  /** What was never asked. */
  | { kind: "new" };

/** Difficulty as the writers set it: 1 or 2, 3, 4 or 5. */
export type Difficulty = "any" | "easy" | "medium" | "hard";

/** A number of questions; endless practice continues while there are more. */
export type PracticeLength = number | "endless";

/** What the learner chose to practice. */
export interface PracticeChoice {
  source: PracticeSource;
  /** Types of questions to ask; empty for all. */
  types: ItemType[];
  difficulty: Difficulty;
  length: PracticeLength;
}

/** A condition that was dropped because too few questions met it. */
export type Widening = "difficulty" | "types" | "source";

/** How a practice is run; attempts from before there was a choice, and tests of a table, have none. */
export interface PracticeRun extends PracticeChoice {
  /** How many of the questions drawn first met the choice, and what was dropped for the rest. */
  widened?: { fitting: number; dropped: Widening[] };
}

/** The lengths that the start page offers. */
export const practiceLengths: readonly PracticeLength[] = [5, 10, 20, "endless"];

/** How many questions endless practice draws at a time. */
export const endlessBatch = 10;

/** The choice that one click starts with. */
export const mixedPractice: PracticeChoice = { source: { kind: "mixed" }, types: [], difficulty: "any", length: 10 };

/** Returns the id of a source in addresses: `mixed`, `objective-SKU-1`. */
export const sourceKey = (source: PracticeSource): string =>
  "id" in source ? `${source.kind}-${source.id}` : source.kind;

/** Reads what `sourceKey` wrote; undefined for anything else. */
export function sourceOf(key: string): PracticeSource | undefined {
  if (key === "mixed" || key === "due" || key === "missed" || key === "new") return { kind: key };
  const match = /^(objective|section|misconception)-(.+)$/.exec(key);
  const [, kind, id] = match ?? [];
  return kind === undefined || id === undefined
    ? undefined
    : { kind: kind as "objective" | "section" | "misconception", id };
}

/** Returns how many questions to draw at first. */
export const firstCount = (length: PracticeLength): number => (length === "endless" ? endlessBatch : length);
