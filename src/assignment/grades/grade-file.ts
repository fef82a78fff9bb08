import { quoted, withoutFormula } from "./csv-cell.ts";
import { columnMaximum, gradeValue, type Grade, type GradeFormat } from "./grade.ts";
import { gradeWarnings, type ColumnKind, type GradeWarning } from "./grade-warnings.ts";
import { fileError, tableText, type FileError, type TableRow } from "./gradebook-table.ts";
import { lmsSupport, type Lms, type LmsSupport } from "./lms.ts";
import type { Roster } from "./roster.ts";

/** A CSV file with grades. */
export interface GradeFile {
  lms: Lms;
  /** Whether this shape was tried in the LMS, to show with the file. */
  support: LmsSupport;
  /** The file's text, to encode as UTF-8; it starts with a byte order mark where the file has one. */
  text: string;
  warnings: GradeWarning[];
}

/** Where grades go: into a column of the file by its index, or into a new one. */
export type TargetColumn = { column: number } | { title: string };

/** Returns a title on one line, without spaces around it. */
export const titleOnOneLine = (title: string): string => title.replace(/\s+/g, " ").trim();

/** Returns the header of a column of grades as the LMS writes it; `columnId` is the LMS's number of an existing column. */
export function gradeHeader(
  lms: Lms,
  title: string,
  { maximum, columnId }: { maximum: number; columnId?: string },
): string {
  const name = titleOnOneLine(title);
  switch (lms) {
    case "canvas":
      return columnId === undefined ? name : `${name} (${columnId})`;
    case "brightspace":
      return `${name} Points Grade`;
    case "blackboard":
      return `${name} [Total Pts: ${maximum} Score]${columnId === undefined ? "" : ` |${columnId}`}`;
    case "moodle":
    case "plain":
      return name;
  }
}

/**
 * Fills one column of a gradebook export and returns the same file, byte for byte apart from that column. `grades` holds grades
 * by the row of the learner; other cells of an existing column stay as they are. Only Canvas has a mark for excused learners.
 */
export function fillGrades(
  roster: Roster,
  target: TargetColumn,
  grades: ReadonlyMap<number, Grade>,
  format: GradeFormat,
): { ok: true; file: GradeFile } | FileError<"title-exists" | "not-a-grade-column" | "no-title"> {
  const { lms, table } = roster;
  const column = "title" in target ? newColumn(roster, target.title, format) : existingColumn(roster, target.column);
  if (!column.ok) return column;
  const { index, kind } = column;
  const rows = table.rows.map((row, at) => {
    const grade = grades.get(at);
    const cell =
      (grade && gradeCell(lms, grade, format)) ?? (kind.isNew ? newCell(roster, kind.title, at, format) : undefined);
    if (cell === undefined) return row;
    return kind.isNew ? withNewCell(row, index, cell) : withCell(row, index, cell);
  });
  const named = roster.learners.map(({ row, name, login, id }) => ({
    name: name || login || id,
    grade: grades.get(row),
  }));
  return {
    ok: true,
    file: {
      lms,
      support: lmsSupport[lms],
      text: tableText({ ...table, rows }),
      warnings: [...gradeWarnings(lms, kind, named, format), ...decimalPointWarning(roster)],
    },
  };
}

/** Returns a grade as the text of a cell; undefined when the LMS has no text for it. */
export function gradeCell(lms: Lms, grade: Grade, format: GradeFormat): string | undefined {
  const value = gradeValue(grade, format);
  if (value === undefined) return lms === "canvas" ? quoted("EX") : undefined;
  return String(value);
}

type ColumnResult<Code> = { ok: true; index: number; kind: ColumnKind } | FileError<Code>;

function existingColumn({ gradeColumns }: Roster, index: number): ColumnResult<"not-a-grade-column"> {
  const column = gradeColumns.find((candidate) => candidate.column === index);
  return column
    ? { ok: true, index, kind: { isNew: false, title: column.title, maximum: column.maximum } }
    : fileError("not-a-grade-column", "This column isn't for grades. Choose another column, or add a new one.");
}

/** In Brightspace, the End-of-Line Indicator stays last. */
function newColumn(
  { lms, table }: Roster,
  title: string,
  format: GradeFormat,
): ColumnResult<"title-exists" | "no-title"> {
  if (titleOnOneLine(title) === "") return fileError("no-title", "The new column needs a title.");
  const header = table.rows[0]?.values ?? [];
  const name = gradeHeader(lms, title, { maximum: columnMaximum(format) });
  if (header.some((existing) => existing.trim() === withoutFormula(name)))
    return fileError(
      "title-exists",
      `The file already has a column “${name}”. Fill that column, or use another title.`,
    );
  const end = lms === "brightspace" ? header.findIndex((existing) => existing.trim() === "End-of-Line Indicator") : -1;
  return { ok: true, index: end < 0 ? header.length : end, kind: { isNew: true, title: name } };
}

/** The cell of a new column in a row without a grade: the title, the points possible, or nothing. */
function newCell({ maximaRow }: Roster, title: string, row: number, format: GradeFormat): string {
  if (row === 0) return quoted(withoutFormula(title));
  return row === maximaRow ? String(columnMaximum(format)) : "";
}

const isBlank = ({ cells }: TableRow): boolean => cells.length === 1 && cells[0] === "";

const padded = (cells: readonly string[], length: number): string[] => [
  ...cells,
  ...Array.from({ length: Math.max(0, length - cells.length) }, () => ""),
];

function withNewCell(row: TableRow, index: number, cell: string): TableRow {
  return isBlank(row) ? row : { ...row, cells: padded(row.cells, index).toSpliced(index, 0, cell) };
}

/** A cell that was in quotes stays in quotes. */
function withCell(row: TableRow, index: number, cell: string): TableRow {
  const wasQuoted = row.cells[index]?.startsWith('"') && !cell.startsWith('"');
  return { ...row, cells: padded(row.cells, index + 1).with(index, wasQuoted ? quoted(cell) : cell) };
}

/** Returns a warning about files for spreadsheets in countries with a decimal comma, which have semicolons. */
export const decimalPointWarning = ({
  lms,
  table,
}: Pick<Roster, "lms"> & { table: { separator: string } }): GradeWarning[] =>
  lms === "plain" && table.separator === ";"
    ? [
        {
          code: "decimal-point",
          message:
            "Grades have a decimal point. A spreadsheet that expects a decimal comma may read 8.5 as a date: import the column as text or as English numbers.",
        },
      ]
    : [];
