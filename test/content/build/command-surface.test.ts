import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readSurface } from "../../../src/content/build/command-surface.ts";
import { readFacts } from "../../../src/content/build/fact-table.ts";
import { Problems } from "../../../src/content/build/problems.ts";

const root = join(import.meta.dirname, "../../..");

let folder: string;
let problems: Problems;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "surface-"));
  cpSync(join(root, "content/commands"), join(folder, "content/commands"), { recursive: true });
  problems = new Problems();
});

afterEach(() => rmSync(folder, { recursive: true }));

const facts = () => new Set(readFacts(root, new Problems())?.facts.keys());

/** Changes one file of the copy by its text. */
function change(name: string, from: string, to: string): void {
  const path = join(folder, "content/commands", name);
  const before = readFileSync(path, "utf8");
  expect(before).toContain(from);
  writeFileSync(
    path,
    before.replace(from, () => to),
  );
}

const found = () => {
  readSurface(folder, problems, facts());
  return problems.toString().split("\n");
};

describe("the command surface", () => {
  it("is read without problems, facts of the reference included", () => {
    const surface = readSurface(folder, problems, facts());
    expect(problems.toString()).toBe("");
    expect(surface?.commands.find(({ command }) => command === "az acr token create")).toMatchObject({
      preview: true,
      facts: expect.arrayContaining(["maxTokens"]) as string[],
      permission: expect.stringMatching(/tokens\/write$/) as string,
    });
  });

  it.each([
    [
      "a command that is there twice",
      "az-more.json",
      '"command": "az acr cache show"',
      '"command": "az acr cache list"',
      /az-more\.json:\d+ az acr cache list is there twice/,
    ],
    [
      "an argument with a spelling twice",
      "az-more.json",
      '"--resource-group",\n            "-g"',
      '"--name",\n            "-g"',
      /az-more\.json:\d+ commands\.0\.args: --name is there twice/,
    ],
    [
      "help of an option that does not exist",
      "az-help.json",
      '"--registry": "Source registry',
      '"--registri": "Source registry',
      /az-help\.json:\d+ az acr import has no option --registri/,
    ],
    [
      "a fact that does not exist",
      "az-reference.json",
      '"artifactCacheRules"',
      '"artifactCacheRulez"',
      /az-reference\.json:\d+ artifactCacheRulez is no fact/,
    ],
    [
      "a group without commands",
      "az-more.json",
      '"group": "az acr cache"',
      '"group": "az acr cash"',
      /az-more\.json:\d+ az acr cash has no commands/,
    ],
    [
      "more options for no command",
      "az-more.json",
      '"az acr login": [',
      '"az acr logn": [',
      /az-more\.json:\d+ az acr logn is no command/,
    ],
    ["a field that nobody knows", "az.json", '"required": true', '"requird": true', /az\.json:\d+ .*requird/],
  ])("reports %s with file and line", (_what, file, from, to, problem) => {
    change(file, from, to);
    expect(found().filter((line) => problem.test(line))).not.toEqual([]);
  });
});
