import { expect, it } from "vitest";
import type { CompiledItem } from "../../src/assessment/item.ts";
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
const day = 24 * 60 * 60 * 1000;
const now = 100 * day;
const draw = (seen: [string, number][] = [], count = 9, variants: CompiledItem[] = []) =>
  practiceItems(bank, variants, { objective: "A-1", seed: "s", seen: new Map(seen), count, now }).map(({ id }) => id);

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

it("practice of an objective continues with variants of families, none of which returns within 30 days", () => {
  const variants = [banked("family/f/1", "A-1"), banked("family/f/2", "A-1"), banked("family/g/1", "B-1")];
  const first = draw([], 9, variants);
  expect(first.slice(4).toSorted()).toEqual(["family/f/1", "family/f/2"]);
  const seen = first.map((id): [string, number] => [id, now - 29 * day]);
  expect(draw(seen, 9, variants).toSorted()).toEqual(["of a case", "one", "solution", "typed"]);
  const longAgo = first.map((id): [string, number] => [id, now - 31 * day]);
  expect(draw(longAgo, 2, variants).toSorted()).toEqual(["family/f/1", "family/f/2"]);
});
