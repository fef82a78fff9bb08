import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { Response, ScoredItem } from "../../src/assessment/item.ts";
import { scoreItem } from "../../src/assessment/score.ts";
import { tableItems, type TestTable } from "../../src/assessment/table-test.ts";
import { compileContent } from "../../src/content/build/compile.ts";
import { scoredItemSchema } from "../../src/progress/item-schema.ts";

const { compiled } = compileContent(join(import.meta.dirname, "../.."));
const seeds = ["one", "two", "three", "four"];

const tables = (compiled?.comparisons ?? []).flatMap((comparison) =>
  (["chapter", "azure"] as const).map((profile): TestTable => ({
    id: comparison.id,
    title: comparison.title,
    profile,
    columns: comparison.columns,
    rows: comparison.groups.flatMap(({ rows }) =>
      rows.map(({ id, title, cells }) => ({
        id,
        title,
        cells: Object.fromEntries(Object.entries(cells).map(([column, cell]) => [column, cell[profile]])),
      })),
    ),
  })),
);

const bare = (html: string): string => html.replaceAll(/<[^>]+>/g, "").trim();

/** What the table itself says an item's answer is. */
function answerFrom(table: TestTable, item: ScoredItem): Response | undefined {
  const row = table.rows.find(({ id }) => item.refs[0]?.href.endsWith(`#${id}`));
  if (item.type === "matching") {
    const tokenOf = (html: string | undefined) => item.tokens.find((token) => token.html === html)?.id ?? "";
    return {
      type: "matching",
      tokens: Object.fromEntries(item.targets.map(({ id }) => [id, tokenOf(row?.cells[id])])),
    };
  }
  if (item.type !== "single") return undefined;
  const column = table.columns.find(({ title }) => item.stem.includes(`for <strong>${title}</strong>`));
  return {
    type: "single",
    option: item.options.find(({ html }) => html === row?.cells[column?.id ?? ""])?.id ?? "",
  };
}

describe.each(tables)("a test made of “$title” under $profile", (table) => {
  it("has items enough, the same for the same seed", () => {
    const items = tableItems(table, { seed: "one", count: 12 });
    expect(items.length).toBeGreaterThanOrEqual(3);
    expect(tableItems(table, { seed: "one", count: 12 })).toEqual(items);
    expect(tableItems(table, { seed: "one", count: 2 })).toHaveLength(2);
  });

  it("is keyed by the table, and no wrong option says the same as the right one", () => {
    for (const item of seeds.flatMap((seed) => tableItems(table, { seed, count: 50 }))) {
      const { earned, maximum } = scoreItem(item, answerFrom(table, item));
      expect(earned, item.id).toBe(maximum);
      const shown = item.type === "single" ? item.options : item.type === "matching" ? item.tokens : [];
      expect(new Set(shown.map(({ html }) => bare(html))).size, item.id).toBe(shown.length);
      expect(shown.length, item.id).toBeGreaterThanOrEqual(2);
    }
  });

  it("asks for nothing that nobody states", () => {
    for (const item of seeds.flatMap((seed) => tableItems(table, { seed, count: 50 }))) {
      expect(JSON.stringify(item)).not.toMatch(/not stated|not published|sources disagree/);
    }
  });

  it("can be stored in an attempt and come back from a backup", () => {
    for (const item of tableItems(table, { seed: "one", count: 50 })) {
      const read = v.safeParse(scoredItemSchema, item);
      expect(read.success, `${item.id}: ${read.success ? "" : read.issues[0].message}`).toBe(true);
    }
  });
});

describe("a table whose columns never differ", () => {
  it("makes no test", () => {
    const table: TestTable = {
      id: "same",
      title: "Same",
      profile: "chapter",
      columns: [
        { id: "a", title: "A" },
        { id: "b", title: "B" },
      ],
      rows: [
        { id: "r", title: "Row", cells: { a: "yes", b: "yes" } },
        { id: "s", title: "Row", cells: { a: "yes", b: "not stated" } },
      ],
    };
    expect(tableItems(table, { seed: "one", count: 5 })).toEqual([]);
  });
});
