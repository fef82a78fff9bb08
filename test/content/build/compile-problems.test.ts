import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileContent } from "../../../src/content/build/compile.ts";

interface Mistake {
  name: string;
  file: string;
  /** Text of the file, found once or more; the first is replaced. */
  find: string | RegExp;
  with: string;
  /** A text of the broken file on the line to be named; without one, any line will do. */
  at?: string;
  says: RegExp;
}

const tiers = "content/chapters/acr/04-tiers.md";
const inside = "content/chapters/acr/03-inside.md";
const numbers = "content/chapters/acr/12-numbers.md";
const items = "content/items/acr/AKS-1.yaml";
const auth = "content/items/acr/AUTH-1.yaml";
const comparison = "content/comparisons/acr/tag-digest.yaml";
const walkthrough = "content/walkthroughs/acr/create.yaml";
const guide = "content/guides/moodle.md";
const privacy = "content/guides/privacy.md";

const mistakes: Mistake[] = [
  {
    name: "a link in a guide to a guide that doesn’t exist",
    file: "content/guides/without-platform.md",
    find: "(guide:what-it-proves)",
    with: "(guide:proof)",
    at: "guide:proof",
    says: /unknown guide proof/,
  },
  {
    name: "a link in a guide to a heading that doesn’t exist",
    file: guide,
    find: "(guide:moodle#scorm)",
    with: "(guide:moodle#package)",
    at: "guide:moodle#package",
    says: /guide moodle has no heading #package/,
  },
  {
    name: "a link in a guide to a page that doesn’t exist",
    file: privacy,
    find: "(page:settings#data)",
    with: "(page:preferences#data)",
    at: "page:preferences",
    says: /unknown page preferences/,
  },
  {
    name: "a heading of a guide without an id",
    file: privacy,
    find: "## How long {#retention}",
    with: "## How long",
    at: "## How long",
    says: /explicit \{#id\}/,
  },
  {
    name: "two headings of a guide with one id",
    file: privacy,
    find: "{#children}",
    with: "{#stored}",
    at: "## Children and fairness",
    says: /duplicate heading #stored/,
  },
  {
    name: "a table of a guide without a caption",
    file: privacy,
    find: '::caption records "Entry for a record of processing activities"',
    with: "",
    says: /a table needs a `::caption/,
  },
  {
    name: "a directive that guides don’t have",
    file: guide,
    find: ":::note",
    with: ":::takeaways",
    at: ":::takeaways",
    says: /unknown directive :::takeaways/,
  },
  {
    name: "a guide without a date",
    file: "content/guides/what-it-proves.md",
    find: "date: 2026-11-30",
    with: "date: soon",
    says: /must be a date such as 2026-11-30/,
  },
  {
    name: "an objective that isn’t named by a look-alike it names",
    file: "content/objectives.yaml",
    find: "neighbors: [CMP-1]",
    with: "neighbors: [CMP-1, SKU-1]",
    at: "neighbors: [CMP-1, SKU-1]",
    says: /REG-1 is not a neighbor of its neighbor SKU-1/,
  },
  {
    name: "a look-alike that doesn’t exist",
    file: "content/objectives.yaml",
    find: "neighbors: [IMG-1]",
    with: "neighbors: [IMG-1, CMP-9]",
    at: "neighbors: [IMG-1, CMP-9]",
    says: /REG-2 has the unknown neighbor CMP-9/,
  },
  {
    name: "a fact nobody has defined",
    file: tiers,
    find: "{{includedStorageGiB.Basic}}",
    with: "{{includedStorageGb.Basic}}",
    at: "includedStorageGb",
    says: /unknown fact includedStorageGb/,
  },
  {
    name: "a part that a fact does not have",
    file: tiers,
    find: "{{webhooks.Standard|count}}",
    with: "{{webhooks.Gold|count}}",
    at: "webhooks.Gold",
    says: /fact webhooks has no \.Gold/,
  },
  {
    name: "a role that does not exist",
    file: comparison,
    find: "{{role.AcrDelete}}",
    with: "{{role.AcrErase}}",
    at: "role.AcrErase",
    says: /unknown role AcrErase/,
  },
  {
    name: "a claim that does not exist",
    file: tiers,
    find: "::claims three-skus",
    with: "::claims four-skus three-skus",
    at: "four-skus",
    says: /unknown claim four-skus/,
  },
  {
    name: "a check with an item that does not exist",
    file: tiers,
    find: /::check \S+ after=sku-1-a/,
    with: "::check sku-9-z",
    at: "sku-9-z",
    says: /unknown item sku-9-z/,
  },
  {
    name: "a check with a variant that doesn't exist",
    file: tiers,
    find: /::check \S+ after=reg-2-a/,
    with: "::check family/cheapest-tier/00000000",
    at: "family/cheapest-tier/00000000",
    says: /unknown item family\/cheapest-tier\/00000000; choose a variant that isn't withdrawn/,
  },
  {
    name: "a check that forms draw as well",
    file: inside,
    find: /::check \S+ after=int-1-b/,
    with: "::check int-1-a",
    says: /int-1-a is also drawn for forms/,
  },
  {
    name: "a check that would need a terminal",
    file: inside,
    find: /::check \S+/,
    with: "::check reg-2-command",
    says: /reg-2-command is a typed command/,
  },
  {
    name: "an item of a series that nobody wrote",
    file: "content/items/acr/series-far-pulls.yaml",
    find: "series: far-pulls",
    with: "series: far-pushes",
    at: "far-pulls-a",
    says: /unknown series far-pushes/,
  },
  {
    name: "an item of a case study that nobody wrote",
    file: "content/items/acr/case-global-shop.yaml",
    find: "case: global-shop",
    with: "case: local-shop",
    at: "global-shop-a",
    says: /unknown case study local-shop/,
  },
  {
    name: "a case study that is too short",
    file: "content/items/acr/cases.yaml",
    find: /id: requirements[\s\S]*/,
    with: "id: problem\n      title: Problem\n      text: Pulls are slow.\n",
    says: /global-shop: \d+ words in its tabs, expected 250 to 400/,
  },
  {
    name: "a goal that no expression can check",
    file: "content/items/acr/commands-REG-2.yaml",
    find: "reg('fabrikamimages').sku == 'Standard'",
    with: "reg('fabrikamimages').tier == 'Standard'",
    at: "reg-2-command",
    says: /`Registry` has no field `tier`/,
  },
  {
    name: "a typed command in an environment that does not exist",
    file: "content/items/acr/commands-REG-2.yaml",
    find: "template: group",
    with: "template: groups",
    at: "reg-2-command",
    says: /unknown starting environment groups/,
  },
  {
    name: "a table of rows that do not exist",
    file: tiers,
    find: "rows=includedStorageGiB,",
    with: "rows=weight,",
    at: "rows=weight",
    says: /comparison tiers has no row weight/,
  },
  {
    name: "a link to a heading that does not exist",
    file: numbers,
    find: /\]\([a-z]+:[^)]+\)/,
    with: "](section:tiers#nowhere)",
    at: "tiers#nowhere",
    says: /nowhere/,
  },
  {
    name: "two headings with one id",
    file: tiers,
    find: "{#names-and-addresses}",
    with: "{#shared}",
    at: "## Names and addresses {#shared}",
    says: /duplicate|twice/,
  },
  {
    name: "raw HTML",
    file: tiers,
    find: "ACR has three tiers,",
    with: "<b>ACR</b> has three tiers,",
    at: "<b>ACR",
    says: /HTML/i,
  },
  {
    name: "a picture without a text",
    file: tiers,
    find: "In this course, as in",
    with: "![](storage.png) In this course, as in",
    at: "storage.png",
    says: /alt/i,
  },
  {
    name: "an unknown diagram",
    file: inside,
    find: /^::figure \S+/m,
    with: "::figure nothing",
    at: "::figure nothing",
    says: /unknown diagram nothing/,
  },
  {
    name: "a file that the learner's machine doesn't have",
    file: "content/chapters/acr/06-integrations.md",
    find: "::file azure-pipelines.yml",
    with: "::file pipeline.yml",
    at: "::file pipeline.yml",
    says: /no file pipeline\.yml in content\/machine/,
  },
  {
    name: "front-matter of the wrong kind",
    file: "content/chapters/acr/01-introduction.md",
    find: /^order: .*$/m,
    with: "order: first",
    at: "order: first",
    says: /order/,
  },
  {
    name: "two items with one id",
    file: auth,
    find: "- id: auth-1-b",
    with: "- id: aks-1-b",
    at: "- id: aks-1-b",
    says: /duplicate id aks-1-b, first in content\/items\/acr\/AKS-1.yaml/,
  },
  {
    name: "an item with two keys",
    file: items,
    find: "text: Create a pull secret from a repository token\n",
    with: "text: Create a pull secret from a repository token\n      correct: true\n",
    says: /aks-1-a: correct options: 2, expected 1/,
  },
  {
    name: "a distractor that is nobody's mistake",
    file: auth,
    find: /      rightIf: \|\n.*\n/,
    with: "",
    says: /auth-1-a: again is wrong and has neither a misconception code nor a stem for which it would be right/,
  },
  {
    name: "a misconception that does not exist",
    file: auth,
    find: "answer: false\n      misconception: M10",
    with: "answer: false\n      misconception: M99",
    says: /auth-1-f: unknown misconception M99/,
  },
  {
    name: "options of very different length",
    file: items,
    find: "text: Attach the registry to the AKS cluster",
    with: "text: Attach the registry to the AKS cluster, which is by far the longest and best of the options here",
    says: /aks-1-a: options differ too much in length/,
  },
  {
    name: "an item that points to no heading",
    file: items,
    find: "refs: [integrations#aks,",
    with: "refs: [integrations#boats,",
    says: /aks-1-a: .*boats/,
  },
  {
    name: "a comparison with a missing cell",
    file: comparison,
    find: "      untag: Deleted\n",
    with: "",
    says: /row tag has no cell for untag/,
  },
  {
    name: "a walkthrough with an unknown field",
    file: walkthrough,
    find: "minutes: 6",
    with: "minuets: 6",
    says: /minu/,
  },
  {
    name: "a source nobody has listed",
    file: "content/facts/general.yaml",
    find: "sources: [resource-name-rules,",
    with: "sources: [hearsay,",
    at: "hearsay",
    says: /unknown source hearsay/,
  },
  {
    name: "a diagram without a description",
    file: "content/diagrams/acr/tags-point.yaml",
    find: /^description: .*\n/m,
    with: "",
    says: /description/,
  },
  {
    name: "YAML that does not parse",
    file: "content/diagrams/acr/aks-pull.yaml",
    find: "kind: sequence",
    with: "kind: [sequence",
    says: /./,
  },
];

let root = "";
let reported: string[] = [];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "drydock-content-"));
  cpSync(join(import.meta.dirname, "../../../content"), join(root, "content"), { recursive: true });
  for (const mistake of mistakes) {
    const path = join(root, mistake.file);
    const text = readFileSync(path, "utf8");
    const broken = text.replace(mistake.find, () => mistake.with);
    if (broken === text) throw new Error(`${mistake.name}: ${String(mistake.find)} is not in ${mistake.file}`);
    writeFileSync(path, broken);
  }
  reported = compileContent(root).problems.toString().split("\n");
});
afterAll(() => rmSync(root, { recursive: true }));

describe("one build reports", () => {
  it.each(mistakes)("$name, with file and line", ({ file, at, says }) => {
    const found = reported.filter((line) => line.startsWith(`${file}:`) && says.test(line.slice(line.indexOf(" "))));
    expect(found, reported.filter((line) => line.startsWith(file)).join("\n")).not.toEqual([]);
    if (at === undefined) return;
    const line =
      readFileSync(join(root, file), "utf8")
        .split("\n")
        .findIndex((text) => text.includes(at)) + 1;
    expect(found.map((problem) => problem.split(" ")[0])).toContain(`${file}:${line}`);
  });

  it("a claim that no section teaches, and a disputed claim without a reality check", () => {
    const text = readFileSync(join(root, tiers), "utf8");
    writeFileSync(
      join(root, tiers),
      text.replace("::claims name-unique", "::claims").replace("premium-tokens-only", ""),
    );
    const problems = compileContent(root).problems.toString();
    expect(problems).toMatch(/no section teaches the claim name-unique/);
    expect(problems).toMatch(/the disputed claim premium-tokens-only has no reality check/);
  });
});
