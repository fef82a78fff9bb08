import { firstMemory, retrievability, stabilityRange, type Grade, type Weights } from "../memory-model.ts";
import type { History } from "./histories.ts";

/** How many weights the model has. */
export const weightCount = 21;

/** A predicted probability of remembering, with how it changes with each weight, and whether it was remembered. */
export type OnRecall = (recall: number, slopes: Float64Array, isRemembered: boolean) => void;

interface State {
  stability: number;
  difficulty: number;
  /** Derivatives with respect to each weight. */
  stabilitySlopes: Float64Array;
  difficultySlopes: Float64Array;
}

const weightAt = (weights: Weights, index: number): number => weights[index] ?? 0;

/** Adds to the derivative with respect to one weight. */
function add(slopes: Float64Array, index: number, value: number): void {
  slopes[index] = (slopes[index] ?? 0) + value;
}

function firstState(weights: Weights, grade: Grade): State {
  const { stability, difficulty } = firstMemory(weights, grade);
  const stabilitySlopes = new Float64Array(weightCount);
  const difficultySlopes = new Float64Array(weightCount);
  stabilitySlopes[grade - 1] = 1;
  if (difficulty > 1 && difficulty < 10) {
    difficultySlopes[4] = 1;
    difficultySlopes[5] = -(grade - 1) * Math.exp(weightAt(weights, 5) * (grade - 1));
  }
  return { stability, difficulty, stabilitySlopes, difficultySlopes };
}

/** The probability of remembering after some days, with its derivatives by stability and by weight 20. */
function predict(weights: Weights, stability: number, days: number) {
  const decay = weightAt(weights, 20);
  const power = 0.9 ** (-1 / decay);
  const base = 1 + ((power - 1) * days) / stability;
  const recall = retrievability(weights, stability, days);
  const slope = -decay * base ** (-decay - 1);
  return {
    recall,
    byStability: (slope * (-(power - 1) * days)) / stability ** 2,
    byDecay: -recall * Math.log(base) + slope * (days / stability) * ((power * Math.log(0.9)) / decay ** 2),
  };
}

/** How a new stability depends on what was before: its value, its derivatives, and those by single weights. */
interface Change {
  value: number;
  byStability: number;
  byDifficulty: number;
  byRecall: number;
  direct: [index: number, value: number][];
}

function sameDay(weights: Weights, { stability }: State, grade: Grade): Change {
  const [w17, w18, w19] = [17, 18, 19].map((index) => weightAt(weights, index)) as [number, number, number];
  const growth = Math.exp(w17 * (grade - 3 + w18)) * stability ** -w19;
  const still = { value: stability, byStability: 1, byDifficulty: 0, byRecall: 0, direct: [] };
  if (grade >= 2 && growth < 1) return still;
  const value = stability * growth;
  return {
    ...still,
    value,
    byStability: growth * (1 - w19),
    direct: [
      [17, value * (grade - 3 + w18)],
      [18, value * w17],
      [19, -value * Math.log(stability)],
    ],
  };
}

function lapse(weights: Weights, { stability, difficulty }: State, recall: number): Change {
  const [w11, w12, w13, w14] = [11, 12, 13, 14].map((index) => weightAt(weights, index)) as [
    number,
    number,
    number,
    number,
  ];
  const [w17, w18] = [weightAt(weights, 17), weightAt(weights, 18)];
  const scale = w11 * difficulty ** -w12 * Math.exp(w14 * (1 - recall));
  const grown = (stability + 1) ** w13;
  const value = scale * (grown - 1);
  const limit = stability * Math.exp(-w17 * w18);
  if (limit < value) {
    return {
      value: limit,
      byStability: limit / stability,
      byDifficulty: 0,
      byRecall: 0,
      direct: [
        [17, -w18 * limit],
        [18, -w17 * limit],
      ],
    };
  }
  return {
    value,
    byStability: (scale * w13 * grown) / (stability + 1),
    byDifficulty: (-w12 * value) / difficulty,
    byRecall: -w14 * value,
    direct: [
      [11, value / w11],
      [12, -Math.log(difficulty) * value],
      [13, scale * grown * Math.log(stability + 1)],
      [14, (1 - recall) * value],
    ],
  };
}

