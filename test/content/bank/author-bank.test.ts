import { join } from "node:path";
import { expect, it } from "vitest";
import { readAuthorBank } from "../../../src/content/bank/author-bank.ts";
import { readBank } from "../../../src/content/bank/bank.ts";

const root = join(import.meta.dirname, "../../..");

it("shows writers every question of the bank with its place, its other stems and its neighbors", () => {
  const { entries, problems, families } = readAuthorBank(root);
  expect(problems).toBe("");
  expect(entries.map(({ item }) => item.id)).toEqual(readBank(root).entries.map(({ item }) => item.id));
  const entry = entries.find(({ item }) => item.id === "sku-1-a");
  expect(entry?.place).toBe("content/items/acr/SKU-1.yaml:1");
  expect(entry?.rightIf.length).toBeGreaterThan(1);
  expect(entry?.neighbors).toHaveLength(5);
  const variants = families.flatMap((family) => family.variants.map(({ item }) => item));
  expect(variants.every((item) => item.chapter ?? item.azure)).toBe(true);
  expect(new Set(variants.map(({ id }) => id)).size, "each in its latest version").toBe(variants.length);
});

it("shows the problems of content that can't be compiled", () => {
  const { problems, entries } = readAuthorBank(join(root, "test"));
  expect([problems.includes("content"), entries]).toEqual([true, []]);
});
