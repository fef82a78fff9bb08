import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ScoredItem } from "../../../src/assessment/item.ts";
import { maximumOf } from "../../../src/assessment/score.ts";
import { readMoodleXml } from "../../../src/assignment/formats/import-moodle-xml.ts";
import { writeMoodleXml } from "../../../src/assignment/formats/moodle-xml.ts";
import { childOf, childrenOf, readXml, type ReadElement } from "../../../src/assignment/formats/xml-reader.ts";
import type { OwnQuestion } from "../../../src/assignment/own-question-schema.ts";
import { toItem } from "../../../src/assignment/own-question.ts";
import { buildList, choose, oneOfEach, single } from "../../assessment/some-items.ts";
import { liveItems } from "../live-items.ts";
import { ownQuestion, ownQuestions } from "../some-questions.ts";

const noLimits = { minutes: null, attempts: null, passPercent: null };
const write = (...items: ScoredItem[]) => writeMoodleXml({ title: "ACR / week 3", items, settings: noLimits });
const questionsOf = (xml: string): ReadElement[] => {
  const document = readXml(xml);
  if (!document.ok) throw new Error(document.message);
  return childrenOf(document.root, "question");
};
const written = (item: ScoredItem): ReadElement => {
  const question = questionsOf(write(item).text)[1];
  if (!question) throw new Error(`${item.id} isn't in the file`);
  return question;
};
const textOf = (element: ReadElement, name: string): string | undefined =>
  childOf(childOf(element, name), "text")?.text ?? childOf(element, name)?.text;

/** Moodle's list of shares; it rejects a file that has another. */
const moodleFractions =
  "100 90 83.33333 80 75 70 66.66667 60 50 40 33.33333 30 25 20 16.66667 14.28571 12.5 11.11111 10 5 0"
    .split(" ")
    .flatMap((fraction) => [fraction, `-${fraction}`]);

describe("questions in Moodle XML", () => {
  it("are in a category named after the quiz, a slash of the title doubled", () => {
    const [category] = questionsOf(write(single).text);
    expect(category?.attributes).toEqual({ type: "category" });
    expect(category && textOf(category, "category")).toBe("$course$/top/ACR // week 3");
  });

  it("write HTML in CDATA, so that a person can read it and no text ends it", () => {
    const { text } = write({ ...single, stem: "<p>Is <code>a]]&gt;b</code> safe?</p>" });
    expect(text).toContain("<![CDATA[<p>Is <code>a]]&gt;b</code> safe?</p>]]>");
    expect(textOf(written({ ...single, stem: "<p>]]></p>" }), "questiontext")).toBe("<p>]]&gt;</p>");
  });

  it("have one correct option worth 100 with single true", () => {
    const question = written(toItem(ownQuestion("single")));
    expect(question.attributes).toEqual({ type: "multichoice" });
    expect(textOf(question, "single")).toBe("true");
    expect(childrenOf(question, "answer").map(({ attributes }) => attributes["fraction"])).toEqual(["0", "100", "0"]);
    expect(childrenOf(question, "hint")).toHaveLength(1);
  });

  it("have several correct options with single false and negative shares for wrong ones", () => {
    const question = written(toItem(ownQuestion("choose")));
    expect(textOf(question, "single")).toBe("false");
    expect(childrenOf(question, "answer").map(({ attributes }) => attributes["fraction"])).toEqual([
      "33.33333",
      "33.33333",
      "33.33333",
      "-33.33333",
    ]);
    expect(textOf(question, "defaultgrade")).toBe("3");
  });

  it("leave out a question whose share Moodle doesn't have", () => {
    const options = Array.from({ length: 12 }, (_, at) => ({ ...choose.options[0], id: `o${at}`, correct: at > 0 }));
    const item = { ...choose, choose: 11, options: options.map((option) => ({ html: "x", rationale: "", ...option })) };
    expect(questionsOf(write(item).text)).toHaveLength(1);
    expect(write(item).omissions).toMatchObject([{ itemId: "choose", scope: "question" }]);
  });

  it("give ordering questions the feedback elements without which Moodle's import fails", () => {
    const question = written(toItem(ownQuestion("build-list")));
    expect(question.attributes).toEqual({ type: "ordering" });
    for (const name of ["correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "shownumcorrect"]) {
      expect(childOf(question, name), name).toBeDefined();
    }
    expect(textOf(question, "gradingtype")).toBe("LONGEST_ORDERED_SUBSET");
    expect(childrenOf(question, "answer").map((answer) => textOf({ ...answer, children: [answer] }, "answer"))).toEqual(
      ["Step build", "Step tag", "Step push"],
    );
  });

  it("leave out an order with unused steps or several right orders, and say why", () => {
    expect(write(buildList).omissions).toEqual([
      {
        itemId: "build-list",
        scope: "question",
        reason: "Moodle's ordering questions have no steps that stay unused.",
      },
    ]);
    const steps = buildList.steps.slice(0, 4);
    expect(write({ ...buildList, steps }).omissions[0]?.reason).toContain("accepts several");
  });

  it("ask statements and drop-down lists in Cloze questions, with the feedback of each choice", () => {
    const question = written(toItem(ownQuestion("statements")));
    expect(question.attributes).toEqual({ type: "cloze" });
    expect(textOf(question, "questiontext")).toContain(
      "<p>Statement <code>a</code> {1:MULTICHOICE:=Yes#See a.~No#See a.}</p>",
    );
    const gaps = textOf(written(toItem(ownQuestion("dropdowns"))), "questiontext");
    expect(gaps).toContain("--name &#123;n&#125; --sku {1:MULTICHOICE:=Option premium &#61; &#123;a&#125;");
  });

  it("have an ID number that no other question of the file has", () => {
    const items = liveItems("chapter");
    const questions = questionsOf(write(...items, ...items.slice(0, 3)).text).slice(1);
    const ids = questions.map((question) => textOf(question, "idnumber"));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => id !== undefined && id.length <= 100)).toBe(true);
  });

  it.each(["chapter", "azure"] as const)(
    "keep every share in Moodle's list for every live item under %s",
    (profile) => {
      const items = liveItems(profile);
      const { text, omissions } = write(...items);
      const questions = questionsOf(text).slice(1);
      const left = new Set(omissions.filter(({ scope }) => scope === "question").map(({ itemId }) => itemId));
      expect(questions.length).toBe(items.length - left.size);
      const choices = questions.filter(({ attributes }) => attributes["type"] !== "ordering");
      const shares = choices.flatMap((question) =>
        childrenOf(question, "answer").map(({ attributes }) => attributes["fraction"] ?? ""),
      );
      expect(shares.filter((share) => !moodleFractions.includes(share))).toEqual([]);
      const exported = items.filter(({ id }) => !left.has(id));
      expect(questions.map((question) => textOf(question, "defaultgrade") ?? "cloze")).toEqual(
        exported.map((item) => (["statements", "dropdowns"].includes(item.type) ? "cloze" : String(maximumOf(item)))),
      );
      const imported = readMoodleXml(text, { idPrefix: "back" });
      expect(imported.problems.filter(({ severity }) => severity === "error")).toEqual([]);
      expect(imported.questions.map(({ type }) => type)).toEqual(
        exported.map((item) =>
          item.type === "series" || (item.type === "hot-area" && item.choose === 1)
            ? "single"
            : item.type === "hot-area"
              ? "choose"
              : item.type,
        ),
      );
    },
  );

  it.each(oneOfEach)("are well-formed for an item of type $type", (item) => {
    expect(questionsOf(write(item).text).length).toBeGreaterThan(0);
  });
});

