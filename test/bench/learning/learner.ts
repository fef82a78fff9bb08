import { seeded } from "../../../src/assessment/shuffle.ts";
import {
  defaultWeights,
  firstMemory,
  nextMemory,
  retrievability,
  type Grade,
} from "../../../src/review/memory-model.ts";

/** What a simulated learner really remembers of one thing; nobody who schedules sees it. Times are in days. */
export interface TrueMemory {
  /** Returns the probability of remembering at a time. */
  recall(at: number): number;
  /** An answer, with the explanation right after it: 1 when it was forgotten. `effect` is the share of an answer's usual gain. */
  answer(at: number, grade: Grade, effect?: number): void;
}

export interface Learner {
  model: string;
  ability: string;
  /** The chance to answer something right at first sight, after reading the chapter. */
  firstRight: number;
  /** Makes the memory of one thing. */
  memory(firstAt: number, grade: Grade): TrueMemory;
  random(): number;
}

type MemoryOf = Learner["memory"];
type Random = () => number;

/** Returns a normal deviate (Box and Muller). */
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** How well learners remember, relative to the average. */
const abilities = { slow: 0.5, average: 1, quick: 1.8 };

/** Where memory is one number that answers change: how long something lasts, in days. */
function lastingMemory(
  firstAt: number,
  start: number,
  curve: (days: number, lasting: number) => number,
  next: (lasting: number, days: number, grade: Grade) => number,
): TrueMemory {
  let lasting = start;
  let last = firstAt;
  return {
    recall: (at) => curve(at - last, lasting),
    answer: (at, grade, effect = 1) => {
      const after = next(lasting, at - last, grade);
      lasting = grade === 1 ? after : lasting + effect * (after - lasting);
      last = at;
    },
  };
}

/** FSRS-6 with weights that scatter around the published ones. */
function fsrsLearner(random: Random, strength: number): MemoryOf {
  const spread = [0.4, 0.4, 0.4, 0.4, 0.08, 0.2, 0.2, 0, 0.08, 0.2, 0.2, 0.3, 0.2, 0.2, 0.2, 0.2, 0.1, 0, 0, 0, 0.35];
  const weights = defaultWeights.map((weight, at) => weight * Math.exp((spread[at] ?? 0) * normal(random)));
  for (let at = 0; at < 4; at++) weights[at] = (weights[at] ?? 0) * strength;
  weights[15] = Math.min(1, weights[15] ?? 1);
  weights[20] = Math.min(0.8, Math.max(0.1, weights[20] ?? 0));
  return (firstAt, first) => {
    let { difficulty, stability } = firstMemory(weights, first);
    return lastingMemory(
      firstAt,
      stability,
      (days, lasting) => retrievability(weights, lasting, days),
      (lasting, days, grade) => {
        ({ difficulty, stability } = nextMemory(weights, { difficulty, stability: lasting }, grade, Math.round(days)));
        return stability;
      },
    );
  };
}

/** A half-life that is multiplied by an ease of each thing's own, as SM-2 multiplies intervals; less when asked early. */
const halfLifeLearner =
  (random: Random, strength: number): MemoryOf =>
  (firstAt, first) => {
    const ease = 1.7 + 0.9 * random();
    const start = strength * 5 * Math.exp(0.4 * normal(random));
    return lastingMemory(
      firstAt,
      first === 1 ? start * 0.5 : start * (0.7 + 0.3 * first),
      (days, lasting) => 2 ** (-days / lasting),
      (lasting, days, grade) =>
        grade === 1
          ? Math.max(0.5 * start, 0.3 * lasting)
          : lasting * (1 + (ease - 1) * Math.min(1, days / (0.3 * lasting))) * (grade === 4 ? 1.15 : 1),
    );
  };

/** Forgetting along a power of time, with noise in each thing's start, growth and exponent. */
const powerLearner =
  (random: Random, strength: number): MemoryOf =>
  (firstAt, first) => {
    const exponent = 0.3 + 0.3 * random();
    const pace = 0.9 * Math.exp(0.3 * normal(random));
    const start = strength * 2.5 * Math.exp(0.6 * normal(random));
    const curve = (days: number, lasting: number) => (1 + days / (2.5 * lasting)) ** -exponent;
    return lastingMemory(
      firstAt,
      first === 1 ? start * 0.4 : start * (0.4 + 0.3 * first),
      curve,
      (lasting, days, grade) =>
        grade === 1
          ? Math.max(0.4 * start, 0.25 * lasting)
          : lasting * (1 + pace * (0.3 + 6 * (1 - curve(days, lasting)))) * (grade === 4 ? 1.2 : 1),
    );
  };

const models = { "FSRS-6, other weights": fsrsLearner, "half-life": halfLifeLearner, "power law": powerLearner };

/** Makes so many learners, spread evenly over forgetting models and abilities. The same number and seed give the same ones. */
export function makeLearners(count: number, seed: string): Learner[] {
  const kinds = Object.entries(models).flatMap(([model, memoryOf]) =>
    Object.entries(abilities).map(([ability, strength]) => ({ model, ability, strength, memoryOf })),
  );
  return Array.from({ length: count }, (_, at) => {
    const { model, ability, strength, memoryOf } = kinds[at % kinds.length] as (typeof kinds)[number];
    const random = seeded(`${seed}/${at}`);
    const own = strength * Math.exp(0.25 * normal(random));
    return { model, ability, firstRight: Math.min(0.9, 0.6 * own ** 0.25), memory: memoryOf(random, own), random };
  });
}
