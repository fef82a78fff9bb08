import { expect, it } from "vitest";
import { compactItems, expandItems } from "../../src/content/compact-items.ts";
import { compileContent } from "../../src/content/build/compile.ts";
import { join } from "node:path";

const { compiled } = compileContent(join(import.meta.dirname, "../.."));
const { items = [], formerItems = [], families = [] } = compiled ?? {};
const all = [...items, ...formerItems, ...families.flatMap(({ variants }) => variants)];
const plain = JSON.parse(JSON.stringify(all)) as typeof all;

it("gives the same items again, under both rule profiles", () => {
  const stored = JSON.parse(JSON.stringify(compactItems(plain))) as ReturnType<typeof compactItems>;
  expect(expandItems(stored)).toEqual(plain);
  expect(expandItems(stored)).toBe(expandItems(stored));
});

it("takes less than two thirds of the room", () => {
  expect(JSON.stringify(compactItems(plain)).length).toBeLessThan((JSON.stringify(plain).length * 2) / 3);
});
