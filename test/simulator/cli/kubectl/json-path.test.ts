import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { columnPath, jsonPath } from "../../../../src/simulator/cli/kubectl/json-path.ts";
import { ExitError } from "../../../../src/simulator/cli/program.ts";

interface Recording {
  root: unknown;
  /** The root as kubectl's errors show it; `OBJECT` stands for it in the recorded errors. */
  rootInGo: string;
  recorded: { template: string; stdout: string; stderr: string; exitCode: number }[];
}

const file = join(import.meta.dirname, "../../../recordings/kubectl/jsonpath.json");
const { root, rootInGo, recorded } = JSON.parse(readFileSync(file, "utf8")) as Recording;

function print(template: string) {
  try {
    return { stdout: jsonPath(template, root), stderr: "", exitCode: 0 };
  } catch (error) {
    if (!(error instanceof ExitError)) throw error;
    return { stdout: "", stderr: `${error.message}\n`, exitCode: error.exitCode };
  }
}

describe("JSONPath", () => {
  it.each(recorded)("$template prints as kubectl 1.32 prints it", ({ template, stdout, stderr, exitCode }) => {
    expect(print(template)).toEqual({ stdout, stderr: stderr.replace("OBJECT", () => rootInGo), exitCode });
  });

  it.each([".metadata.name", "metadata.name", "{.metadata.name}", "{metadata.name}"])(
    "reads the custom column %s as a path",
    (text) => {
      expect(jsonPath(columnPath(text), root)).toBe("web");
    },
  );

  it("rejects a custom column with two actions", () => {
    expect(() => columnPath("{.a}{.b}")).toThrow("unexpected path string, expected a 'name1.name2'");
  });
});
