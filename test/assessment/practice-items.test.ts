import { expect, it } from "vitest";
import { practiceItems } from "../../src/assessment/practice-items.ts";
import { banked, command, reveal, series, single } from "./some-items.ts";

const bank = [
  banked("one", "A-1"),
  banked("typed", "A-1", { item: command }),
  { ...banked("solution", "A-1", { item: series }), series: "set" },
  { ...banked("of a case", "A-1"), case: "shop" },
  { ...banked("check", "A-1", { item: single }), pool: "check" as const },
  banked("card", "A-1", { item: reveal }),
  banked("other", "B-1"),
];
const draw = (seen: [string, number][] = [], count = 9) =>
  practiceItems(bank, { objective: "A-1", seed: "s", seen: new Map(seen), count }).map(({ id }) => id);

it("practice of an objective has typed commands and parts of sets, and no cards or checks of the text", () => {
  expect(draw().toSorted()).toEqual(["of a case", "one", "solution", "typed"]);
});

it("practice of an objective begins with what is new, then what was seen longest ago", () => {
  const order = draw([
    ["one", 9],
    ["typed", 5],
  ]);
  expect(order.slice(2)).toEqual(["typed", "one"]);
  expect(draw([["one", 9]], 3)).not.toContain("one");
});
