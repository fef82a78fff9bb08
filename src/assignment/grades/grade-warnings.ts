import { columnMaximum, gradeValue, type Grade, type GradeFormat } from "./grade.ts";
import { lmsSupport, type Lms } from "./lms.ts";
import { canvasTotals } from "./roster-columns.ts";

/** What can go wrong when an LMS imports a grade file. */
export type GradeWarningCode =
  | "over-maximum"
  | "unknown-user"
  | "no-identity"
  | "neutralized-identity"
  | "new-item-maximum"
  | "different-maximum"
  | "title-dropped"
  | "title-read-as-id"
  | "new-assignment"
  | "excused-not-written"
  | "decimal-point";

/** A warning to show with a grade file; the file is written all the same. */
export interface GradeWarning {
  code: GradeWarningCode;
  message: string;
  /** The names of the learners whom it's about, when it's about some. */
  learners?: string[];
}

/** A learner's name and grade. */
export interface NamedGrade {
  name: string;
  grade: Grade | undefined;
}

/** The column that grades go into: a new one, or one with a maximum that the file may state. */
export type ColumnKind = { isNew: true; title: string } | { isNew: false; title: string; maximum: number | undefined };

/** Returns a warning that is about learners, or none without learners. */
export const about = (code: GradeWarningCode, learners: readonly string[], message: string): GradeWarning[] =>
  learners.length === 0 ? [] : [{ code, message, learners: [...learners] }];

/** Returns the warnings about the marks and the column of a grade file. */
export function gradeWarnings(
  lms: Lms,
  column: ColumnKind,
  grades: readonly NamedGrade[],
  format: GradeFormat,
): GradeWarning[] {
  return [...markWarnings(lms, column, grades, format), ...columnWarnings(lms, column, format)];
}

function markWarnings(
  lms: Lms,
  column: ColumnKind,
  grades: readonly NamedGrade[],
  format: GradeFormat,
): GradeWarning[] {
  const most = (column.isNew ? undefined : column.maximum) ?? columnMaximum(format);
  const { name } = lmsSupport[lms];
  const namesWhere = (isAffected: (grade: Grade) => boolean) =>
    grades.flatMap((entry) => (entry.grade && isAffected(entry.grade) ? [entry.name] : []));
  return [
    ...about(
      "over-maximum",
      namesWhere((grade) => (gradeValue(grade, format) ?? 0) > most),
      lms === "moodle"
        ? `These learners have more than ${most}. Moodle rejects the whole file when one mark is over the item's maximum: raise the maximum in Moodle first.`
        : `These learners have more than ${most}, the maximum of the column.`,
    ),
    ...(lms === "canvas"
      ? []
      : about(
          "excused-not-written",
          namesWhere((grade) => "excused" in grade),
          lms === "plain"
            ? "These learners are excused. Their cells weren't filled."
            : `These learners are excused. The file can't say so: excuse them in ${name}.`,
        )),
  ];
}

function columnWarnings(lms: Lms, column: ColumnKind, format: GradeFormat): GradeWarning[] {
  const written = columnMaximum(format);
  if (!column.isNew) {
    return column.maximum === undefined || column.maximum === written
      ? []
      : [
          {
            code: "different-maximum",
            message: `The column “${column.title}” has a maximum of ${column.maximum}, but the grades are out of ${written}. Change the maximum in ${lmsSupport[lms].name}, or grades will be wrong.`,
          },
        ];
  }
  if (lms === "moodle" && written !== 100) {
    return [
      {
        code: "new-item-maximum",
        message: `Moodle gives a new grade item a maximum of 100. Create the item with a maximum of ${written} first, or change it after the import.`,
      },
    ];
  }
  return lms === "canvas" ? canvasTitleWarnings(column.title) : [];
}

function canvasTitleWarnings(title: string): GradeWarning[] {
  if (canvasTotals.test(title)) {
    return [
      {
        code: "title-dropped",
        message: `Canvas takes “${title}” for a total and ignores the column, because of the words “${canvasTotals.exec(title)?.[0]}”. Use another title.`,
      },
    ];
  }
  const number = /\((\d+)\)$/.exec(title)?.[1];
  return [
    number === undefined
      ? {
          code: "new-assignment",
          message: `Canvas fills the assignment whose title is exactly “${title}”. If there is none, it offers to create a new assignment.`,
        }
      : {
          code: "title-read-as-id",
          message: `Canvas takes ${number} at the end of “${title}” for the ID of an assignment. Use another title unless that's what you want.`,
        },
  ];
}
