import type { Rating } from "../assessment/log-entry.ts";

/**
 * The memory model FSRS-6 in plain numbers, for what ts-fsrs doesn't offer: predictions for a time to come, and training. Formulas:
 * https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm, read on 2026-11-30.
 */

/** The 21 weights of FSRS-6. */
export type Weights = readonly number[];

/** What is remembered after an answer. */
export interface Memory {
  /** Days after which it's remembered with a probability of 90%. */
  stability: number;
  /** 1 (easy) to 10 (hard). */
  difficulty: number;
}

/** An answer as the model sees it: 1 again, 2 hard, 3 good, 4 easy. */
export type Grade = 1 | 2 | 3 | 4;

export const gradeOf: Record<Rating, Grade> = { again: 1, hard: 2, good: 3, easy: 4 };

/** The published weights of FSRS-6, learned from the reviews of about 10,000 people. */
export const defaultWeights: Weights = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483,
  0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];

/** Stability is kept between these, in days. */
export const stabilityRange = { least: 0.001, most: 36_500 };

const at = (weights: Weights, index: number): number => weights[index] ?? 0;
const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
const keptStability = (days: number): number => clamp(days, stabilityRange.least, stabilityRange.most);

/** Returns the probability, 0 to 1, of remembering something so many days after the last answer. */
export function retrievability(weights: Weights, stability: number, days: number): number {
  const decay = -at(weights, 20);
  const factor = Math.exp(Math.log(0.9) / decay) - 1;
  return (1 + (factor * Math.max(0, days)) / stability) ** decay;
}

/** Returns after how many days, as a fraction, the probability of remembering has fallen to `retention`. */
export function daysUntil(weights: Weights, stability: number, retention: number): number {
  const decay = -at(weights, 20);
  const factor = Math.exp(Math.log(0.9) / decay) - 1;
  return (stability / factor) * (retention ** (1 / decay) - 1);
}

const firstDifficulty = (weights: Weights, grade: Grade): number =>
  at(weights, 4) - Math.exp(at(weights, 5) * (grade - 1)) + 1;

/** Returns what is remembered after the first answer ever. */
export const firstMemory = (weights: Weights, grade: Grade): Memory => ({
  stability: keptStability(at(weights, grade - 1)),
  difficulty: clamp(firstDifficulty(weights, grade), 1, 10),
});

function nextDifficulty(weights: Weights, difficulty: number, grade: Grade): number {
  const moved = difficulty + (-at(weights, 6) * (grade - 3) * (10 - difficulty)) / 9;
  const revert = at(weights, 7);
  return clamp(revert * firstDifficulty(weights, 4) + (1 - revert) * moved, 1, 10);
}

function afterSameDay(weights: Weights, stability: number, grade: Grade): number {
  const growth =
    Math.exp(at(weights, 17) * (grade - 3 + at(weights, 18))) * Math.exp(-at(weights, 19) * Math.log(stability));
  return stability * (grade >= 2 ? Math.max(growth, 1) : growth);
}

function afterLapse(weights: Weights, { stability, difficulty }: Memory, recall: number): number {
  const left =
    at(weights, 11) *
    difficulty ** -at(weights, 12) *
    ((stability + 1) ** at(weights, 13) - 1) *
    Math.exp(at(weights, 14) * (1 - recall));
  return Math.min(left, stability / Math.exp(at(weights, 17) * at(weights, 18)));
}

function afterRecall(weights: Weights, { stability, difficulty }: Memory, recall: number, grade: Grade): number {
  const growth =
    Math.exp(at(weights, 8)) *
    (11 - difficulty) *
    stability ** -at(weights, 9) *
    (Math.exp(at(weights, 10) * (1 - recall)) - 1) *
    (grade === 2 ? at(weights, 15) : 1) *
    (grade === 4 ? at(weights, 16) : 1);
  return stability * (1 + growth);
}

/** Returns what is remembered after one more answer, whole `days` after the one before; 0 for the same day. */
export function nextMemory(weights: Weights, memory: Memory, grade: Grade, days: number): Memory {
  const recall = retrievability(weights, memory.stability, days);
  const stability =
    days === 0
      ? afterSameDay(weights, memory.stability, grade)
      : grade === 1
        ? afterLapse(weights, memory, recall)
        : afterRecall(weights, memory, recall, grade);
  return { stability: keptStability(stability), difficulty: nextDifficulty(weights, memory.difficulty, grade) };
}
