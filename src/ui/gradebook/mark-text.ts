import type { LearnerRow, LearnerState } from "../../assignment/gradebook.ts";
import { roundedMark } from "../../assignment/gradebook.ts";
import { counted } from "../../assessment/counted.ts";

/** What each state is called in the table. */
export const stateNames: Record<LearnerState, string> = {
  graded: "Graded",
  overridden: "Your mark",
  excused: "Excused",
  notCounted: "Not counted",
  missing: "Missing",
};

/** Returns a mark for the table; a dash where there is none. */
export const markText = (mark: number | undefined): string => (mark === undefined ? "–" : String(roundedMark(mark)));

/** Returns a stretch of time in the largest unit that is exact enough: `3 days`, `2 hours`, `10 minutes`, `5 seconds`. */
export function durationText(seconds: number): string {
  const [size, unit] =
    seconds >= 172_800
      ? [86_400, "day"]
      : seconds >= 7200
        ? [3600, "hour"]
        : seconds >= 120
          ? [60, "minute"]
          : [1, "second"];
  return counted(Math.round(seconds / Number(size)), String(unit));
}

/** Returns how a learner is called: by name, or by id. */
export const learnerName = ({ name, learner }: Pick<LearnerRow, "name" | "learner">): string => name || learner;
