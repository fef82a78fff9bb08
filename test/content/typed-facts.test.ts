import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readFacts } from "../../src/content/build/fact-table.ts";
import { Problems } from "../../src/content/build/problems.ts";
import { isSkuFact, skuNames, type Fact } from "../../src/content/fact.ts";

const root = join(import.meta.dirname, "../..");
const table = readFacts(root, new Problems());

const filesBelow = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );

const escape = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

/** The numbers a fact states, under either profile. */
function numbersOf(fact: Fact): number[] {
  const values = isSkuFact(fact)
    ? skuNames.flatMap((sku) => [fact.chapter[sku], fact.azure[sku]])
    : [fact.chapter, fact.azure].flatMap((value) =>
        typeof value === "object" && value !== null && fact.format === "range" ? Object.values(value) : [value],
      );
  return values.filter((value): value is number => typeof value === "number" && value > 0);
}

/** The words that make a number into this fact: "10" alone is nothing, "10 GB" is a limit. */
function unitsOf(fact: Fact): string[] {
  if (fact.format === "storageGiB") return ["GB", "GiB"];
  if (fact.format === "storageTiB") return ["TB", "TiB"];
  if (fact.format === "storageMiB") return ["MB", "MiB"];
  return fact.unit ?? [];
}

/** Facts whose unit is too common a word to tell a limit from a count in a story. */
const ambiguous = new Set(["adminPasswords", "tokenPasswords", "maxImportManifests", "taskBaseImagePolling"]);

const patterns = [...(table?.facts.values() ?? [])]
  .filter((fact) => !ambiguous.has(fact.id) && unitsOf(fact).length > 0)
  .flatMap((fact) => {
    const numbers = [...new Set(numbersOf(fact))].flatMap((number) => [String(number), number.toLocaleString("en")]);
    if (numbers.length === 0) return [];
    const units = unitsOf(fact).map(escape).join("|");
    return [{ id: fact.id, pattern: new RegExp(`(?<![\\d.,{-])(${numbers.map(escape).join("|")})[ -](${units})\\b`) }];
  });

/** Prose as its writer typed it: without citations, commands and code. */
const prose = (text: string): string =>
  text
    .replaceAll(/\{\{[^}]*\}\}/g, "")
    .replaceAll(/```[\s\S]*?```/g, "")
    .replaceAll(/`[^`]*`/g, "");

const typed = (text: string) =>
  text
    .split("\n")
    .flatMap((line, at) =>
      patterns.filter(({ pattern }) => pattern.test(line)).map(({ id }) => ({ line: at + 1, id, text: line.trim() })),
    );

const roleAction =
  /\bAcr(Pull|Push|Delete|ImageSigner)\b[^.;:|]{0,24}\b(can|may|allows?|lets|grants?|permits?)\b[^.;:|]{0,24}\b(pull|push|delete|sign|untag)/i;

describe("facts are cited, never typed", () => {
  it("has search patterns, which find a typed limit", () => {
    expect(patterns.length).toBeGreaterThan(15);
    expect(typed("Standard holds 100 GB of images")).not.toEqual([]);
    expect(typed("Premium allows 500 webhooks")).not.toEqual([]);
    expect(typed("contoso stores 60 GB and calls 8 webhooks")).toEqual([]);
    expect(roleAction.test("AcrPull lets the cluster pull")).toBe(true);
  });

  // What was generated has amounts that the generator worked out from the facts; the families' files are what people write.
  const written = filesBelow("content").filter(
    (file) => !file.startsWith("content/facts/") && !file.includes("/generated/"),
  );
  it.each(written)("%s", (file) => {
    const text = prose(readFileSync(join(root, file), "utf8"));
    expect(typed(text)).toEqual([]);
    expect(text.split("\n").filter((line) => roleAction.test(line))).toEqual([]);
    expect(text).not.toMatch(/Microsoft\.ContainerRegistry\/registries\/(pull|push|artifacts|sign)\//);
  });

  it.each(filesBelow("src").filter((file) => /\.(ts|tsx)$/.test(file)))("%s", (file) => {
    const text = readFileSync(join(root, file), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
    expect(typed(text)).toEqual([]);
    expect(text).not.toMatch(/Microsoft\.ContainerRegistry\/registries\/[a-z]+\//);
    const limits = table?.skus.filter(({ unit, format }) => unit || format.startsWith("storage")) ?? [];
    // A table of limits copied into code shows as a SKU name next to its number.
    for (const { id } of limits) {
      expect(text, id).not.toMatch(/\b(Basic|Standard|Premium)\b["']?\s*[:=]\s*\d/);
    }
  });
});
