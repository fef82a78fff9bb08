import { createAz } from "../../src/simulator/cli/az/az.ts";
import type { Program } from "../../src/simulator/cli/program.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { runProgram, type Printed, type ProgramOptions } from "./program.ts";
import { surface } from "./surface.ts";
import type { JsonValue } from "../../src/simulator/world/json.ts";

export interface AzPrinted extends Printed {
  /** What was printed, read as JSON; undefined when nothing was. */
  json: JsonValue | undefined;
  /** The same as an object, for tests that know it is one. */
  object: Record<string, JsonValue>;
}

export interface AzTestOptions extends ProgramOptions {
  /** Programs beside `az` on the machine. */
  programs?: readonly Program[];
}

/** Splits a command line at blanks, keeping what is in single or double quotes together. */
export const wordsOf = (line: string): string[] =>
  [...line.matchAll(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g)].map(([word]) => word.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"));

const readJson = (text: string): JsonValue | undefined => {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
};

/** Runs `az LINE` on the learner's machine: `az(simulator, "acr create -n contoso -g shop --sku Premium")`. */
export async function az(
  simulator: Simulator,
  line: string | readonly string[],
  { programs = [], ...options }: AzTestOptions = {},
): Promise<AzPrinted> {
  const program = createAz(surface, (name) => Promise.resolve(programs.find((program) => program.name === name)));
  const printed = await runProgram(simulator, program, typeof line === "string" ? wordsOf(line) : line, options);
  const json = readJson(printed.out);
  const isObject = typeof json === "object" && json !== null && !Array.isArray(json);
  return { ...printed, json, object: isObject ? json : {} };
}
