import { measured, unavailable, type Measure } from "./measure.ts";

/** Differences smaller than this come from floating-point sums and count as none. */
const smallest = 1e-9;

/** Returns a number without the noise of floating-point sums, so that equal totals compare as equal. */
export const withoutNoise = (value: number): number => Math.round(value * 1e9) / 1e9;

/** Returns the sum of numbers; 0 for none. */
export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Returns the mean of at least one number. */
export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** Returns the median of at least one number: for an even count, the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return mean(sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1));
}

/** Returns the variance of at least one number, with n as its divisor (the numbers are the whole population). */
export function populationVariance(values: readonly number[]): number {
  const center = mean(values);
  return mean(values.map((value) => (value - center) ** 2));
}

/** Tells whether numbers differ by more than the noise of floating-point sums. */
export const varies = (values: readonly number[]): boolean =>
  values.length > 0 && Math.max(...values) - Math.min(...values) > smallest;

/**
 * Returns Pearson's correlation of two lists of the same length, or that one of them doesn't vary. It's the same for variances
 * with divisor n and n − 1, because the divisors cancel out.
 */
export function correlation(xs: readonly number[], ys: readonly number[]): Measure {
  if (!varies(xs) || !varies(ys)) return unavailable("no-variance");
  const [xMean, yMean] = [mean(xs), mean(ys)];
  const covariance = mean(xs.map((x, at) => (x - xMean) * ((ys[at] ?? yMean) - yMean)));
  const value = covariance / Math.sqrt(populationVariance(xs) * populationVariance(ys));
  return measured(Math.min(1, Math.max(-1, value)));
}
