import { describe, expect, it } from "vitest";
import { countMarks, recallCell } from "../../../src/ui/compare/recall.ts";

const table = { id: "tiers" };
const row = {
  id: "webhooks",
  cells: {
    same: { chapter: "1", azure: "1" },
    differs: { chapter: "1", azure: "2" },
    silent: { chapter: "not stated", azure: "2" },
  },
};

describe("a cell to recall", () => {
  it("has one grade under both rules, unless they differ", () => {
    const keys = (column: string) =>
      (["chapter", "azure"] as const).map((profile) => recallCell(table, row, column, profile)?.key);
    expect(keys("same")).toEqual(["cell/tiers/webhooks/same", "cell/tiers/webhooks/same"]);
    expect(keys("differs")).toEqual(["cell/tiers/webhooks/differs/chapter", "cell/tiers/webhooks/differs/azure"]);
  });

  it("isn't one where the rules state nothing, or where the table has no cell", () => {
    expect(recallCell(table, row, "silent", "chapter")).toBeUndefined();
    expect(recallCell(table, row, "silent", "azure")?.value).toBe("2");
    expect(recallCell(table, row, "nowhere", "azure")).toBeUndefined();
  });
});

describe("the grades of a table", () => {
  it("are counted among its cells alone", () => {
    const marks = new Map([
      ["a", "got"],
      ["b", "missed"],
      ["elsewhere", "missed"],
    ] as const);
    expect(countMarks(["a", "b", "c"], (key) => marks.get(key as "a"))).toEqual({ cells: 3, graded: 2, missed: 1 });
  });
});
