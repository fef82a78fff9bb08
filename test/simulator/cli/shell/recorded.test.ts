import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aShell } from "../../../support/shell.ts";

interface Recording {
  tools: Record<string, string>;
  files: Record<string, string>;
  recorded: { line: string; stdout: string; stderr: string; exitCode: number }[];
}

const file = join(import.meta.dirname, "../../../recordings/shell/recorded.json");
const { files, recorded } = JSON.parse(readFileSync(file, "utf8")) as Recording;

const quoted = (text: string): string => `'${text.replaceAll("\n", "\\n")}'`;
const setup = Object.entries(files).map(([name, text]) => `printf ${quoted(text)} > ${name}`);

describe("filters print what GNU's tools and jq print", () => {
  it.each(recorded)("$line", async ({ line, stdout, stderr, exitCode }) => {
    const result = await aShell().runAll(...setup, line);
    // jq words its syntax errors in each version in another way.
    const err = (text: string) => (line.includes("jq ") ? "" : text);
    expect([result.out, err(result.err), result.exitCode]).toEqual([stdout, err(stderr), exitCode]);
  });
});
