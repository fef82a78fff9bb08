import {
  fileError,
  parseTable,
  type FileError,
  type GradebookTable,
  type TableErrorCode,
  type TableRow,
} from "./gradebook-table.ts";
import type { Lms } from "./lms.ts";
import {
  detectLms,
  findColumns,
  findGradeColumns,
  type GradeColumn,
  type RosterColumns,
  type RosterField,
} from "./roster-columns.ts";

/** A learner in a roster. Texts that the file doesn't have are empty. */
export interface RosterLearner {
  /** Index of the learner's row in the table. */
  row: number;
  /** The school's number: ID number in Moodle, SIS User ID in Canvas, OrgDefinedId in Brightspace (without #). */
  id: string;
  /** The number that the LMS gave the learner: ID in Canvas. */
  lmsId: string;
  login: string;
  email: string;
  /** The full name as the file has it, or first name and last name. */
  name: string;
  firstName: string;
  lastName: string;
  section: string;
}

/** The learners of a gradebook export, and the file to hand back with grades. */
export interface Roster {
  lms: Lms;
  table: GradebookTable;
  columns: RosterColumns;
  gradeColumns: GradeColumn[];
  /** Index of Canvas's row with the points possible, if there is one. */
  maximaRow: number | undefined;
  learners: RosterLearner[];
}

/** Why a roster can't be read. */
export type RosterErrorCode = TableErrorCode | "no-identity-column" | "no-learners" | "duplicate-id";

/** A roster, or why the file can't be read; with the header where the caller can ask which column is which. */
export type RosterResult = { ok: true; roster: Roster } | (FileError<RosterErrorCode> & { header?: readonly string[] });

/** What a person says about a file whose header isn't the usual one. */
export interface RosterHints {
  /** The system that the file comes from, e.g. for an export with translated headers. */
  lms?: Lms;
  /** The headers of fields. */
  columns?: Partial<Record<RosterField, string>>;
}

/** Reads a gradebook export of Moodle, Canvas, Brightspace or Blackboard, or CSV with any header. */
export function readRoster(bytes: Uint8Array, { lms: statedLms, columns = {} }: RosterHints = {}): RosterResult {
  const parsed = parseTable(bytes);
  if (!parsed.ok) return parsed;
  const { table } = parsed;
  const header = table.rows[0]?.values ?? [];
  const lms = statedLms ?? detectLms(header);
  const found = { ...findColumns(header, lms), ...indexesOf(columns, header) };
  if (![found.id, found.lmsId, found.login, found.email].some((column) => column !== undefined))
    return noIdentity(header);

  const maximaRow = lms === "canvas" ? table.rows.findIndex(({ values }) => isMaximaRow(values)) : -1;
  const learners = table.rows.flatMap((row, index): RosterLearner[] =>
    index === 0 || index === maximaRow || isWithoutLearner(row, lms) ? [] : [learnerIn(row, index, lms, found)],
  );
  if (learners.length === 0)
    return fileError("no-learners", "The file has a header but no learners. Export the gradebook of the whole course.");
  const duplicate = findDuplicate(learners);
  if (duplicate) return duplicate;
  return {
    ok: true,
    roster: {
      lms,
      table,
      columns: found,
      gradeColumns: findGradeColumns(header, lms, found, table.rows[maximaRow]?.values),
      maximaRow: maximaRow < 0 ? undefined : maximaRow,
      learners,
    },
  };
}

function indexesOf(columns: Partial<Record<RosterField, string>>, header: readonly string[]): RosterColumns {
  const indexes: RosterColumns = {};
  for (const field of ["id", "lmsId", "login", "email", "name", "firstName", "lastName", "section"] as const) {
    const title = columns[field];
    const index = title === undefined ? -1 : header.indexOf(title);
    if (index >= 0) indexes[field] = index;
  }
  return indexes;
}

/** A file without a header starts with a learner, who has an email address or a number. */
function noIdentity(header: readonly string[]): RosterResult {
  if (header.some((cell) => /@|^#?\d+$/.test(cell.trim()))) {
    return fileError(
      "no-header",
      "The first line looks like a learner, not like column names. Add a line with the names of the columns.",
    );
  }
  return {
    ...fileError(
      "no-identity-column" as const,
      `No column identifies learners by ID, login or email. Choose the column that does. The file has: ${header.join(", ")}.`,
    ),
    header,
  };
}

const isMaximaRow = ([first = ""]: readonly string[]): boolean => first.includes("Points Possible");

/** Blank rows, and in Canvas the row that says which assignments are posted manually. */
const isWithoutLearner = ({ values }: TableRow, lms: Lms): boolean =>
  values.every((value) => (lms === "canvas" ? /^\s*(?:Muted|Manual Posting.*)?\s*$/i : /^\s*$/).test(value));

function learnerIn({ values }: TableRow, row: number, lms: Lms, columns: RosterColumns): RosterLearner {
  const text = (field: RosterField): string => {
    const column = columns[field];
    return column === undefined ? "" : (values[column] ?? "").trim();
  };
  // Brightspace writes # before ids and user names so that spreadsheets keep leading zeros.
  const withoutHash = (value: string) => (lms === "brightspace" ? value.replace(/^#/, "") : value);
  const [firstName, lastName] = [text("firstName"), text("lastName")];
  return {
    row,
    id: withoutHash(text("id")),
    lmsId: text("lmsId"),
    login: withoutHash(text("login")),
    email: text("email"),
    name: text("name") || `${firstName} ${lastName}`.trim(),
    firstName,
    lastName,
    section: text("section"),
  };
}

/** Email addresses may repeat: they only can't be matched then. */
function findDuplicate(learners: readonly RosterLearner[]): FileError<"duplicate-id"> | undefined {
  const fields = { id: "ID", lmsId: "ID", login: "login" } as const;
  for (const field of ["id", "lmsId", "login"] as const) {
    const rowOf = new Map<string, number>();
    for (const learner of learners) {
      const value = field === "login" ? learner[field].toLowerCase() : learner[field];
      const before = rowOf.get(value);
      if (value !== "" && before !== undefined) {
        return fileError(
          "duplicate-id",
          `Rows ${before + 1} and ${learner.row + 1} have the same ${fields[field]}: ${learner[field]}. Remove one of them, or export the gradebook again.`,
        );
      }
      rowOf.set(value, learner.row);
    }
  }
  return undefined;
}
