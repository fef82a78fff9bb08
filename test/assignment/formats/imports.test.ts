import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { writeGift } from "../../../src/assignment/formats/gift.ts";
import { readAiken } from "../../../src/assignment/formats/import-aiken.ts";
import { readGift } from "../../../src/assignment/formats/import-gift.ts";
import { readMoodleXml } from "../../../src/assignment/formats/import-moodle-xml.ts";
import type { ImportResult } from "../../../src/assignment/formats/import-result.ts";
import { toItem } from "../../../src/assignment/own-question.ts";
import { scoredItemSchema } from "../../../src/assessment/item-schema.ts";
import { ownQuestion } from "../some-questions.ts";

const ids = { idPrefix: "in" };
const lines = ({ problems }: ImportResult): string[] =>
  problems.map(({ severity, question, line, message }) => `${severity} ${question ?? "-"}:${line ?? "-"} ${message}`);
const options = (text: string, correct: boolean) => expect.objectContaining({ text, correct });
const expectValid = ({ questions }: ImportResult): void => {
  for (const question of questions) expect(v.safeParse(scoredItemSchema, toItem(question)).success).toBe(true);
};

describe("an import of Aiken", () => {
  it("reads questions with options A. and A)", () => {
    const read = readAiken(
      "What is 1 + 1?\r\nA. 1\r\nB. 2\r\nANSWER: B\r\n\r\nAnd 2 + 2?\nwith a second line\nA) 4\nB) 5\nANSWER: a\n",
      ids,
    );
    expect(lines(read)).toEqual([]);
    expect(read.questions).toEqual([
      {
        v: 1,
        id: "in-1",
        revision: 1,
        type: "single",
        stem: "What is 1 + 1?",
        options: [
          { id: "a", text: "1", rationale: "", correct: false },
          { id: "b", text: "2", rationale: "", correct: true },
        ],
      },
      expect.objectContaining({
        id: "in-2",
        stem: "And 2 + 2?\nwith a second line",
        options: [options("4", true), options("5", false)],
      }),
    ]);
    expectValid(read);
  });

  it("warns of two answers, of which Moodle would take the first", () => {
    const read = readAiken("Which?\nA. 1\nB. 2\nC. 3\nANSWER: A, B\n", ids);
    expect(lines(read)).toEqual([
      "warning 1:1 The answer names A, B. Learners have to select all of them; Moodle would take only A.",
    ]);
    expect(read.questions).toMatchObject([{ type: "choose", options: [{ correct: true }, { correct: true }, {}] }]);
  });

  it("names the question and line of each problem, and reads the others", () => {
    const read = readAiken(
      [
        "No answer?",
        "A. 1",
        "B. 2",
        "",
        "Unknown?",
        "A. 1",
        "B. 2",
        "ANSWER: C",
        "",
        "No options?",
        "ANSWER: A",
        "",
        "Good?",
        "A. 1",
        "B. 2",
        "ANSWER: A",
        "",
        "Cut off?",
        "A. 1",
      ].join("\n"),
      ids,
    );
    expect(lines(read)).toEqual([
      "error 1:1 The question has no line that begins with ANSWER:.",
      "error 2:5 The answer is C, but there is no such option.",
      "error 3:10 The question has no options. Write them in lines that begin with A., B. and so on.",
      "error 5:18 The question has no line that begins with ANSWER:.",
    ]);
    expect(read.questions).toMatchObject([{ id: "in-4", stem: "Good?" }]);
  });

  it("keeps markup as text", () => {
    const read = readAiken("Is <b>x</b> bold?\nA. <script>\nB. no\nANSWER: B", ids);
    const [question] = read.questions;
    expect(question && toItem(question).stem).toBe("<p>Is &lt;b&gt;x&lt;/b&gt; bold?</p>");
  });

  it("says so when a file has no questions or is too large", () => {
    expect(lines(readAiken("", ids))).toEqual(["error -:- The file has no questions in Aiken format."]);
    expect(lines(readAiken("x".repeat(2_000_001), ids))).toEqual([
      "error -:- The file is larger than 2 MB. Split it into smaller files.",
    ]);
  });
});

