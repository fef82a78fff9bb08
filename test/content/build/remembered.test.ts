import { join } from "node:path";
import * as v from "valibot";
import { expect, it } from "vitest";
import { compileContent } from "../../../src/content/build/compile.ts";
import { Problems } from "../../../src/content/build/problems.ts";
import { parseYaml } from "../../../src/content/build/read-yaml.ts";
import { fingerprint, remembered } from "../../../src/content/build/remembered.ts";

it("makes a result once for a key, and again after it was pushed out by later ones", () => {
  const numbers = remembered<number>(2);
  let made = 0;
  const get = (key: string) => numbers(key, () => ++made);
  expect([get("a"), get("a"), get("b"), get("a"), get("c"), get("b"), get("a")]).toEqual([1, 1, 2, 1, 3, 4, 5]);
});

it("makes again what came out as undefined", () => {
  const texts = remembered<string>(2);
  expect(texts("a", () => undefined)).toBeUndefined();
  expect(texts("a", () => "now")).toBe("now");
});

it("tells values apart that differ anywhere, also inside maps and sets", () => {
  const values = [
    { a: 1 },
    { a: new Map([["b", 1]]) },
    { a: new Map([["b", 2]]) },
    { a: new Set(["b"]) },
    { a: ["b"] },
  ];
  expect(new Set(values.map(fingerprint)).size).toBe(values.length);
});

it("reports what is wrong with a file each time it's read", () => {
  const schema = v.object({ id: v.string() });
  const messages = () => {
    const problems = new Problems();
    parseYaml("a.yaml", "id: 1", schema, problems);
    return problems.toString();
  };
  expect(messages()).toMatch(/^a\.yaml:1 id: /);
  expect(messages()).toBe(messages());
});

it("lets content that hasn't changed compile to the same again", () => {
  const root = join(import.meta.dirname, "../../..");
  const first = compileContent(root);
  const again = compileContent(root);
  expect(again.problems.list).toEqual(first.problems.list);
  expect(again.compiled?.families).toEqual(first.compiled?.families);
  expect(again.compiled?.sections).toEqual(first.compiled?.sections);
  expect(again.compiled?.facts).toEqual(first.compiled?.facts);
});
