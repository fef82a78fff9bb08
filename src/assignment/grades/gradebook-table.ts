import Papa from "papaparse";
import { unquoted } from "./csv-cell.ts";

/** What separates the cells of a row. */
export type Separator = "," | ";" | "\t";

/** A row of a CSV file. */
export interface TableRow {
  /** The cells as in the file, with their quotes. */
  cells: readonly string[];
  /** The texts of the cells. */
  values: readonly string[];
  /** The line break after the row; empty at the end of a file that doesn't end in one. */
  lineBreak: string;
}

/** A CSV file that can be written back byte for byte. */
export interface GradebookTable {
  /** Whether the file starts with a byte order mark. */
  byteOrderMark: boolean;
  separator: Separator;
  /** The header is the first row. */
  rows: readonly TableRow[];
}

/** Why a file can't be read as a table. */
export type TableErrorCode =
  "too-large" | "spreadsheet" | "not-utf8" | "broken-quotes" | "too-many-rows" | "no-header" | "row-length";

/** A file that can't be read; the message says what is wrong and what to do. */
export interface FileError<Code> {
  ok: false;
  code: Code;
  message: string;
}

/** Returns a failure as a value. */
export const fileError = <Code>(code: Code, message: string): FileError<Code> => ({ ok: false, code, message });

/** The largest gradebook file, in bytes. */
export const largestFile = 5_000_000;
/** The most rows of a gradebook file, without the header. */
export const mostRows = 20_000;

const separators: readonly Separator[] = [",", ";", "\t"];

/** Parses the bytes of a CSV file with a header. The separator is the one that gives the header the most cells. */
export function parseTable(bytes: Uint8Array): { ok: true; table: GradebookTable } | FileError<TableErrorCode> {
  if (bytes.length > largestFile)
    return fileError("too-large", "The file is larger than 5 MB. Export one course or one section at a time.");
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    return fileError("spreadsheet", "This is a spreadsheet or a zip file, not CSV. Export the gradebook as CSV.");
  const text = decode(bytes);
  if (text === undefined)
    return fileError(
      "not-utf8",
      "The file isn't in UTF-8. Save it again as “CSV UTF-8”, so that no name gets damaged.",
    );

  const byteOrderMark = text.startsWith("\ufeff");
  const content = byteOrderMark ? text.slice(1) : text;
  const separator = separatorOf(content);
  const parsed = parseRows(content, separator);
  if (!parsed.ok) return parsed;
  const [header, ...others] = parsed.rows;
  if (!header || header.values.every((value) => value.trim() === ""))
    return fileError("no-header", "The first line has no column names. Export the gradebook with its header.");
  if (others.length > mostRows)
    return fileError("too-many-rows", "The file has more than 20,000 rows. Export one course at a time.");
  const long = others.findIndex(({ values }) =>
    values.slice(header.values.length).some((value) => value.trim() !== ""),
  );
  if (long >= 0) {
    return fileError(
      "row-length",
      `Row ${long + 2} has ${others[long]?.values.length} cells, but the header has ${header.values.length}. Put texts and numbers that contain the separator “${separator === "\t" ? "tab" : separator}” in quotes.`,
    );
  }
  return { ok: true, table: { byteOrderMark, separator, rows: parsed.rows } };
}

/** Returns the file's text: for an unchanged table, the text that was parsed. */
export const tableText = ({ byteOrderMark, separator, rows }: GradebookTable): string =>
  (byteOrderMark ? "\ufeff" : "") + rows.map(({ cells, lineBreak }) => cells.join(separator) + lineBreak).join("");

/** Text in UTF-16 without a byte order mark is valid UTF-8 with null characters. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

function separatorOf(text: string): Separator {
  const cellsWith = (delimiter: Separator) =>
    Papa.parse<string[]>(text, { delimiter, preview: 1 }).data[0]?.length ?? 0;
  return separators.reduce((best, separator) => (cellsWith(separator) > cellsWith(best) ? separator : best));
}

/** The parser finds the rows; their cells are split again, because the parser doesn't keep quotes. */
function parseRows(
  text: string,
  separator: Separator,
): { ok: true; rows: TableRow[] } | FileError<"broken-quotes" | "too-many-rows"> {
  const rows: TableRow[] = [];
  let start = 0;
  let brokenRow: number | undefined;
  Papa.parse<string[]>(text, {
    delimiter: separator,
    step: ({ data, errors, meta }, parser) => {
      const source = text.slice(start, meta.cursor);
      start = meta.cursor;
      if (source === "") return;
      const lineBreak = /(?:\r\n|\n|\r)$/.exec(source)?.[0] ?? "";
      const cells = splitCells(source.slice(0, source.length - lineBreak.length), separator);
      const isBroken = errors.some(({ type }) => type === "Quotes") || cells.length !== data.length;
      if (isBroken) brokenRow = rows.length + 1;
      rows.push({ cells, values: cells.map(unquoted), lineBreak });
      // One row beyond the limit is enough to know that there are too many.
      if (isBroken || rows.length > mostRows + 1) parser.abort();
    },
  });
  if (brokenRow === undefined) return { ok: true, rows };
  return fileError(
    "broken-quotes",
    `The quotes in row ${brokenRow} don't match. Export the gradebook again, or double each quote inside a quoted cell.`,
  );
}

/** Splits a row at the separators outside quotes. */
function splitCells(row: string, separator: Separator): string[] {
  const cells: string[] = [];
  let start = 0;
  for (;;) {
    let end = start;
    if (row[start] === '"') {
      end = start + 1;
      while (end < row.length && (row[end] !== '"' || row[end + 1] === '"')) end += row[end] === '"' ? 2 : 1;
    }
    const next = row.indexOf(separator, end);
    if (next < 0) return [...cells, row.slice(start)];
    cells.push(row.slice(start, next));
    start = next + 1;
  }
}
