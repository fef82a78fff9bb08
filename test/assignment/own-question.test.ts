import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { plainText } from "../../src/assessment/plain-text.ts";
import { maximumOf, scoreItem } from "../../src/assessment/score.ts";
import { ownLimits } from "../../src/assignment/own-question-schema.ts";
import { readOwnQuestion, toItem } from "../../src/assignment/own-question.ts";
import { blockHtml, inlineHtml } from "../../src/assignment/own-text.ts";
import { scoredItemSchema } from "../../src/assessment/item-schema.ts";
import { ownQuestion, ownQuestions } from "./some-questions.ts";

const messages = (value: unknown): string[] => {
  const read = readOwnQuestion(value);
  return read.ok ? [] : read.problems.map(({ path, message }) => `${path}: ${message}`);
};

describe("an own question", () => {
  it.each(ownQuestions)("of type $type becomes an item that an attempt can store", (question) => {
    const read = readOwnQuestion(JSON.parse(JSON.stringify(question)));
    expect(read).toEqual({ ok: true, question });
    const item = toItem(question);
    expect(item).toMatchObject({ id: `own/${question.id}`, version: 1, objective: "OWN", type: question.type });
    expect(v.safeParse(scoredItemSchema, item)).toMatchObject({ success: true, output: item });
  });

  it("is scored by the rules of the bank", () => {
    const choose = toItem(ownQuestion("choose"));
    expect(maximumOf(choose)).toBe(3);
    expect(scoreItem(choose, { type: "choose", options: ["a", "b", "d"] }).earned).toBe(2);
    const gaps = toItem(ownQuestion("dropdowns"));
    expect(scoreItem(gaps, { type: "dropdowns", choices: { verb: "create", sku: "gold" } }).earned).toBe(1);
    const spot = toItem(ownQuestion("hot-area"));
    expect(scoreItem(spot, { type: "hot-area", places: ["b", "c"] }).earned).toBe(2);
  });

  it("keeps the gaps of a command in place", () => {
    expect(toItem(ownQuestion("dropdowns"))).toMatchObject({
      parts: [{ text: "az acr " }, { gap: "verb" }, { text: " --name {n} --sku " }, { gap: "sku" }],
    });
  });

  it("shows paragraphs, line breaks and code, and nothing else as markup", () => {
    expect(blockHtml("Run `a < b`.\r\n\r\nThen\n<b>stop</b>".replaceAll("\r\n", "\n"))).toBe(
      "<p>Run <code>a &lt; b</code>.</p><p>Then<br>&lt;b&gt;stop&lt;/b&gt;</p>",
    );
    expect(inlineHtml("an unpaired ` stays")).toBe("an unpaired ` stays");
  });

  it("keeps any text as text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.constantFrom("<script>", "&lt;", "`<i>`", '"', ""),
        (start, end) => {
          const written = `${start}${end}`.replaceAll(/[\s`]/g, "");
          expect(plainText(inlineHtml(written))).toBe(written.trim());
          const html = blockHtml(`${start}\n\n${end}`);
          expect(html.replaceAll(/<\/?(?:p|code)>|<br>/g, "")).not.toMatch(/[<>]/);
        },
      ),
    );
  });

  it("passes the item schema with any text up to the limits", () => {
    const worst = "`&`".repeat(Math.floor(ownLimits.stem / 3));
    const item = toItem({ ...ownQuestion("single"), stem: worst });
    expect(v.safeParse(scoredItemSchema, item).success).toBe(true);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (stem) => {
        const read = readOwnQuestion({ ...ownQuestion("single"), stem });
        if (read.ok) expect(v.safeParse(scoredItemSchema, toItem(read.question)).success).toBe(true);
        else expect(read.problems[0]?.path).toBe("stem");
      }),
    );
  });

  it("names the field and what to do when a text is empty, too long or holds a control character", () => {
    const [first, ...rest] = ownQuestion("single").options;
    expect(messages({ ...ownQuestion("single"), options: [{ ...first, text: " " }, ...rest] })).toEqual([
      "options.0.text: is empty; enter a text",
    ]);
    expect(messages({ ...ownQuestion("single"), stem: "a".repeat(8001) })).toEqual([
      "stem: is longer than 8,000 characters; shorten it",
    ]);
    expect(messages({ ...ownQuestion("single"), stem: "a\u0000b" })).toEqual([
      "stem: has a control character; delete it and type the text again",
    ]);
    expect(messages({ ...ownQuestion("single"), v: 2 })[0]).toContain("another version of Drydock");
    expect(messages({ ...ownQuestion("single"), type: "command" })[0]).toContain("isn't a type of question");
  });

  it.each([
    ["single", { options: ownQuestion("choose").options }, "Mark exactly one option as correct."],
    ["choose", { options: ownQuestion("single").options }, "Mark at least two options as correct."],
    ["choose", { options: ownQuestion("choose").options.slice(0, 3) }, "Leave at least one option incorrect."],
    ["build-list", { key: ["build", "ship"] }, "The right order has ship, which isn't a step; remove it."],
    ["build-list", { accept: [["tag", "tag", "push"]] }, "Accepted order 1 has tag twice; remove one."],
    ["matching", { tokens: ownQuestion("matching").tokens.slice(1) }, "No answer has the id t1; choose another."],
    ["dropdowns", { body: "az [[verb]] [[verb]] [[sku]]" }, "Write [[verb]] exactly once in the text."],
    ["dropdowns", { body: "[[verb]] [[sku]] [[name]]" }, "The text has [[name]], but there is no such gap."],
    ["hot-area", { columns: ["", "Role"] }, "Row 1 needs one cell for each column after the first."],
  ] as const)("of type %s whose parts don't fit together is rejected", (type, change, message) => {
    expect(messages({ ...ownQuestion(type), ...change })).toContain(`: ${message}`);
  });

  it("whose two targets need one answer has to allow that answer twice", () => {
    const matching = ownQuestion("matching");
    const targets = matching.targets.map((target) => ({ ...target, key: "t1" }));
    expect(messages({ ...matching, targets })).toContain(
      ": Two targets need t1; allow answers to be used more than once.",
    );
    expect(messages({ ...matching, targets, reuse: true })).toEqual([]);
  });

  it("with two options of one id is rejected", () => {
    const single = ownQuestion("single");
    const options = single.options.map((option) => ({ ...option, id: "a" }));
    expect(messages({ ...single, options })).toContain(": Two options have the id a; give each its own.");
  });
});
