import { roundedMark, type JudgedAttempt, type LearnerRow } from "./gradebook.ts";
import type { Assignment } from "./assignment.ts";
import type { ReturnedResult } from "./returned-result.ts";

/** What an instructor gives back besides the mark. */
export interface ResultChoices {
  shows: ReturnedResult["shows"];
  /** Milliseconds since the epoch. */
  at: number;
  /** What marks are out of. */
  maximum: number;
}

/** Returns the attempt that a learner's result is about: the one that decides the mark, or the last one when all or none do. */
export function resultAttempt({ attempts }: LearnerRow, keep: Assignment["keep"]): JudgedAttempt | undefined {
  const counted = attempts.filter(({ countedShare }) => countedShare !== undefined);
  if (counted.length === 0) return attempts.at(-1);
  if (keep === "first") return counted[0];
  if (keep !== "highest") return counted.at(-1);
  // Of equal ones the earliest decided the mark.
  return counted.reduce((best, attempt) => ((attempt.countedShare ?? 0) > (best.countedShare ?? 0) ? attempt : best));
}

function remarkOn(row: LearnerRow, { judgment, countedShare }: JudgedAttempt): string {
  if (row.state === "overridden") return "Your instructor set this mark.";
  if (row.state === "notCounted" || countedShare === undefined) {
    switch (judgment.excluded) {
      case "closed":
        return "It came in after the assignment had closed, so it doesn’t count.";
      case "tooManyAttempts":
        return "It was one attempt more than allowed, so it doesn’t count.";
      case "beforeOpening":
        return "It began before the assignment opened, so it doesn’t count.";
      case undefined:
        return "";
    }
  }
  const late = judgment.penalty > 0 ? `${Math.round(judgment.penalty * 100)}% was taken off because it was late.` : "";
  const counting = row.attempts.filter((attempt) => attempt.countedShare !== undefined).length;
  return counting > 1 ? `${late} The mark comes from ${counting} attempts.`.trim() : late;
}

/** Makes what a learner gets back; undefined for a learner who is excused or submitted nothing. */
export function resultFor(
  row: LearnerRow,
  assignment: Assignment,
  { shows, at, maximum }: ResultChoices,
): { result: ReturnedResult; returnKey: string } | undefined {
  const attempt = resultAttempt(row, assignment.keep);
  if (!attempt || row.state === "excused") return undefined;
  const { submission, grade } = attempt;
  return {
    returnKey: submission.returnKey,
    result: {
      v: 1,
      submission: submission.id,
      assignment: submission.assignment,
      at,
      earned: roundedMark(row.mark ?? 0),
      maximum: Math.round(maximum),
      passed: row.passed,
      remark: remarkOn(row, attempt),
      comment: row.decision?.comment ?? "",
      items: grade.items.map(({ itemId, earned, maximum: most }) => ({ itemId, earned, maximum: most })),
      shows,
    },
  };
}

/** Returns a learner's id as part of a file name that every system accepts. */
export const fileNamePart = (text: string): string =>
  text
    .normalize("NFC")
    .replaceAll(/[\p{Cc}\p{Cf}\\/:*?"<>|.]+/gu, "-")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, 80) || "learner";
