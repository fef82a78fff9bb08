import type { MemoryCard } from "./card.ts";
import { daysUntil, nextMemory, retrievability, type Weights } from "./memory-model.ts";

/** Milliseconds. */
export const day = 24 * 60 * 60 * 1000;

/** What due dates and predictions depend on besides the cards. */
export interface Horizon {
  weights: Weights;
  /** When the day of the exam begins, in milliseconds since the epoch; undefined without one, and once it has passed. */
  examAt?: number | undefined;
  aim?: ExamAim | undefined;
}

/** What reviews before an exam aim at. */
export interface ExamAim {
  /** The share to be remembered on the day of the exam. */
  goal: number;
  /** The probability of remembering at which a card comes back while the exam is more than a week off. */
  runUp: number;
}

/**
 * Before an exam cards come back later than at the usual 0.90, because an answer close to the exam does more for it than one long
 * before, and the last week brings everything up to the goal. Chosen by `npm run bench -- learning`.
 */
export const examAim: ExamAim = { goal: 0.97, runUp: 0.85 };

/** How long before the exam reviews are chosen by what they do for it. */
export const lastWeek = 7 * day;

const elapsedDays = (card: MemoryCard, at: number): number => Math.max(0, at - card.lastAt) / day;

/** Returns the probability, 0 to 1, that a card is remembered at a time. */
export const recallAt = (card: MemoryCard, at: number, weights: Weights): number =>
  retrievability(weights, card.stability, elapsedDays(card, at));

/**
 * Returns when to ask a card again, in milliseconds since the epoch. With an exam ahead intervals are longer, since what counts is
 * the day of the exam, but none runs past it.
 */
export function dueAt(card: MemoryCard, { weights, examAt, aim = examAim }: Horizon): number {
  if (examAt === undefined) return card.due;
  const days = Math.max(1, Math.round(daysUntil(weights, card.stability, aim.runUp)));
  return Math.min(card.lastAt + days * day, examAt);
}

/** What an answer now would change for the exam. */
export interface ExamEffect {
  /** The probability of remembering on the day of the exam without another answer. */
  recall: number;
  /** By how much an answer now is expected to raise it. */
  gain: number;
}

/** Predicts what an answer at `now` does for the day of the exam: right with the probability of remembering, else wrong. */
export function examEffect(card: MemoryCard, now: number, examAt: number, weights: Weights): ExamEffect {
  const days = Math.round(elapsedDays(card, now));
  const left = Math.max(0, examAt - now) / day;
  const chance = recallAt(card, now, weights);
  const after = (grade: 1 | 3) => retrievability(weights, nextMemory(weights, card, grade, days).stability, left);
  const recall = recallAt(card, examAt, weights);
  return { recall, gain: chance * after(3) + (1 - chance) * after(1) - recall };
}
