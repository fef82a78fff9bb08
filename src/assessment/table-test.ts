import type { Choice, MatchingItem, Profile, ScoredItem, SingleItem } from "./item.ts";
import { plainText } from "./plain-text.ts";
import { shuffle } from "./shuffle.ts";

/** A row of a table under one profile. Cells are HTML made at build time, by column. */
export interface TestRow {
  id: string;
  title: string;
  cells: Record<string, string>;
  /** The same cells under the other profile. */
  otherCells: Record<string, string>;
  /** What the cells are measured in: values of rows with the same unit can be confused. Absent for free text. */
  unit?: string | undefined;
}

/** A table to be tested on, under one profile. */
export interface TestTable {
  id: string;
  title: string;
  columns: { id: string; title: string }[];
  rows: TestRow[];
  profile: Profile;
}

const unsaid = /^(|not stated|not published|none|sources disagree)$/;
const mostOptions = 4;
const mostTargets = 4;

/** Whether a cell says anything that can be asked for. */
export const isStated = (html: string): boolean => !unsaid.test(plainText(html));

const otherName: Record<Profile, string> = { chapter: "current Azure rules", azure: "the chapter rules" };
const otherLabel: Record<Profile, string> = { chapter: "Azure today", azure: "Chapter rules" };

const common = (table: TestTable, row: TestRow, columns: readonly { id: string; title: string }[]) => {
  const differing = columns.filter(({ id }) => row.cells[id] !== row.otherCells[id]);
  const check = differing.map(({ id, title }) => `${title}: ${row.otherCells[id] ?? ""}`).join("; ");
  return {
    version: 1,
    objective: "",
    bloom: "remember" as const,
    difficulty: 2,
    profile: table.profile,
    askedUnder: table.profile,
    disputed: differing.length > 0,
    ...(differing.length > 0 && { realityCheck: `${otherLabel[table.profile]}: ${check}.` }),
    refs: [{ href: `/compare/${table.id}/#${row.id}`, title: table.title }],
    sources: [],
  };
};

/** Where a value that isn't the answer comes from, for the rationale of an option. */
function belongs(table: TestTable, row: TestRow, html: string): string {
  const titles = (cells: Record<string, string>) =>
    table.columns.filter(({ id }) => cells[id] === html).map(({ title }) => title);
  const here = titles(row.cells);
  if (here.length > 0) return `That is the value for ${here.join(" and ")}.`;
  const there = titles(row.otherCells);
  return there.length > 0
    ? `Under ${otherName[table.profile]}, that is the value for ${there.join(" and ")}.`
    : "That value belongs to another row of the table.";
}

/** What a value is measured in. Only values of one measure are confused with each other. */
function measureOf(html: string, unit: string | undefined): string {
  const text = plainText(html);
  if (/^(yes|no)$/.test(text)) return "gate";
  const number = /^[\d.,]+(?: (.+))?$/.exec(text);
  return number ? `${unit ?? "number"} ${number[1] ?? ""}` : `${unit ?? ""} text`;
}

/**
 * Values that a learner may take for the one in a cell: those of its row, what the other profile says there, then those
 * of rows in the same unit, or of the same column where a table has no units. At most three; none says the same twice.
 */
function distractors(table: TestTable, row: TestRow, column: string, seed: string): string[] {
  const key = row.cells[column] ?? "";
  const alike = table.rows
    .filter(({ unit }) => unit === row.unit)
    .flatMap(({ cells, unit }) => (unit === undefined ? [cells[column]] : table.columns.map(({ id }) => cells[id])));
  const elsewhere = [...Object.values(row.otherCells), ...shuffle(alike, seed)]
    .filter((html) => html !== undefined)
    .filter((html) => measureOf(html, row.unit) === measureOf(key, row.unit));
  const candidates = [...table.columns.map(({ id }) => row.cells[id] ?? ""), ...elsewhere].filter(isStated);
  const texts = [key, ...candidates].map(plainText);
  return candidates.filter((html, at) => texts.indexOf(plainText(html)) === at + 1).slice(0, mostOptions - 1);
}

/** Which column holds a value: asked when the row tells its columns apart only in part. */
function cellItem(
  table: TestTable,
  row: TestRow,
  column: TestTable["columns"][number],
  seed: string,
): SingleItem | null {
  const key = row.cells[column.id] ?? "";
  const others = distractors(table, row, column.id, seed);
  if (others.length === 0) return null;
  const option = (html: string, at: number): Choice => ({
    id: `o${at}`,
    html,
    correct: html === key,
    rationale: html === key ? `${column.title}: ${html}.` : belongs(table, row, html),
  });
  return {
    ...common(table, row, [column]),
    type: "single",
    id: `table-${table.id}-${row.id}-${column.id}`,
    stem: `<p><strong>${row.title}</strong>: which of these applies to <strong>${column.title}</strong>?</p>`,
    options: shuffle([key, ...others], seed).map(option),
  };
}

/** Match every column with its value: asked where no two columns of a row agree. */
function rowItem(table: TestTable, row: TestRow, seed: string): MatchingItem | null {
  const columns = table.columns.filter(({ id }) => isStated(row.cells[id] ?? "")).slice(0, mostTargets);
  const texts = columns.map(({ id }) => plainText(row.cells[id] ?? ""));
  if (columns.length < 3 || new Set(texts).size < columns.length) return null;
  return {
    ...common(table, row, columns),
    type: "matching",
    id: `table-${table.id}-${row.id}`,
    stem: `<p><strong>${row.title}</strong>: match each column with its value. Use each value once.</p>`,
    targets: columns.map(({ id, title }) => ({
      id,
      html: title,
      key: `t-${id}`,
      rationale: `${title}: ${row.cells[id] ?? ""}.`,
    })),
    tokens: shuffle(
      columns.map(({ id }) => ({ id: `t-${id}`, html: row.cells[id] ?? "" })),
      seed,
    ),
    reuse: false,
  };
}

/**
 * Up to `count` items from a table: matching where a row tells all its columns apart, single choice elsewhere.
 * Rows whose columns all agree, and cells nobody states, are not asked. The same seed gives the same items.
 */
export function tableItems(table: TestTable, { seed, count }: { seed: string; count: number }): ScoredItem[] {
  const rows = table.rows.filter(
    (row) => new Set(table.columns.map(({ id }) => plainText(row.cells[id] ?? ""))).size > 1,
  );
  const items = rows.flatMap((row, at): ScoredItem[] => {
    const rowSeed = `${seed}/${row.id}`;
    const whole = at % 2 === 0 ? rowItem(table, row, rowSeed) : null;
    if (whole) return [whole];
    const askable = table.columns.filter(({ id }) => isStated(row.cells[id] ?? ""));
    const column = shuffle(askable, rowSeed)[0];
    const single = column && cellItem(table, row, column, rowSeed);
    return single ? [single] : [];
  });
  return shuffle(items, seed).slice(0, count);
}
