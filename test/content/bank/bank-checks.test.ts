import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readBank, type Bank, type BankEntry } from "../../../src/content/bank/bank.ts";
import { checkBank } from "../../../src/content/bank/check-bank.ts";
import { chapterWords } from "../../../src/content/bank/chapter-words.ts";
import { familyVariants } from "../../../src/content/bank/family-check.ts";
import { readingGrade, readingLevel } from "../../../src/content/bank/reading-level.ts";
import { isAsked } from "../../../src/content/family.ts";
import { blueprintCells } from "../../../src/content/bank/blueprint-check.ts";
import { chapterCommands, commonMistakes, misconceptionUses } from "../../../src/content/bank/coverage-checks.ts";
import { bloomLevels, hardItems } from "../../../src/content/bank/level-checks.ts";
import {
  absoluteWords,
  longestIsKey,
  repeatedWords,
  rightForAnotherStem,
} from "../../../src/content/bank/option-checks.ts";
import {
  nearDuplicates,
  stemNeighbors,
  negativeStems,
  rationaleOpenings,
  vagueOptions,
} from "../../../src/content/bank/text-checks.ts";

const bank = readBank(join(import.meta.dirname, "../../.."));
type Item = BankEntry["item"];

const option = (id: string, correct: boolean, text: string): NonNullable<Item["options"]>[number] => ({
  id,
  text,
  ...(correct ? { correct } : { misconception: "M01", rightIf: "Another situation. Which option is right?" }),
  rationale: `Because of ${id}.`,
});

const anItem = (id: string, change: Partial<Item> = {}): BankEntry => ({
  file: "content/items/acr/SKU-1.yaml",
  line: 1,
  item: {
    id,
    type: "single",
    objective: "SKU-1",
    bloom: "apply",
    difficulty: 3,
    profile: "both",
    stem: `Situation ${id} of a company. Which tier fits ${id}?`,
    options: [option("a", true, "Basic tier"), option("b", false, "Standard"), option("c", false, "Premium tier")],
    refs: ["tiers"],
    author: "drydock",
    version: 1,
    status: "live",
    ...change,
  },
});

const bankOf = (...entries: BankEntry[]): Bank => ({
  ...bank,
  entries,
  blueprint: { ...bank.blueprint, reveal: 0, objectives: { "SKU-1": { single: entries.length } } },
});
const messages = (check: (bank: Bank) => { findings: { message: string }[] }, ...entries: BankEntry[]) =>
  check(bankOf(...entries)).findings.map(({ message }) => message);

