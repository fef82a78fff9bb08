import { fading, inOrderGiven, weightOf } from "./evidence.ts";
import type { LogEntry } from "./log-entry.ts";

/** Answers below which nothing is said of an exam. */
export const neededAnswers = 40;

/** The share of points that the range is compared with: what passes an exam, as far as is published. */
export const examPassShare = 0.7;

/** How many of the latest answers to an objective count; `readiness` ignores earlier ones. */
export const answersPerObjective = 30;

/** Questions of the exam that the range is for. */
const examQuestions = 40;

/** Half the width of a range that holds 90% of a normal distribution, in standard deviations. */
const deviations = 1.645;

/** How many answers the guess is worth that an objective is known as well as all the others. */
const priorAnswers = 3;

/**
 * How far the share of points may move between the answers and the exam, as a standard deviation: people learn from the
 * answers they get wrong, forget, and have better and worse days.
 */
const drift = 0.03;

/**
 * How much of what was right in a repetition is right in the exam. Reviews repeat a question until it's right, and some of those
 * are forgotten again; `npm run bench -- learning` measures it with simulated learners.
 */
const keptUntilExam = 0.95;

/** The share of points that guessing brings, over all types of questions. */
const guessedShare = 0.3;

/** What the log says of the next exam. Shares are of points, 0 to 1. */
export type Readiness =
  | { kind: "not-enough"; answers: number; needed: number }
  | {
      kind: "range";
      /** The score of the next exam is between `low` and `high` in at least 90% of cases. */
      low: number;
      high: number;
      expected: number;
      answers: number;
      /** Objectives with a weight that no answer is about; they may be known as well as the others or not at all. */
      unseen: string[];
    };

interface Known {
  /** Weights of the answers, and of the points among them. */
  total: number;
  earned: number;
  count: number;
}

/** An answer and whether its question was asked before. */
interface LatestAnswer {
  entry: LogEntry;
  isRepeated: boolean;
}

/** The last answer to each card, in order: what was wrong before and is right now has been learned. */
function latestByCard(entries: readonly LogEntry[]): LatestAnswer[] {
  const byCard = new Map<string, LatestAnswer>();
  for (const entry of entries) {
    const isRepeated = byCard.delete(entry.cardId);
    byCard.set(entry.cardId, { entry, isRepeated });
  }
  return [...byCard.values()];
}

function known(entries: readonly LogEntry[], now: number): Known {
  const latest = latestByCard(inOrderGiven(entries)).slice(-answersPerObjective);
  let [total, earned] = [0, 0];
  for (const { entry, isRepeated } of latest) {
    // An answer in an exam or a lab is worth more for a level, but it's still a single answer.
    const weight = Math.min(1, weightOf(entry)) * fading(now - entry.at);
    total += weight;
    earned += weight * entry.share * (isRepeated ? keptUntilExam : 1);
  }
  return { total, earned, count: latest.length };
}

/**
 * Returns the range that the score of a 40-question exam is expected in: the mean of the expected points of each
 * objective, weighted by how many questions the exam has on it.
 *
 * Each objective has a Beta distribution: the last answer to each of its cards, fading by half in 30 days, and a prior centered on the learner's
 * mean over all objectives. Objectives without answers may be known as well or not at all. The variance of the score adds up from what isn't known of each objective, of that mean,
 * from the drift until the exam, and from the chance which 40 questions are asked.
 *
 * @param entriesByObjective the latest entries of the log by objective, in any order
 * @param weights how many questions the blueprint has on each objective
 */
export function readiness(
  entriesByObjective: ReadonlyMap<string, readonly LogEntry[]>,
  weights: ReadonlyMap<string, number>,
  now: number,
): Readiness {
  const objectives = [...weights]
    .filter(([, weight]) => weight > 0)
    .map(([id, weight]) => ({ id, weight, ...known(entriesByObjective.get(id) ?? [], now) }));
  const answers = objectives.reduce((sum, { count }) => sum + count, 0);
  if (answers < neededAnswers) return { kind: "not-enough", answers, needed: neededAnswers };

  const total = objectives.reduce((sum, objective) => sum + objective.total, 0);
  const earned = objectives.reduce((sum, objective) => sum + objective.earned, 0);
  const allWeights = objectives.reduce((sum, { weight }) => sum + weight, 0);
  // One right and one wrong answer as a prior, so that a perfect record isn't taken for certainty.
  const overall = (earned + 1) / (total + 2);

  // Nobody knows of an objective without answers whether it was learned: halfway, with either end within the range. All of
  // them together, because who hasn't got to one of them may not have got to any.
  const reach = Math.max(0, overall - guessedShare) / 2;

  let [expected, variance, fromOverall, unseenShare] = [0, 0, 0, 0];
  for (const objective of objectives) {
    const share = objective.weight / allWeights;
    if (objective.count === 0) {
      expected += share * (overall - reach);
      fromOverall += share;
      unseenShare += share;
      continue;
    }
    const size = objective.total + priorAnswers;
    const mean = (objective.earned + priorAnswers * overall) / size;
    expected += share * mean;
    variance += (share ** 2 * mean * (1 - mean)) / (size + 1);
    fromOverall += (share * priorAnswers) / size;
  }
  variance += (fromOverall ** 2 * overall * (1 - overall)) / (total + 3);
  variance += (unseenShare * reach) ** 2;
  variance += drift ** 2;
  variance += (expected * (1 - expected)) / examQuestions;

  const half = deviations * Math.sqrt(variance);
  return {
    kind: "range",
    low: Math.max(0, expected - half),
    high: Math.min(1, expected + half),
    expected,
    answers,
    unseen: objectives.filter(({ count }) => count === 0).map(({ id }) => id),
  };
}
