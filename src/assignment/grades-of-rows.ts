import type { LearnerRow } from "./gradebook.ts";
import type { Grade } from "./grades/grade.ts";
import type { GradedLearner } from "./grades/new-grade-file.ts";
import type { Roster } from "./grades/roster.ts";

/** What is written for learners without a mark. */
export interface GradeChoices {
  /** Whether a learner whose work is missing, or doesn't count, gets 0; else the cell stays as it is. */
  missingIsZero: boolean;
}

/** Returns what a learner gets in a grade file; undefined when nothing is to be written. */
export function gradeOf({ state, mark }: LearnerRow, { missingIsZero }: GradeChoices): Grade | undefined {
  if (state === "excused") return { excused: true };
  if (mark !== undefined) return { points: mark };
  return missingIsZero ? { points: 0 } : undefined;
}

/** Returns the grades by the row of the roster, to fill one column of the file with. */
export const gradesByRow = (rows: readonly LearnerRow[], choices: GradeChoices): Map<number, Grade> =>
  new Map(
    rows.flatMap((row): [number, Grade][] => {
      const grade = gradeOf(row, choices);
      return row.person && grade ? [[row.person.row, grade]] : [];
    }),
  );

/** Returns the learners for a new file. Without a roster, what the learner entered is both ID and login, or an email address. */
export function gradedLearners(
  rows: readonly LearnerRow[],
  roster: Roster | undefined,
  choices: GradeChoices,
): GradedLearner[] {
  const inRoster = new Map(roster?.learners.map((learner) => [learner.row, learner]));
  return rows.map((row): GradedLearner => {
    const grade = gradeOf(row, choices);
    const known = row.person && inRoster.get(row.person.row);
    if (known) {
      const { row: _, ...learner } = known;
      return { ...learner, grade };
    }
    const isEmail = row.learner.includes("@");
    return {
      id: isEmail ? "" : row.learner,
      lmsId: "",
      login: row.learner,
      email: isEmail ? row.learner : "",
      name: row.name,
      firstName: "",
      lastName: "",
      section: "",
      grade,
    };
  });
}