describe("the checks of the bank", () => {
  it("report a cell of the blueprint with too few or too many items", () => {
    const bank = { ...bankOf(anItem("a"), anItem("b", { type: "choose" })) };
    expect(blueprintCells(bank).findings.map(({ message }) => message)).toEqual([
      "SKU-1 has 1 single items, not 2",
      "SKU-1 has 1 choose items, not 0",
    ]);
    expect(messages(blueprintCells, anItem("a"))).toEqual([]);
  });

  it("count a question of a case study by the case, whatever its type", () => {
    const found = blueprintCells(bankOf(anItem("a", { case: "shop" }))).findings.map(({ message }) => message);
    expect(found).toContain("SKU-1 has 1 case-study items, not 0");
  });

  it("report levels and difficulties outside their bounds", () => {
    expect(messages(bloomLevels, anItem("a", { bloom: "remember" }))).toHaveLength(2);
    expect(messages(bloomLevels, anItem("a"), anItem("b"))).toEqual([]);
    expect(messages(hardItems, anItem("a"))).toEqual(["SKU-1: 0 of 1 items have difficulty 4 or 5"]);
    expect(messages(hardItems, anItem("a", { difficulty: 5 }), anItem("b"), anItem("c"))).toEqual([]);
  });

  it("report a question whose wrong options are right for no other stem", () => {
    const weak = [
      option("a", true, "One"),
      { ...option("b", false, "Two"), rightIf: undefined },
      option("c", false, "Six"),
    ];
    expect(messages(rightForAnotherStem, anItem("a", { options: weak as Item["options"] }))).toEqual([
      "a: 1 wrong options have a rightIf",
    ]);
    expect(messages(rightForAnotherStem, anItem("a"))).toEqual([]);
  });

  it("report options that give the key away by length, absolute words or repeated words", () => {
    const long = [
      option("a", true, "The long and careful answer"),
      option("b", false, "No"),
      option("c", false, "Yes"),
    ];
    expect(messages(longestIsKey, anItem("a", { options: long }))).toHaveLength(1);
    const absolute = [option("a", true, "Some"), option("b", false, "Always"), option("c", false, "Never")];
    expect(messages(absoluteWords, anItem("a", { options: absolute }))).toHaveLength(1);
    const echo = [
      option("a", true, "The company account"),
      option("b", false, "A token"),
      option("c", false, "A role"),
    ];
    expect(messages(repeatedWords, anItem("a", { options: echo }))).toEqual([
      "a: only the key repeats company from the stem",
    ]);
  });

  it("report vague options, hidden negatives and questions asked twice", () => {
    expect(messages(vagueOptions, anItem("a", { options: [option("a", true, "Usually yes")] }))).toHaveLength(1);
    expect(messages(negativeStems, anItem("a", { stem: "Which tier does not fit?" }))).toHaveLength(1);
    expect(messages(negativeStems, anItem("a", { stem: "Which tier does **NOT** fit?" }))).toEqual([]);
    const stem = "A company stores images in one region and needs four webhooks. Which tier fits?";
    expect(messages(nearDuplicates, anItem("a", { stem }), anItem("b", { stem: `${stem} Choose it.` }))).toEqual([
      "b: asks nearly what a asks",
    ]);
    expect(stemNeighbors(bankOf(anItem("a", { stem }), anItem("b"), anItem("c", { stem }))).get("a")?.[0]?.id).toBe(
      "c",
    );
  });

  it("report an opening that too many rationales share", () => {
    const same = anItem("a", {
      options: [option("a", true, "One"), option("b", false, "Two")].map((choice) => ({
        ...choice,
        rationale: "The idea that it works.",
      })),
    });
    expect(messages(rationaleOpenings, same)).toEqual(["2 rationales open with “the idea that”"]);
  });

  it("report misconceptions, commands and mistakes that too few questions ask about", () => {
    expect(messages(misconceptionUses, anItem("a"))).toContain("M03: 0 of at least 2");
    expect(messages(misconceptionUses, anItem("a"))).not.toContain("M01: 2 of at least 2");
    expect(messages(chapterCommands, anItem("a")).length).toBeGreaterThan(0);
    const wrongAnswers = messages(commonMistakes, anItem("a", { claims: ["wa-downgrade"] }));
    expect(wrongAnswers).toContain("wa-downgrade: 1 of at least 3");
    expect(wrongAnswers).toContain("wa-georep-standard: 1 of at least 3");
  });
});

describe("the bank", () => {
  it.each(checkBank(bank).map((result) => [result.title, result.findings] as const))("%s", (_title, findings) => {
    expect(findings.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([]);
  });

  it("find a stem that repeats the chapter, and one that is hard to read", () => {
    const sentence = bank.compiled.sections.flatMap(({ texts }) => texts.map(({ text }) => text)).join(" ");
    const words = sentence.match(/[\p{L}]+(?: [\p{L}]+){9}/u)?.[0] ?? "";
    expect(messages(chapterWords, anItem("copied", { stem: `${words}. Which tier fits?` }))).toEqual([
      expect.stringContaining("repeats the chapter") as string,
    ]);
    expect(messages(chapterWords, anItem("own", { stem: "Nine of our own words about a zebra in pajamas." }))).toEqual(
      [],
    );
    const hard = `${"Organizational infrastructure responsibilities necessitate comprehensive interdepartmental ".repeat(4)}.`;
    expect(messages(readingLevel, anItem("hard", { stem: hard }))).toHaveLength(2);
    expect(readingGrade("The cat sat on the mat. The dog ran to the car.")).toBeLessThan(2);
  });

  it("count the variants of each family and of all", () => {
    const [family] = bank.compiled.families;
    if (!family) throw new Error("no families");
    const small = { ...family, variants: family.variants.filter(isAsked).slice(0, 3) };
    const few = { ...bank, compiled: { ...bank.compiled, families: [small] } };
    expect(familyVariants(few).findings.map(({ message }) => message)).toEqual(["has 3 variants", "3 variants in all"]);
    expect(familyVariants(bank).findings).toEqual([]);
  });
});