describe("an import of GIFT", () => {
  it("brings back what the export wrote", async () => {
    const questions = [ownQuestion("single"), ownQuestion("choose"), ownQuestion("statements")];
    const { text } = writeGift({
      title: "T",
      items: questions.map(toItem),
      settings: { minutes: null, attempts: null, passPercent: null },
    });
    const read = await readGift(text, ids);
    expect(read.questions).toMatchObject([
      { type: "single", stem: ownQuestion("single").stem, options: ownQuestion("single").options },
      { type: "choose", stem: ownQuestion("choose").stem, options: ownQuestion("choose").options },
      {
        type: "statements",
        statements: ownQuestion("statements").statements.map(({ text: row, answer }) => ({ text: row, answer })),
      },
    ]);
    expectValid(read);
  });

  it("reads matching with colons and braces in both columns, and answers that stay unused", async () => {
    const { text } = writeGift({
      title: "T",
      items: [toItem(ownQuestion("matching"))],
      settings: { minutes: null, attempts: null, passPercent: null },
    });
    expect((await readGift(text, ids)).questions).toMatchObject([
      {
        type: "matching",
        targets: [
          { text: "A -> developer", key: "t1" },
          { text: "A cluster", key: "t2" },
          { text: "A server", key: "t3" },
        ],
        tokens: ["t1", "t2", "t3", "t4"].map((id) => ({ id, text: `Token ${id}: {x}` })),
      },
    ]);
  });

  it("reads true or false with the feedback of a wrong answer first, as Moodle does", async () => {
    const read = await readGift("::Q::Is it?{T#wrong#right}", ids);
    expect(read.questions).toMatchObject([
      {
        type: "single",
        options: [
          { text: "True", correct: true, rationale: "right" },
          { text: "False", correct: false, rationale: "wrong" },
        ],
      },
    ]);
  });

  it("names the line of a question that isn't GIFT, and reads the others", async () => {
    const read = await readGift(
      "// notes\n\n// [tag:x]\nGood?{=a\n// a comment\n~b}\n\n::Bad::Half {=a ~b\n\nShort?{=only}\n\nWrite.{}\n\nFive?{#5}\n\nJust text.\n",
      ids,
    );
    expect(read.questions).toMatchObject([
      { id: "in-1", stem: "Good?", options: [options("a", true), options("b", false)] },
    ]);
    expect(lines(read)).toEqual([
      expect.stringMatching(/^error 2:8 The question isn't valid GIFT\./),
      "error 3:10 A short answer can't be scored here. Rewrite it with options to select.",
      "error 4:12 An essay can't be scored here. Rewrite it with options to select.",
      "error 5:14 A number can't be scored here. Rewrite it with options to select.",
      "warning 6:16 This is a text without answers. It's left out.",
    ]);
  });

  it("says what happened to partial marks and general feedback", async () => {
    const read = await readGift("Which?{=a ~%50%b ~c####All in all}\n\nWhich two?{~%70%a ~%30%b ~%-100%c}", ids);
    expect(lines(read)).toEqual([
      "warning 1:1 The general feedback is left out. Write it into the feedback of the answers.",
      "warning 1:1 An answer earned part of the mark. It counts as incorrect now.",
      "warning 2:3 The correct answers earned different shares of the mark. They earn the same now.",
    ]);
    expect(read.questions).toMatchObject([{ type: "single" }, { type: "choose" }]);
  });

  it("turns HTML into text with code marks, and says which pictures it left out", async () => {
    const read = await readGift(
      '[html]<p>Run <code>az acr</code></p><script>alert(1)</script><img src\\="x">{=a ~b}',
      ids,
    );
    expect(read.questions).toMatchObject([{ stem: "Run `az acr`" }]);
    expect(lines(read)).toEqual(["warning 1:1 The text has a picture or other media (img), which is left out."]);
  });

  it("gives only valid questions, and the next one whatever comes before it", async () => {
    const piece = fc.constantFrom(
      "{",
      "}",
      "=",
      "~",
      "#",
      "::",
      "->",
      "%50%",
      "T",
      "a",
      " ",
      "\n",
      "\n\n",
      "\\",
      "[html]",
      "<b>",
      "//",
      "$CATEGORY: x",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const read = await readGift(`Odd?{=a ${pieces.join("")}~b}\n\nSafe?{=a ~b}`, ids);
        expectValid(read);
        expect(read.questions.at(-1)?.stem).toBe("Safe?");
        expectValid(readAiken(pieces.join(""), ids));
      }),
    );
  });
});

const moodle = (inner: string): string => `<?xml version="1.0"?>\n<quiz>\n${inner}\n</quiz>`;
const multichoice = (text: string, answers: string, single = "true"): string =>
  `<question type="multichoice"><questiontext format="html"><text><![CDATA[${text}]]></text></questiontext><single>${single}</single>${answers}</question>`;
const answer = (fraction: string, text: string): string =>
  `<answer fraction="${fraction}" format="html"><text>${text}</text></answer>`;

