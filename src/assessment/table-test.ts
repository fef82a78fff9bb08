import type { Choice, MatchingItem, Profile, ScoredItem, SingleItem } from "./item.ts";
import { shuffle } from "./shuffle.ts";

/** A table to be tested on, under one profile. Cells are HTML made at build time. */
export interface TestTable {
  id: string;
  title: string;
  columns: { id: string; title: string }[];
  rows: { id: string; title: string; cells: Record<string, string> }[];
  profile: Profile;
}

const bare = (html: string): string => html.replaceAll(/<[^>]+>/g, "").trim();
const unsaid = /^(|not stated|not published|none|sources disagree)$/;
const mostOptions = 4;
const mostTargets = 4;

const common = (table: TestTable, row: string) => ({
  version: 1,
  objective: "",
  bloom: "remember" as const,
  difficulty: 2,
  profile: table.profile,
  askedUnder: table.profile,
  disputed: false,
  refs: [{ href: `/compare/${table.id}/#${row}`, title: table.title }],
  sources: [],
});

/** "Where does this value belong", for the rationale of an option. */
function belongs(table: TestTable, row: TestTable["rows"][number], html: string): string {
  const columns = table.columns.filter(({ id }) => row.cells[id] === html).map(({ title }) => title);
  return columns.length > 0
    ? `In this row it stands under ${columns.join(" and ")}.`
    : "It belongs to another row of the table.";
}

/** Which column holds a value: asked when the row tells its columns apart only in part. */
function cellItem(
  table: TestTable,
  row: TestTable["rows"][number],
  column: TestTable["columns"][number],
  seed: string,
): SingleItem | null {
  const key = row.cells[column.id] ?? "";
  const sameRow = table.columns.map(({ id }) => row.cells[id] ?? "");
  const sameColumn = table.rows
    .map(({ cells }) => cells[column.id] ?? "")
    .filter((html) => kindOf(html) === kindOf(key));
  const others = [...sameRow, ...shuffle(sameColumn, seed)].filter(
    (html, at, all) =>
      bare(html) !== bare(key) && !unsaid.test(bare(html)) && all.findIndex((one) => bare(one) === bare(html)) === at,
  );
  if (others.length === 0) return null;
  const option = (html: string, at: number): Choice => ({
    id: `o${at}`,
    html,
    correct: html === key,
    rationale: html === key ? `${column.title}: ${html}.` : belongs(table, row, html),
  });
  return {
    ...common(table, row.id),
    type: "single",
    id: `table-${table.id}-${row.id}-${column.id}`,
    stem: `<p><strong>${row.title}</strong>: what holds for <strong>${column.title}</strong>?</p>`,
    options: shuffle([key, ...others.slice(0, mostOptions - 1)], seed).map(option),
  };
}

/** Numbers are confused with numbers, words with words. */
const kindOf = (html: string): string =>
  /^[\d.,]+( |$)/.test(bare(html)) ? "number" : /^(yes|no)$/.test(bare(html)) ? "gate" : "text";

/** Match every column with its value: asked where no two columns of a row agree. */
function rowItem(table: TestTable, row: TestTable["rows"][number], seed: string): MatchingItem | null {
  const columns = table.columns.filter(({ id }) => !unsaid.test(bare(row.cells[id] ?? ""))).slice(0, mostTargets);
  const texts = columns.map(({ id }) => bare(row.cells[id] ?? ""));
  if (columns.length < 3 || new Set(texts).size < columns.length) return null;
  return {
    ...common(table, row.id),
    type: "matching",
    id: `table-${table.id}-${row.id}`,
    stem: `<p><strong>${row.title}</strong>: match each column with its value. Each value is used once.</p>`,
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
  const rows = table.rows.filter((row) => new Set(table.columns.map(({ id }) => bare(row.cells[id] ?? ""))).size > 1);
  const items = rows.flatMap((row, at): ScoredItem[] => {
    const rowSeed = `${seed}/${row.id}`;
    const whole = at % 2 === 0 ? rowItem(table, row, rowSeed) : null;
    if (whole) return [whole];
    const askable = table.columns.filter(({ id }) => !unsaid.test(bare(row.cells[id] ?? "")));
    const column = shuffle(askable, rowSeed)[0];
    const single = column && cellItem(table, row, column, rowSeed);
    return single ? [single] : [];
  });
  return shuffle(items, seed).slice(0, count);
}
