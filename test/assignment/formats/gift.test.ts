import fc from "fast-check";
import { parse, type GIFTQuestion } from "gift-pegjs";
import { describe, expect, it } from "vitest";
import type { ScoredItem } from "../../../src/assessment/item.ts";
import { escapeGift, writeGift } from "../../../src/assignment/formats/gift.ts";
import { toItem } from "../../../src/assignment/own-question.ts";
import { buildList, choose, command, oneOfEach, single } from "../../assessment/some-items.ts";
import { liveItems } from "../live-items.ts";
import { ownQuestion, ownQuestions } from "../some-questions.ts";

const noLimits = { minutes: null, attempts: null, passPercent: null };
const gift = (...items: ScoredItem[]) => writeGift({ title: "Week 3: pulls", items, settings: noLimits });
/** The questions, without the category before them. */
const parsed = (...items: ScoredItem[]): GIFTQuestion[] => {
  const [category, ...questions] = parse(gift(...items).text);
  expect(category).toMatchObject({ type: "Category", title: "$course$/top/Week 3: pulls" });
  return questions;
};

describe("questions in GIFT", () => {
  it("have every text of a question as it was, whatever characters it has", () => {
    const question = ownQuestion("single");
    const [read] = parsed(toItem(question));
    expect(read).toMatchObject({
      type: "MC",
      id: "own/one",
      tags: ["OWN"],
      stem: {
        format: "html",
        text: "<p>What does <code>az acr login</code> need?</p><p>Select **all** that apply.</p>",
      },
      choices: question.options.map(({ id, correct }) => ({
        isCorrect: correct,
        weight: null,
        text: { format: "html", text: `Option <code>${id}</code> = {a} ~ #1: 50% &lt;b&gt;` },
        feedback: { format: "html", text: `Because ${id} &amp; so on.` },
      })),
    });
  });

  it("survive any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."~=#{}:\\->/%[]ab ") }), (text) => {
        const stem = `<p>x${text.replaceAll(">", "&gt;")}x</p>`;
        const option = { id: "o", html: `x${text.replaceAll(">", "&gt;")}x`, rationale: "", correct: true };
        const [read] = parsed({ ...single, stem, options: [option, { ...option, id: "p", correct: false }] });
        expect(read).toMatchObject({ type: "MC", stem: { text: stem.replaceAll(/\s+/g, " ") } });
        expect(read && "choices" in read && read.choices).toMatchObject([
          { isCorrect: true, text: { text: option.html.replaceAll(/\s+/g, " ") } },
          { isCorrect: false },
        ]);
      }),
    );
  });

  it("escape the characters that mean something in GIFT, and no others", () => {
    expect(escapeGift(String.raw`a~b=c#d{e}f:g\h%i`)).toBe(String.raw`a\~b\=c\#d\{e\}f\:g\\h%i`);
  });

  it("give several correct answers Moodle's shares, and take as much for a wrong one", () => {
    const [read] = parsed(toItem(ownQuestion("choose")));
    expect(read && "choices" in read && read.choices).toMatchObject([
      { isCorrect: false, weight: 33.33333 },
      { isCorrect: false, weight: 33.33333 },
      { isCorrect: false, weight: 33.33333 },
      { isCorrect: false, weight: -33.33333 },
    ]);
    expect(gift(choose).omissions).toMatchObject([{ itemId: "choose", scope: "detail" }]);
  });

  it("have answers that stay unused in matching questions", () => {
    const [read] = parsed(toItem(ownQuestion("matching")));
    expect(read).toMatchObject({ type: "Matching" });
    expect(read && "matchPairs" in read && read.matchPairs.map(({ subquestion }) => subquestion.text)).toEqual([
      "A -&gt; developer",
      "A cluster",
      "A server",
      "",
    ]);
  });

  it("ask statements as rows to match with Yes or No", () => {
    const [read] = parsed(toItem(ownQuestion("statements")));
    expect(read && "matchPairs" in read && read.matchPairs.map(({ subanswer }) => subanswer)).toEqual([
      "Yes",
      "No",
      "Yes",
    ]);
  });

  it("ask a proposed solution as true or false, with the situation before it", () => {
    const [read] = parsed(toItem(ownQuestion("series")));
    expect(read).toMatchObject({
      type: "TF",
      isTrue: false,
      globalFeedback: { text: "<p>A replica isn't in <code>Asia</code>.</p>" },
    });
    expect(read && "stem" in read && read.stem.text).toMatch(
      /^<p>Pulls from Asia are slow\.<\/p>.*meets the goal\.<\/p>$/,
    );
  });

  it("show the exhibit of a hot area as a table, and its places as options", () => {
    const [read] = parsed(toItem(ownQuestion("hot-area")));
    expect(read && "stem" in read && read.stem.text).toContain("<td><code>AcrPull</code></td><td>Registry</td>");
  });

  it("leave out what GIFT has no form for, and say so", () => {
    const { text, omissions } = gift(buildList, command, single, single);
    expect(parse(text)).toHaveLength(2);
    expect(omissions.map(({ itemId, scope }) => [itemId, scope])).toEqual([
      ["command", "question"],
      ["single", "question"],
      ["build-list", "question"],
    ]);
    expect(writeGift({ title: "T", items: [], settings: { minutes: 30, attempts: 1, passPercent: 60 } })).toEqual({
      text: "$CATEGORY: $course$/top/T\n",
      omissions: [
        "The time limit of 30 minutes isn't in the file. Set it in the settings of the quiz.",
        "The limit of 1 attempt isn't in the file. Set it in the settings of the quiz.",
        "The pass mark of 60% isn't in the file. Set it in the settings of the quiz.",
      ].map((reason) => ({ scope: "setting", reason })),
    });
  });

  it("keep line breaks of preformatted text without a blank line, which would end the question", () => {
    const [read] = parsed({ ...single, stem: "<p>Run</p><pre><code>a\n\nb</code></pre>" });
    expect(read).toMatchObject({ stem: { text: "<p>Run</p><pre><code>a<br><br>b</code></pre>" } });
  });

  it.each([...oneOfEach, ...ownQuestions.map(toItem)])("are read by another parser, or left out: $id", (item) => {
    const { text, omissions } = gift(item);
    const left = omissions.some(({ scope }) => scope === "question");
    expect(parse(text)).toHaveLength(left ? 1 : 2);
    expect(left).toBe(["build-list", "dropdowns", "command"].includes(item.type));
  });

  it.each(["chapter", "azure"] as const)("are read by another parser for every live item under %s", (profile) => {
    const items = liveItems(profile);
    expect(items.length).toBeGreaterThan(150);
    const { text, omissions } = gift(...items);
    const left = new Set(omissions.filter(({ scope }) => scope === "question").map(({ itemId }) => itemId));
    const questions = parse(text).filter(({ type }) => type !== "Category");
    expect(questions.map((question) => "id" in question && question.id)).toEqual(
      items.map(({ id }) => id).filter((id) => !left.has(id)),
    );
    const types = { single: "MC", choose: "MC", "hot-area": "MC", statements: "Matching", matching: "Matching" };
    const exported = items.filter(({ id }) => !left.has(id));
    expect(questions.map(({ type }) => type)).toEqual(
      exported.map(({ type }) => (Object.hasOwn(types, type) ? types[type as keyof typeof types] : "TF")),
    );
  });
});
