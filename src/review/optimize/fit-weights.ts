import { defaultWeights, type Weights } from "../memory-model.ts";
import { countRecalls, type History } from "./histories.ts";
import { predictHistory, weightCount } from "./prediction.ts";
import { solvePositive } from "./solve.ts";

/** The fewest answers to learn from that came on a later day than the one before. */
export const neededRecalls = 400;

/** The weights learned from a log, and how well they predict it. */
export interface Fit {
  weights: number[];
  /** How many answers were predicted. */
  recalls: number;
  /** Mean log loss of the predictions by these weights, and by the published ones. */
  loss: number;
  defaultLoss: number;
}

/**
 * How much the weights differ between people, as standard deviations; what a log doesn't tell stays near the published weights. They and
 * the limits are those of the reference optimizer, fsrs-rs 5 (src/training_v6.rs, src/parameter_clipper_v6.rs, read on 2026-11-30).
 */
const deviations = [
  6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57, 0.25, 1.03, 0.31, 0.32,
  0.14, 0.27,
];
const limits: [low: number, high: number][] = [
  [0.001, 100],
  [0.001, 100],
  [0.001, 100],
  [0.001, 100],
  [1, 10],
  [0.001, 4],
  [0.001, 4],
  [0.001, 0.75],
  [0, 4.5],
  [0, 0.8],
  [0.001, 3.5],
  [0.001, 5],
  [0.001, 0.25],
  [0.001, 0.9],
  [0, 4],
  [0, 1],
  [1, 6],
  [0, 2],
  [0, 2],
  [0.01, 0.8],
  [0.1, 0.8],
];

const leastChance = 1e-4;
const mostRounds = 40;
const enough = 1e-4;

const clampWeights = (weights: Weights): number[] =>
  weights.map((weight, at) => Math.min(Math.max(weight, limits[at]?.[0] ?? weight), limits[at]?.[1] ?? weight));

const lossOf = (recall: number, isRemembered: boolean): number => -Math.log(isRemembered ? recall : 1 - recall);
const chance = (recall: number): number => Math.min(Math.max(recall, leastChance), 1 - leastChance);

/** Returns the mean log loss of predicting these histories; 0 when there is nothing to predict. */
export function meanLoss(weights: Weights, histories: readonly History[]): number {
  let sum = 0;
  for (const history of histories) {
    predictHistory(weights, history, (recall, _slopes, isRemembered) => (sum += lossOf(chance(recall), isRemembered)));
  }
  return sum / Math.max(1, countRecalls(histories));
}

/** The penalty for being away from the published weights: that of a normal distribution around them. */
const penalty = (weights: Weights): number =>
  weights.reduce(
    (sum, weight, at) => sum + 0.5 * ((weight - (defaultWeights[at] ?? 0)) / (deviations[at] ?? 1)) ** 2,
    0,
  );

interface Curve {
  loss: number;
  gradient: number[];
  /** The expected second derivatives (Fisher's information), with those of the penalty. */
  information: number[][];
}

function curveAt(weights: Weights, histories: readonly History[]): Curve {
  const gradient = weights.map((weight, at) => (weight - (defaultWeights[at] ?? 0)) / (deviations[at] ?? 1) ** 2);
  const information = weights.map((_, row) =>
    weights.map((__, column) => (row === column ? (deviations[row] ?? 1) ** -2 : 0)),
  );
  let loss = penalty(weights);
  for (const history of histories) {
    predictHistory(weights, history, (predicted, slopes, isRemembered) => {
      const recall = chance(predicted);
      loss += lossOf(recall, isRemembered);
      const toLoss = isRemembered ? -1 / recall : 1 / (1 - recall);
      const certainty = 1 / (recall * (1 - recall));
      for (let row = 0; row < weightCount; row++) {
        const slope = slopes[row] ?? 0;
        if (slope === 0) continue;
        gradient[row] = (gradient[row] ?? 0) + toLoss * slope;
        const target = information[row] as number[];
        for (let column = 0; column <= row; column++) {
          target[column] = (target[column] ?? 0) + certainty * slope * (slopes[column] ?? 0);
        }
      }
    });
  }
  return { loss, gradient, information };
}

/** Returns the step that a damped Newton method takes; weights at a limit that it would cross stay. */
function stepFrom(weights: Weights, { gradient, information }: Curve, damping: number): number[] | undefined {
  const free = weights.flatMap((weight, at) => {
    const [low, high] = limits[at] ?? [weight, weight];
    const slope = gradient[at] ?? 0;
    return (weight <= low && slope > 0) || (weight >= high && slope < 0) ? [] : [at];
  });
  const full = (row: number, column: number) =>
    row >= column ? (information[row]?.[column] ?? 0) : (information[column]?.[row] ?? 0);
  const matrix = free.map((row) => free.map((column) => full(row, column) * (row === column ? 1 + damping : 1)));
  const solved = solvePositive(
    matrix,
    free.map((at) => -(gradient[at] ?? 0)),
  );
  if (!solved) return undefined;
  const step = weights.map(() => 0);
  for (const [index, at] of free.entries()) step[at] = solved[index] ?? 0;
  return step;
}

/**
 * Learns the weights from histories: those that make the answers most likely, given how much people differ. It maximizes what the
 * reference optimizer maximizes, by Fisher scoring with damping (Levenberg and Marquardt) instead of gradient descent, so that a few rounds are
 * enough. The same histories give the same weights.
 */
export function fitWeights(histories: readonly History[]): Fit {
  let weights = clampWeights(defaultWeights);
  let curve = curveAt(weights, histories);
  let damping = 0.01;
  for (let round = 0; round < mostRounds && damping < 1e8; round++) {
    const step = stepFrom(weights, curve, damping);
    const tried = step && clampWeights(weights.map((weight, at) => weight + (step[at] ?? 0)));
    const next = tried && curveAt(tried, histories);
    if (!tried || !next || !(next.loss < curve.loss)) {
      damping *= 8;
      continue;
    }
    const gained = curve.loss - next.loss;
    [weights, curve] = [tried, next];
    damping = Math.max(1e-6, damping / 4);
    if (gained < enough * Math.max(1, next.loss)) break;
  }
  return {
    weights,
    recalls: countRecalls(histories),
    loss: meanLoss(weights, histories),
    defaultLoss: meanLoss(defaultWeights, histories),
  };
}