describe("an import of Moodle XML", () => {
  it("reduces HTML to text with code marks, and drops scripts and pictures", () => {
    const html =
      '<h3>Read</h3><p onclick="x()">Run <code>az&nbsp;acr</code>&#33;</p><ul><li>one</li><li>two</li></ul><script>x</script><img src="data:,x">';
    const read = readMoodleXml(moodle(multichoice(html, answer("100", "a") + answer("0", "b"))), ids);
    expect(read.questions).toMatchObject([{ stem: "Read\n\nRun `az acr`!\n\n- one\n- two" }]);
    expect(lines(read)).toEqual(["warning 1:3 The text has a picture or other media (img), which is left out."]);
    expectValid(read);
  });

  it("expands no entities and rejects a file that declares some", () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><quiz>${multichoice("&b;", "")}</quiz>`;
    expect(lines(readMoodleXml(bomb, ids))).toEqual([
      "error -:1 The file has a document type declaration, which isn't allowed. Delete it.",
    ]);
    const external = '<!DOCTYPE quiz SYSTEM "file:///etc/passwd"><quiz/>';
    expect(lines(readMoodleXml(external, ids))[0]).toContain("document type declaration");
    const undeclared = moodle(`<question type="multichoice"><name><text>&xxe;</text></name></question>`);
    expect(lines(readMoodleXml(undeclared, ids))).toEqual([
      "error -:3 The file isn't well-formed XML here. Export it again.",
    ]);
  });

  it("names the question and line of what can't be scored, and reads the others", () => {
    const read = readMoodleXml(
      moodle(
        [
          '<question type="category"><category><text>x</text></category></question>',
          '<question type="essay"><questiontext><text>Write.</text></questiontext></question>',
          '<question type="description"><questiontext><text>Read.</text></questiontext></question>',
          multichoice("Which?", answer("50", "a") + answer("0", "b")),
          multichoice("", answer("100", "a") + answer("0", "b")),
          multichoice("Good?", answer("100", "a") + answer("0", "b")),
        ].join("\n"),
      ),
      ids,
    );
    expect(lines(read)).toEqual([
      "error 1:4 Questions of the type essay can't be scored here. Rewrite it with options to select.",
      "warning 2:5 This is a text without answers. It's left out.",
      "error 3:6 No answer earns the full mark. Mark the correct answer in the file.",
      "error 4:7 The question is empty; enter a text.",
    ]);
    expect(read.questions).toMatchObject([{ id: "in-5", stem: "Good?" }]);
  });

  it("reads drop-down lists of a Cloze text and rejects other gaps", () => {
    const cloze = (text: string): string =>
      `<question type="cloze"><questiontext format="html"><text><![CDATA[${text}]]></text></questiontext></question>`;
    const read = readMoodleXml(
      moodle(
        cloze(
          "<p>Complete it.</p><p>A {1:MC:=replica#Yes \\} &amp;~%0%webhook} copies a {2:MULTICHOICE_S:%100%registry~task}.</p>",
        ) +
          cloze("<p>Say {1:SHORTANSWER:=yes}</p>") +
          cloze("<p>A [[b]] {1:MC:=x~y}</p>") +
          cloze("<p>Broken {1:MC:=x~y</p>"),
      ),
      ids,
    );
    expect(read.questions).toMatchObject([
      {
        type: "dropdowns",
        stem: "Complete it.",
        body: "A [[a]] copies a [[b]].",
        command: false,
        gaps: [
          {
            choices: [
              { text: "replica", rationale: "Yes } &", correct: true },
              { text: "webhook", correct: false },
            ],
          },
          {
            choices: [
              { text: "registry", correct: true },
              { text: "task", correct: false },
            ],
          },
        ],
      },
    ]);
    expect(lines(read)).toEqual([
      "error 2:3 Gaps of the kind SHORTANSWER can't be scored here. Only lists to choose from can.",
      "error 3:3 The text has double square brackets, which mark gaps here. Remove them.",
      "error 4:3 The gaps of the text can't be read.",
    ]);
  });

  it.each([
    ["<html/>", "its first element has to be quiz"],
    ["<quiz/>", "has no questions"],
    ["{}", "isn't well-formed XML"],
    ["", "isn't well-formed XML"],
    [`<quiz>${"<a>".repeat(100)}`, "too many elements"],
    ["x".repeat(2_000_001), "larger than 2 MB"],
  ])("says what is wrong with a file that starts with %.20s", (text, message) => {
    const read = readMoodleXml(text, ids);
    expect(read.questions).toEqual([]);
    expect(lines(read)).toEqual([expect.stringContaining(message)]);
  });

  it("reads a large file of hostile markup in time that grows with its size", () => {
    const hostile = multichoice(`<p ${"<a \"'".repeat(15_000)}`, answer("100", "a") + answer("0", "b"));
    const started = performance.now();
    const read = readMoodleXml(moodle(hostile.repeat(10)), ids);
    expect(read.problems.length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it("never throws on a file that was cut off or changed", () => {
    const good = moodle(multichoice("<p>Which <b>one</b>?</p>", answer("100", "a") + answer("0", "b")));
    fc.assert(
      fc.property(fc.nat(good.length), fc.string({ maxLength: 3 }), (at, text) => {
        expectValid(readMoodleXml(good.slice(0, at) + text + good.slice(at + text.length), ids));
        expect(lines(readMoodleXml(good.slice(0, Math.min(at, good.length - 8)), ids))).toHaveLength(1);
      }),
    );
  });
});
