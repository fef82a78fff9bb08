import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { compileContent } from "../../src/content/build/compile.ts";
import { isAsked } from "../../src/content/family.ts";

/** Ids and versions of variants that a released build had, by family. Learners' attempts hold them, so the list only grows. */
const released: Record<string, string> = JSON.parse(
  readFileSync(new URL("fixtures/released-variants.json", import.meta.url), "utf8"),
);
const { compiled } = compileContent(join(import.meta.dirname, "../.."));
const families = new Map(compiled?.families.map(({ summary, variants }) => [summary.id, variants]));

it.each(Object.keys(released))("every released body of the family %s can still be shown", (family) => {
  const kept = new Set(families.get(family)?.map(({ id, version }) => `${id.split("/")[2]}@${version}`));
  expect(released[family]?.split(" ").filter((body) => !kept.has(body))).toEqual([]);
});

it("bodies that were replaced or dropped are never asked again", () => {
  for (const variants of families.values()) {
    const asked = variants.filter(isAsked).map(({ id }) => id);
    expect(new Set(asked).size).toBe(asked.length);
  }
});