/** A question with the ids that an import gives, and without what Moodle XML doesn't keep. */
function asImported(question: OwnQuestion): Record<string, unknown> {
  const letter = (at: number): string => String.fromCharCode(97 + at);
  const lettered = <T extends { id: string }>(list: readonly T[]): T[] =>
    list.map((member, at) => ({ ...member, id: letter(at) }));
  const base = { ...question, id: "back-1" };
  switch (question.type) {
    case "single":
    case "choose":
      return { ...base, options: lettered(question.options) };
    case "statements":
      return { ...base, statements: lettered(question.statements) };
    case "build-list":
      return {
        ...base,
        steps: lettered(question.steps).map((step) => ({ ...step, rationale: "" })),
        key: question.key.map((_, at) => letter(at)),
      };
    case "matching":
      return {
        ...base,
        targets: lettered(question.targets).map((target) => ({ ...target, rationale: "" })),
        tokens: question.tokens.map((token) => ({ ...token, text: token.text.replaceAll("`", "") })),
      };
    case "dropdowns":
      return {
        ...base,
        body: "az acr [[a]] --name {n} --sku [[b]]",
        gaps: lettered(question.gaps).map((gap, at) => ({
          ...gap,
          label: `gap ${at + 1}`,
          choices: lettered(gap.choices).map((choice) => ({ ...choice, text: choice.text.replaceAll("`", "") })),
        })),
      };
    default:
      return base;
  }
}

describe("a round trip through Moodle XML", () => {
  const kept = ownQuestions.filter(({ type }) => type !== "hot-area" && type !== "series");

  it.each(kept)("brings back a question of type $type", (question) => {
    const { questions, problems } = readMoodleXml(write(toItem(question)).text, { idPrefix: "back" });
    expect(questions).toEqual([asImported(question)]);
    const loses = question.type === "build-list" || question.type === "matching";
    expect(problems.map(({ message }) => message)).toEqual(
      loses ? ["The general feedback is left out. Write it into the feedback of the answers."] : [],
    );
  });

  it("brings back any text", () => {
    const character = fc.constantFrom(..."~=#{}\\&<>;%\"'/-]ab ", "&lt;", "]]>", "é", "🚢");
    fc.assert(
      fc.property(fc.string({ unit: character }), (text) => {
        const tidy = `x ${text} x`.replaceAll(/\s+/g, " ");
        const options = ownQuestion("single").options.map((option) => ({ ...option, text: tidy, rationale: tidy }));
        const gap = { id: "g", label: "g", choices: options };
        const back = (question: OwnQuestion) =>
          readMoodleXml(write(toItem(question)).text, { idPrefix: "back" }).questions[0];
        expect(back({ ...ownQuestion("single"), stem: tidy, options })).toMatchObject({
          stem: tidy,
          options: options.map(({ correct }) => ({ text: tidy, rationale: tidy, correct })),
        });
        expect(back({ ...ownQuestion("dropdowns"), stem: tidy, body: `${tidy} [[g]]`, gaps: [gap] })).toMatchObject({
          stem: tidy,
          body: `${tidy} [[a]]`,
          gaps: [{ choices: options.map(({ correct }) => ({ text: tidy, rationale: tidy, correct })) }],
        });
      }),
    );
  });
});
