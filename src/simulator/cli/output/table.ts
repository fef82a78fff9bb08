import { sortedKeys } from "./json.ts";
import { pythonText } from "./tsv.ts";
import type { JsonValue } from "../../world/json.ts";

type Row = Map<string, JsonValue>;

/** Keys that automatic tables leave out (knack, output.py `_TableOutput`). */
const skipped = new Set(["id", "type", "etag"]);

const raised = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

function rowOf(value: JsonValue, sorted: boolean): Row {
  if (Array.isArray(value)) return new Map(value.map((item, index) => [`Column${index + 1}`, item]));
  if (typeof value !== "object" || value === null) return new Map([["Result", value]]);
  const row: Row = new Map();
  for (const key of sorted ? sortedKeys(value) : Object.keys(value)) {
    const item = value[key] ?? null;
    if (!skipped.has(key) && item !== null && typeof item !== "object") row.set(raised(key), item);
  }
  return row;
}

/** A cell of the `tabulate` library: null is empty; line breaks inside a cell begin a line of their own. */
const cell = (value: JsonValue | undefined): string =>
  value === undefined || value === null
    ? ""
    : typeof value === "object"
      ? JSON.stringify(value)
      : pythonText(value).trim();

/** The width of a text in columns of a terminal. */
const width = (text: string): number => [...text].length;

/** A column is at least this much wider than its title (`tabulate`, MIN_PADDING). */
const titleRoom = 2;

/** Columns with dashes below their titles, two blanks between (`tabulate`, format "simple"). */
export function drawTable(rows: readonly Row[]): string {
  const titles = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  if (titles.length === 0) return "";
  const lines = rows.map((row) => titles.map((title) => cell(row.get(title))));
  const widths = titles.map((title, at) =>
    Math.max(width(title) + titleRoom, ...lines.map((line) => width(line[at] ?? ""))),
  );
  const draw = (cells: readonly string[]) =>
    cells
      .map((text, at) => text + " ".repeat((widths[at] ?? 0) - width(text)))
      .join("  ")
      .trimEnd();
  return [draw(titles), widths.map((size) => "-".repeat(size)).join("  "), ...lines.map(draw)].join("\n");
}

/**
 * A result as a table. `own` tells that the rows were made by the command's own formatter or by a query, whose order of
 * columns stays; else keys are sorted. Nested values and nulls have no column.
 */
export function tableText(value: JsonValue, own: boolean): string {
  const rows = (Array.isArray(value) ? value : [value]).map((row) => rowOf(row, !own));
  return `${drawTable(rows)}\n`;
}
