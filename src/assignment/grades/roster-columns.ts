import type { Lms } from "./lms.ts";

/** What a roster says about a learner, and which column says it. */
export type RosterField = "id" | "lmsId" | "login" | "email" | "name" | "firstName" | "lastName" | "section";

/** The index of each field's column, as far as the file has them. */
export type RosterColumns = Partial<Record<RosterField, number>>;

/** Names of columns in lower case; the first that a header has is used. */
const columnNames: Record<Exclude<RosterField, "lmsId">, readonly string[]> = {
  id: ["sis user id", "orgdefinedid", "org defined id", "id number", "student id", "student number", "idnumber", "id"],
  login: ["sis login id", "username", "user name", "login", "login id", "user id"],
  email: ["email address", "email", "e-mail address", "e-mail"],
  name: ["student", "full name", "name", "student name", "learner"],
  firstName: ["first name", "firstname", "given name"],
  lastName: ["last name", "lastname", "surname", "family name"],
  section: ["section", "sections", "group", "groups", "class"],
};

const plainName = (header: string): string => header.trim().toLowerCase();

/** Returns which system exported a gradebook with this header; "plain" when it's none of the known ones. */
export function detectLms(header: readonly string[]): Lms {
  const names = header.map(plainName);
  const has = (...wanted: string[]) => wanted.some((name) => names.includes(name));
  if (has("orgdefinedid", "end-of-line indicator")) return "brightspace";
  const [first = "", second = "", third = ""] = header;
  // As lib/gradebook_importer.rb of Canvas recognizes its own files.
  const startsAsCanvas =
    (first.includes("Student") && second.includes("ID")) ||
    (first.includes("LastName") && second.includes("FirstName") && third.includes("ID"));
  if (startsAsCanvas && has("section")) return "canvas";
  if (has("username") && header.some((title) => /\[Total Pts: [^\]]*\]/.test(title))) return "blackboard";
  if (has("first name") && has("last name", "surname") && has("email address", "id number")) return "moodle";
  return "plain";
}

/** Returns which column holds which field. In files of Canvas, ID is the number that Canvas gave the learner. */
export function findColumns(header: readonly string[], lms: Lms): RosterColumns {
  const names = header.map(plainName);
  const columns: RosterColumns = {};
  for (const field of ["id", "login", "email", "name", "firstName", "lastName", "section"] as const) {
    const known = columnNames[field].filter((name) => !(lms === "canvas" && field === "id" && name === "id"));
    const found = known.find((name) => names.includes(name));
    if (found !== undefined) columns[field] = names.indexOf(found);
  }
  if (lms === "canvas" && names.includes("id")) columns.lmsId = names.indexOf("id");
  return columns;
}

/** A column for grades. */
export interface GradeColumn {
  /** Index of the column. */
  column: number;
  title: string;
  /** The most points of the column, where the file says so. */
  maximum?: number;
}

/** Titles that Canvas takes for totals and drops (NON_ASSIGNMENT_COLUMN_HEADERS in lib/gradebook_importer.rb). */
export const canvasTotals = /(?:Current|Final) (?:Score|Points|Grade)|Override (?:Score|Grade|Status)/;

/** Columns of Moodle's exports that aren't grades, or that Moodle computes itself. */
const notGradesInMoodle =
  /^(?:institution|department|username|last downloaded from this course)$|\((?:feedback|percentage|letter)\)$|^(?:course|category) total\b/i;

/** Returns the columns for grades. `maximaRow` is the row of Canvas with the points possible. */
export function findGradeColumns(
  header: readonly string[],
  lms: Lms,
  columns: RosterColumns,
  maximaRow: readonly string[] | undefined,
): GradeColumn[] {
  const identity = new Set(Object.values(columns));
  const afterSection = columns.section ?? -1;
  return header.flatMap((title, column): GradeColumn[] => {
    if (identity.has(column) || title.trim() === "") return [];
    const withMaximum = (maximum: string | undefined): GradeColumn[] => [
      { column, title, ...(isPoints(maximum) && { maximum: Number(maximum) }) },
    ];
    switch (lms) {
      case "canvas":
        return column > afterSection && !canvasTotals.test(title) ? withMaximum(canvasNumber(maximaRow?.[column])) : [];
      case "brightspace":
        return / Points Grade\b/.test(title) ? withMaximum(/MaxPoints:([\d.]+)/.exec(title)?.[1]) : [];
      case "blackboard":
        return /\[Total Pts: [^\]]*\]/.test(title) ? withMaximum(/\[Total Pts: ([\d.]+)/.exec(title)?.[1]) : [];
      case "moodle":
        return notGradesInMoodle.test(title.trim()) ? [] : withMaximum(undefined);
      case "plain":
        return withMaximum(undefined);
    }
  });
}

/** Returns a number of Canvas with a decimal point: its last comma or point is the decimal one. */
const canvasNumber = (text: string | undefined): string | undefined =>
  text
    ?.trim()
    .replace(/[.,](?=.*[.,])/g, "")
    .replace(",", ".");

const isPoints = (text: string | undefined): text is string => text !== undefined && /^\d+(?:\.\d+)?$/.test(text);
