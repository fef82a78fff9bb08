/** What a learner gets for an assignment. Points aren't rounded: they are when they are written. */
export type Grade = { points: number } | { excused: true };

/** Whether grades are written as points or as percent of the points. */
export type GradeScale = "points" | "percent";

/** How to write grades. */
export interface GradeFormat {
  /** The most points of the assignment, above 0. */
  maximum: number;
  /** Points unless percent is asked for. */
  scale?: GradeScale;
}

/** Returns the most that a column of grades can hold without bonus points: the assignment's points, or 100 for percent. */
export const columnMaximum = ({ maximum, scale }: GradeFormat): number => (scale === "percent" ? 100 : maximum);

/** Returns what a grade is worth in the column, rounded to two decimals; undefined for an excused learner. */
export function gradeValue(grade: Grade, { maximum, scale }: GradeFormat): number | undefined {
  if ("excused" in grade) return undefined;
  const value = scale === "percent" ? (grade.points / maximum) * 100 : grade.points;
  if (!Number.isFinite(value)) throw new RangeError(`A grade must be a finite number, not ${value}.`);
  return Math.round(value * 100 + 1e-7) / 100;
}
