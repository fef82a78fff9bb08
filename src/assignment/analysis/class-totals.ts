import { measured, unavailable, type Measure } from "./measure.ts";
import { shareOfPoints } from "./exposed.ts";
import type { ScoredSubmission } from "./scored-submission.ts";
import { mean, median, populationVariance, sum } from "./statistics.ts";

/** The totals of a class. All measures are shares of points from 0 to 1; they're descriptive, so any number of learners will do. */
export interface ClassTotals {
  learners: number;
  /** The most points, where it's the same for all learners: multiply shares by it to get points. */
  maximum: number | undefined;
  mean: Measure;
  median: Measure;
  /** With divisor n: the class is the whole population. */
  standardDeviation: Measure;
  lowest: Measure;
  highest: Measure;
  /** Ten bars; `from` is included, `to` isn't, except in the last. */
  histogram: { from: number; to: number; learners: number }[];
}

const bars = 10;

/** Returns mean, median, spread and histogram of the totals, from one submission per learner. */
export function classTotals(submissions: readonly ScoredSubmission[]): ClassTotals {
  const shares = submissions.flatMap(({ scores }) => shareOfPoints(scores.values()) ?? []);
  const maxima = new Set(
    submissions.map(({ scores }) => sum([...scores.values()].map(({ maximum }) => maximum))).filter((most) => most > 0),
  );
  const over = (statistic: (values: readonly number[]) => number): Measure =>
    shares.length === 0 ? unavailable("no-learners") : measured(statistic(shares));
  const barOf = (share: number) => Math.min(bars - 1, Math.floor(share * bars + 1e-6));
  return {
    learners: shares.length,
    maximum: maxima.size === 1 ? [...maxima][0] : undefined,
    mean: over(mean),
    median: over(median),
    standardDeviation: over((values) => Math.sqrt(populationVariance(values))),
    lowest: over((values) => Math.min(...values)),
    highest: over((values) => Math.max(...values)),
    histogram: Array.from({ length: bars }, (_, bar) => ({
      from: bar / bars,
      to: (bar + 1) / bars,
      learners: shares.filter((share) => barOf(share) === bar).length,
    })),
  };
}
