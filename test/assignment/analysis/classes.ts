import type { Measure } from "../../../src/assignment/analysis/measure.ts";
import type { ScoredSubmission } from "../../../src/assignment/analysis/scored-submission.ts";

/** Returns submissions to items i1, i2, … of 1 point; each row is a learner's marks, "1" for right, "-" for a blank. */
export const classOf = (rows: readonly string[], form = "A"): ScoredSubmission[] =>
  rows.map((row, at) => ({
    learner: `${form}-${at}`,
    form,
    scores: new Map(
      [...row].map((mark, index) => [
        `i${index + 1}`,
        { earned: Number(mark === "1"), maximum: 1, ...(mark === "-" && { blank: true }) },
      ]),
    ),
  }));

/** Ten learners and five items with published statistics. */
export const tenLearners = ["11111", "11110", "11100", "11010", "10100", "11000", "01001", "10000", "00100", "00000"];

/** Returns a measure's value with four digits, or the reason why there is none. */
export const digits = (measure: Measure): string => (measure.available ? measure.value.toFixed(4) : measure.reason);
