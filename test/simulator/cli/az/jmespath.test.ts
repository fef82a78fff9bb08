import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { evaluate, readQuery } from "../../../../src/simulator/cli/output/query-evaluator.ts";
import type { JsonValue } from "../../../../src/simulator/world/json.ts";

interface Case {
  expression: string;
  result?: JsonValue;
  error?: string;
  comment?: string;
}

const folder = join(import.meta.dirname, "jmespath");
const suites = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => ({
    name,
    groups: JSON.parse(readFileSync(join(folder, name), "utf8")) as {
      given: JsonValue;
      cases: Case[];
      comment?: string;
    }[],
  }));

const answer = (expression: string, document: JsonValue): JsonValue | { threw: string } => {
  try {
    return evaluate(readQuery(expression), document);
  } catch (error) {
    return { threw: (error as Error).message };
  }
};

it("has all the public cases", () => {
  expect(suites.flatMap(({ groups }) => groups.flatMap(({ cases }) => cases)).length).toBe(851);
});

/** The public compliance cases of JMESPath (jmespath.js 0.15, test/compliance). */
describe.each(suites)("the compliance cases of $name", ({ groups }) => {
  it("give the results, and reject what has to be rejected", () => {
    const wrong = groups.flatMap(({ given: document, cases }) =>
      cases.flatMap(({ expression, result, error }) => {
        const got = answer(expression, document);
        const threw = got !== null && typeof got === "object" && "threw" in got;
        const fits = error === undefined ? !threw && JSON.stringify(got) === JSON.stringify(result) : threw;
        return fits ? [] : [{ expression, expected: error ?? result, got }];
      }),
    );
    expect(wrong).toEqual([]);
  });
});
