import { join } from "node:path";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import type { Response, ScoredItem } from "../../src/assessment/item.ts";
import { scoreItem } from "../../src/assessment/score.ts";
import { tableItems, type TestTable } from "../../src/assessment/table-test.ts";
import { compileContent } from "../../src/content/build/compile.ts";
import { testTable } from "../../src/content/test-table.ts";
import { scoredItemSchema } from "../../src/assessment/item-schema.ts";

const { compiled } = compileContent(join(import.meta.dirname, "../.."));
const seeds = ["one", "two", "three", "four"];

const tables = (compiled?.comparisons ?? []).flatMap((comparison) =>
  (["chapter", "azure"] as const).map((profile) => testTable(comparison, profile)),
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
  const column = table.columns.find(({ title }) => item.stem.includes(`to <strong>${title}</strong>`));
  return {
    type: "single",
    option: item.options.find(({ html }) => html === row?.cells[column?.id ?? ""])?.id ?? "",
  };
}

describe.each(tables)("a test made of “$title” under $profile", (table) => {
  it("has at least three items, the same for the same seed", () => {
    const items = tableItems(table, { seed: "one", count: 12 });
    expect(items.length).toBeGreaterThanOrEqual(3);
    expect(tableItems(table, { seed: "one", count: 12 })).toEqual(items);
    expect(tableItems(table, { seed: "one", count: 2 })).toHaveLength(2);
  });

  it("has the table's value as its key, and no wrong option with the same text", () => {
    for (const item of seeds.flatMap((seed) => tableItems(table, { seed, count: 50 }))) {
      const { earned, maximum } = scoreItem(item, answerFrom(table, item));
      expect(earned, item.id).toBe(maximum);
      const choices = item.type === "single" ? item.options : item.type === "matching" ? item.tokens : [];
      expect(new Set(choices.map(({ html }) => bare(html))).size, item.id).toBe(choices.length);
      expect(choices.length, item.id).toBeGreaterThanOrEqual(2);
    }
  });

  it("never asks for a value that isn't stated", () => {
    for (const item of seeds.flatMap((seed) => tableItems(table, { seed, count: 50 }))) {
      const { realityCheck: _, ...question } = item;
      expect(JSON.stringify(question)).not.toMatch(/not stated|not published|sources disagree/);
    }
  });

  it("is marked as disputed where the other rules differ, with what they say", () => {
    for (const item of tableItems(table, { seed: "one", count: 50 })) {
      const row = table.rows.find(({ id }) => item.refs[0]?.href.endsWith(`#${id}`));
      const columns = table.columns.filter(({ title }) =>
        item.type === "matching"
          ? item.targets.some(({ html }) => html === title)
          : item.stem.includes(`to <strong>${title}</strong>`),
      );
      const differs = columns.some(({ id }) => row?.cells[id] !== row?.otherCells[id]);
      expect(item.disputed, item.id).toBe(differs);
      expect(item.realityCheck !== undefined, item.id).toBe(differs);
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
    const row = (id: string, b: string) => ({ id, title: "Row", cells: { a: "yes", b }, otherCells: { a: "yes", b } });
    const table: TestTable = {
      id: "same",
      title: "Same",
      profile: "chapter",
      columns: [
        { id: "a", title: "A" },
        { id: "b", title: "B" },
      ],
      rows: [row("r", "yes"), row("s", "not stated")],
    };
    expect(tableItems(table, { seed: "one", count: 5 })).toEqual([]);
  });
});

describe("a question about a measured value", () => {
  it("offers values of other rows only in its own measure", () => {
    const row = (id: string, unit: string, a: string, b: string) => {
      const cells = { a, b };
      return { id, title: id, unit, cells, otherCells: cells };
    };
    const table: TestTable = {
      id: "sizes",
      title: "Sizes",
      profile: "chapter",
      columns: [
        { id: "a", title: "A" },
        { id: "b", title: "B" },
      ],
      rows: [
        row("memory", "storage", "10 GiB", "20 GiB"),
        row("disk", "storage", "40 GiB", "5 TiB"),
        row("reads", "reads per minute", "1,000", "2,000"),
      ],
    };
    const items = tableItems(table, { seed: "one", count: 50 }).filter(({ id }) =>
      id.startsWith("table-sizes-memory-"),
    );
    const offered = items.flatMap((item) => (item.type === "single" ? item.options.map(({ html }) => html) : []));
    expect(new Set(offered)).toEqual(new Set(["10 GiB", "20 GiB", "40 GiB"]));
  });
});

describe("a question about webhook events per minute", () => {
  it("never offers storage or other counts", () => {
    const tiers = tables.filter(({ id }) => id === "tiers");
    const events = Array.from({ length: 40 }, (_, at) => `seed ${at}`)
      .flatMap((seed) => tiers.flatMap((table) => tableItems(table, { seed, count: 50 })))
      .filter(({ id }) => id.startsWith("table-tiers-webhookEventsPerMinute"));
    expect(events.length).toBeGreaterThan(0);
    const row = tiers[0]?.rows.find(({ id }) => id === "webhookEventsPerMinute");
    for (const item of events) {
      const options = item.type === "single" ? item.options : [];
      expect(options.every(({ html }) => Object.values(row?.cells ?? {}).includes(html))).toBe(true);
    }
  });
});
