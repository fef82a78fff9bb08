import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkProse, loadProseRules } from "./check-prose.ts";
import { findingLine } from "./finding.ts";
import { maskMarkdown, type Passage } from "./passage.ts";
import { passagesOf, repositoryPassages } from "./repository-passages.ts";
import { findsIn } from "./rules.ts";

const root = join(import.meta.dirname, "../..");
const prose = loadProseRules();
const findingsIn = (file: string, source: string) => checkProse(passagesOf(file, source), prose);

describe("the texts that a person reads", () => {
  it("follow the rules of wording and spelling", () => {
    const findings = checkProse(repositoryPassages(root), prose).map(findingLine);
    expect(findings, "npm run prose prints these for the files you name").toEqual([]);
  });
});

describe("the rules", () => {
  it("are at least 120, each with a suggestion and a reason", () => {
    expect(prose.rules.length).toBeGreaterThanOrEqual(120);
    expect(prose.rules.filter(({ say, why }) => say === "" || why === "")).toEqual([]);
    expect(new Set(prose.rules.map(({ find }) => find)).size).toBe(prose.rules.length);
  });

  it.each(prose.rules.map((rule) => [rule.bad, rule] as const))("find: %s", (bad, rule) => {
    const areas = ["ui", "content", "docs", "code", "tests"] as const;
    const kinds = ["hint", "rationale", "heading", "label", "summary"] as const;
    const area = areas.find((name) => rule.where?.includes(name)) ?? "content";
    const kind = kinds.find((name) => rule.where?.includes(name)) ?? "text";
    expect(findsIn(rule, { area, kind, text: maskMarkdown(bad) })).toHaveLength(1);
  });
});

describe("a sentence that breaks a rule", () => {
  const item = (field: string) => `- id: x-1-a\n  stem: Which tier?\n${field}\n`;
  const screen = (jsx: string) => `export const Screen = () => ${jsx};\n`;
  const planted: [name: string, file: string, source: string, line: number, found: string][] = [
    [
      "an odd verb in a chapter",
      "content/chapters/acr/x.md",
      "---\ntitle: Tags\n---\n\nThe bytes lie in Azure Blob Storage.\n",
      5,
      "lie in",
    ],
    ["a repeated word in a chapter", "content/chapters/acr/x.md", "A tag is a\na name.\n", 1, "a a"],
    [
      "a heading in title case",
      "content/chapters/acr/x.md",
      "## Moving Between {{tiers}} And Back {#moving}\n",
      1,
      "Between",
    ],
    ["a space before the percent sign", "content/comparisons/acr/x.yaml", "note: At least 60 % of them.\n", 1, "0 %"],
    [
      "a British spelling in a stem",
      "content/items/acr/x.yaml",
      item("  hint: Recall the behaviour of tags."),
      3,
      "behaviour",
    ],
    [
      "a hint that teaches nothing",
      "content/items/acr/x.yaml",
      item("  hint: The profile decides here."),
      3,
      "The profile decides",
    ],
    [
      "a missing article in a rationale",
      "content/items/acr/x.yaml",
      item("  rationale: It is pushed to registry."),
      3,
      "to registry",
    ],
    [
      "a misspelled word on a screen",
      "src/ui/x.tsx",
      screen("<p>\n  The <b>regsitry</b> is ready.\n</p>"),
      2,
      "regsitry",
    ],
    ["a term of ours in a label", "src/ui/x.tsx", screen('<button aria-label="Reset the world" />'), 1, "the world"],
    [
      "an old phrase in a conditional text",
      "src/ui/x.tsx",
      screen('<p>{ok ? "Saved" : `Go on answering ${name}`}</p>'),
      1,
      "Go on answering",
    ],
    [
      "an odd verb in an explanation",
      "src/simulator/x.ts",
      'fail({ code: "X", text: "The client is told no." });\n',
      1,
      "is told",
    ],
    [
      "an odd verb in the help of an option of az",
      "content/commands/az-help.json",
      '{\n  "shared": {\n    "--acr": "Registry that the image lies in"\n  }\n}\n',
      3,
      "lies in",
    ],
    [
      "a summary of an az command that starts with a question",
      "content/commands/az-more.json",
      '[\n  {\n    "summary": "Whether a resource group exists"\n  }\n]\n',
      3,
      "Whether",
    ],
    [
      "a summary of another program's command that starts with an adverb",
      "src/simulator/cli/oras/definitions.ts",
      'export const x = define(\n  "show",\n  "Only the newest tag.",\n);\n',
      3,
      "Only",
    ],
    [
      "an odd phrase in the help of a filter's option",
      "src/simulator/cli/shell/filters/x.ts",
      'export const options = [["-n, --lines NUM", "Make the lines anew."]];\n',
      1,
      "anew",
    ],
    [
      "an odd verb in a comment",
      "src/simulator/x.ts",
      "/**\n * What stands in the log.\n */\nexport const x = 1;\n",
      2,
      "stands in",
    ],
    [
      "a refusal in a test title",
      "test/x.test.ts",
      'it("leaves the tag when a push is refused", () => {});\n',
      1,
      "refused",
    ],
  ];
  it.each(planted)("is found: %s", (_what, file, source, line, found) => {
    expect(findingsIn(file, source)).toContainEqual(expect.objectContaining({ file, line, found }));
  });

  it("is found when more than a tenth of the rationales begin alike", () => {
    const rationale = (text: string) =>
      ({ file: "content/items/acr/x.yaml", line: 1, area: "content", kind: "rationale", text }) satisfies Passage;
    const varied = Array.from({ length: 36 }, (_, at) => rationale(`Reason r${at} is another one.`));
    const same = Array.from({ length: 4 }, () => rationale("Standard has no replicas."));
    expect(checkProse([...varied, ...same], prose)).toEqual([]);
    expect(checkProse([...varied, ...same, rationale("Standard has no agent pools.")], prose)).toMatchObject([
      { found: "standard has no" },
    ]);
  });
});

describe("what is not prose", () => {
  it.each([
    [
      "code, citations and link targets",
      "content/chapters/acr/x.md",
      "Run `docker login in vain` for {{behaviour}}, see [tags](section:tags#at-once).\n",
    ],
    ["a command block", "content/chapters/acr/x.md", "```sh in=empty\necho of course\n```\n"],
    ["ids, keys and values", "content/items/acr/x.yaml", "- id: world-at-all\n  bloom: analyse\n"],
    [
      "a trace that quotes a tool",
      "content/items/acr/x.yaml",
      "- exhibit:\n    kind: trace\n    title: Log\n    lines: [{ text: pull refused }]\n",
    ],
    ["an earlier body of an item", "content/items/acr/earlier/x.yaml", "- stem: Of course it lies in the log.\n"],
    [
      "selectors, classes and ids in code",
      "src/ui/x.tsx",
      'document.querySelector("main nav .items a"); export const x = <p className="at all" id="wire" />;\n',
    ],
    ["what a real tool prints", "src/simulator/x.ts", 'err("Error response: push access refused at all");\n'],
  ])("is left alone: %s", (_what, file, source) => {
    expect(findingsIn(file, source)).toEqual([]);
  });
});
