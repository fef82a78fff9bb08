import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { yamlText } from "../../../../src/simulator/cli/output/yaml.ts";
import type { JsonValue } from "../../../../src/simulator/world/json.ts";

/** Values and what `yaml.safe_dump(value, default_flow_style=False, allow_unicode=True)` of PyYAML 6.0.3 made of them. */
const recorded = JSON.parse(readFileSync(join(import.meta.dirname, "pyyaml.json"), "utf8")) as [JsonValue, string][];

it("writes every recorded value as PyYAML does: quotes, folding, sorted keys, empty collections", () => {
  expect(recorded.length).toBeGreaterThan(100);
  expect(recorded.filter(([value, text]) => yamlText(value) !== text)).toEqual([]);
});

it("puts lists at the indent of their key and quotes what YAML 1.1 would read as something else", () => {
  const value = { tags: { on: "yes", version: "1.10" }, names: ["a", { b: [] }], created: "2026-09-01T09:00:00+00:00" };
  expect(yamlText(value)).toBe(
    "created: '2026-09-01T09:00:00+00:00'\nnames:\n- a\n- b: []\ntags:\n  'on': 'yes'\n  version: '1.10'\n",
  );
});

// A lone period is left out: PyYAML writes and reads it as a text, this reader takes it for a number.
it("writes what a YAML 1.1 reader reads back", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "1", " ", ":", "-", "'", '"', "#", "\n", "ü", "{", "~") });
  const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(text, tie("tree"), { maxKeys: 3, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      expect(parse(yamlText(value), { version: "1.1" })).toEqual(value);
    }),
  );
});
