import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { blindQuestions, blindSheet, scoreBlind } from "../../../src/content/bank/blind-sheets.ts";
import { readBank } from "../../../src/content/bank/bank.ts";

const { compiled } = readBank(join(import.meta.dirname, "../../.."));
const questions = blindQuestions(compiled.items, "seed");

describe("sheets for blind solvers", () => {
  it("ask every single-choice and choose item, twins under both profiles, and hide stem and key", () => {
    const choiceItems = compiled.items.filter(({ type }) => type === "single" || type === "choose");
    const twins = choiceItems.filter(({ profile }) => profile === "twin");
    expect(questions).toHaveLength(choiceItems.length + twins.length);
    const sheet = blindSheet(questions, false);
    for (const { stem, options } of questions) {
      expect(sheet).not.toContain(stem);
      for (const option of options) expect(sheet).toContain(option);
    }
    expect(blindSheet(questions, true)).toContain(questions[0]?.stem);
  });

  it("print the case study of a question before its stem", () => {
    const ofCase = questions.find(({ item }) => compiled.items.some(({ id, case: study }) => id === item && study));
    expect(ofCase?.stem).toMatch(/^Overview: [\s\S]+\n[^\n]+$/);
  });

  it("score a question as right only when exactly its key was chosen", () => {
    const all = questions.map(({ number, key }) => `${number} ${[...key].join(", ")}`).join("\n");
    expect(scoreBlind(questions, all)).toMatchObject({ right: questions.length, of: questions.length, wrong: [] });
    expect(scoreBlind(questions, "").right).toBe(0);
    const greedy = questions.map(({ number }) => `${number} ABCDEF`).join("\n");
    expect(scoreBlind(questions, greedy).right).toBe(0);
    const { chance } = scoreBlind(questions, all);
    expect(chance / questions.length).toBeGreaterThan(0.1);
    expect(chance / questions.length).toBeLessThan(0.4);
  });
});
