/** Why a statistic has no value. */
export type UnavailableReason =
  | "no-learners"
  | "too-few-learners"
  | "no-variance"
  | "one-item"
  | "different-forms"
  | "partial-points"
  | "no-lower-group";

/** A statistic: a number, or the reason why there is none. It's never 0 or NaN in place of a missing value. */
export type Measure = { available: true; value: number } | { available: false; reason: UnavailableReason };

/** Returns a measure that has a value; what remains of 0 after floating-point sums becomes 0. Throws RangeError for a number that isn't finite, which is a bug. */
export function measured(value: number): Measure {
  if (!Number.isFinite(value)) throw new RangeError(`A measure must be a finite number, not ${value}.`);
  return { available: true, value: Math.abs(value) < 1e-12 ? 0 : value };
}

/** Returns a measure that has no value. */
export const unavailable = (reason: UnavailableReason): Measure => ({ available: false, reason });

/** What to show in place of a value that isn't available. */
export const unavailableText: Record<UnavailableReason, string> = {
  "no-learners": "Not available: nobody has submitted yet.",
  "too-few-learners": "Not available: fewer than 10 learners answered, so only counts are shown.",
  "no-variance": "Not available: all values are equal.",
  "one-item": "Not available: this needs at least two questions.",
  "different-forms": "Not available: learners had different questions.",
  "partial-points": "Not available: KR-20 needs questions that give 0 points or 1 point.",
  "no-lower-group": "Not available: too many learners have the same total to form a lower group.",
};

/** Fewer learners than this: only counts are shown. */
export const fewestLearners = 10;

/** Fewer learners than this: statistics are marked as unstable. */
export const fewestForStable = 30;

/** How far statistics over a number of learners can be trusted. */
export type Stability = "counts-only" | "unstable" | "stable";

/** Returns how far statistics over so many learners can be trusted. */
export function stabilityOf(learners: number): Stability {
  if (learners < fewestLearners) return "counts-only";
  return learners < fewestForStable ? "unstable" : "stable";
}

/** Returns what `compute` returns when there are enough learners for statistics, otherwise that there are too few. */
export const ifEnough = (learners: number, compute: () => Measure): Measure =>
  learners < fewestLearners ? unavailable("too-few-learners") : compute();