function success(weights: Weights, { stability, difficulty }: State, recall: number, grade: Grade): Change {
  const [w9, w10] = [weightAt(weights, 9), weightAt(weights, 10)];
  const bonus = grade === 2 ? weightAt(weights, 15) : grade === 4 ? weightAt(weights, 16) : 1;
  const base = Math.exp(weightAt(weights, 8)) * (11 - difficulty) * stability ** -w9;
  const power = Math.exp(w10 * (1 - recall));
  const plain = stability * base * (power - 1);
  const gain = plain * bonus;
  return {
    value: stability + gain,
    byStability: 1 + (gain * (1 - w9)) / stability,
    byDifficulty: -gain / (11 - difficulty),
    byRecall: -stability * base * bonus * power * w10,
    direct: [
      [8, gain],
      [9, -gain * Math.log(stability)],
      [10, stability * base * bonus * power * (1 - recall)],
      ...(grade === 2 ? [[15, plain] as [number, number]] : []),
      ...(grade === 4 ? [[16, plain] as [number, number]] : []),
    ],
  };
}

/** Moves the difficulty on, with its derivatives. */
function moveDifficulty(weights: Weights, state: State, grade: Grade): void {
  const [w4, w5, w6, w7] = [4, 5, 6, 7].map((index) => weightAt(weights, index)) as [number, number, number, number];
  const { difficulty, difficultySlopes } = state;
  const easy = w4 - Math.exp(3 * w5) + 1;
  const moved = difficulty - (w6 * (grade - 3) * (10 - difficulty)) / 9;
  const next = w7 * easy + (1 - w7) * moved;
  state.difficulty = Math.min(Math.max(next, 1), 10);
  if (next <= 1 || next >= 10) {
    difficultySlopes.fill(0);
    return;
  }
  const byDifficulty = (1 - w7) * (1 + (w6 * (grade - 3)) / 9);
  for (let at = 0; at < weightCount; at++) difficultySlopes[at] = (difficultySlopes[at] ?? 0) * byDifficulty;
  add(difficultySlopes, 4, w7);
  add(difficultySlopes, 5, -w7 * 3 * Math.exp(3 * w5));
  add(difficultySlopes, 6, (-(1 - w7) * (grade - 3) * (10 - difficulty)) / 9);
  add(difficultySlopes, 7, easy - moved);
}

/** Predicts every answer of a history that came on a later day than the one before, by the model with these weights. */
export function predictHistory(weights: Weights, history: History, onRecall: OnRecall): void {
  const [first, ...rest] = history;
  if (!first) return;
  const state = firstState(weights, first.grade);
  const { stabilitySlopes, difficultySlopes } = state;
  const recallSlopes = new Float64Array(weightCount);
  for (const { grade, days } of rest) {
    const { recall, byStability, byDecay } = predict(weights, state.stability, days);
    if (days > 0) {
      for (let at = 0; at < weightCount; at++) recallSlopes[at] = byStability * (stabilitySlopes[at] ?? 0);
      add(recallSlopes, 20, byDecay);
      onRecall(recall, recallSlopes, grade > 1);
    }
    const change =
      days === 0
        ? sameDay(weights, state, grade)
        : grade === 1
          ? lapse(weights, state, recall)
          : success(weights, state, recall, grade);
    const kept = Math.min(Math.max(change.value, stabilityRange.least), stabilityRange.most);
    if (kept === change.value) {
      const total = change.byStability + change.byRecall * byStability;
      for (let at = 0; at < weightCount; at++) {
        stabilitySlopes[at] = total * (stabilitySlopes[at] ?? 0) + change.byDifficulty * (difficultySlopes[at] ?? 0);
      }
      for (const [index, value] of change.direct) add(stabilitySlopes, index, value);
      add(stabilitySlopes, 20, change.byRecall * byDecay);
    } else stabilitySlopes.fill(0);
    moveDifficulty(weights, state, grade);
    state.stability = kept;
  }
}
