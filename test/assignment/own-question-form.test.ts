import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  emptyForm,
  formOfQuestion,
  questionOfForm,
  type QuestionForm,
} from "../../src/assignment/own-question-form.ts";
import { readOwnQuestion, toItem } from "../../src/assignment/own-question.ts";
import { describeKey } from "../../src/assessment/describe-response.ts";
import { scoreItem } from "../../src/assessment/score.ts";

const forms: QuestionForm[] = [
  { ...emptyForm("single"), lines: "Basic // It has no replicas.\n* Premium // It has replicas." },
  { ...emptyForm("choose"), lines: "* `acr login`\n* `docker pull`\n`docker push`" },
  { ...emptyForm("statements"), lines: "yes: A tag can move.\nNo: A digest can move. // It names the content." },
  { ...emptyForm("build-list"), lines: "Sign in\nPush\n- Restart" },
  { ...emptyForm("matching"), lines: "Pull = AcrPull\nPush = AcrPush // It includes pull.\n= Owner" },
  { ...emptyForm("matching"), lines: "Pull = AcrPush\nPush = AcrPush\n= Owner" },
  { ...emptyForm("dropdowns"), body: "Use [[Basic|*Premium]] with [[*two|three]] regions.", command: false },
  {
    ...emptyForm("hot-area"),
    title: "Tiers",
    lines: "Tier | Replicas | Webhooks\nBasic | ?no | 2\nPremium | *yes | 500",
  },
  { ...emptyForm("series"), title: "Pulls fail", situation: "A pod fails.", goal: "It starts.", answer: false },
].map((form) => ({ ...form, stem: "Which one?\n\nChoose." }));

const read = (form: QuestionForm) => readOwnQuestion(questionOfForm(form, "q1", 1));

describe("a question that was typed", () => {
  it.each(forms)("is a valid question of type $type, whose form gives the same question", (form) => {
    const result = read(form);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    expect(result.question.type).toBe(form.type);
    expect(read(formOfQuestion(result.question))).toEqual(result);
    const item = toItem(result.question);
    expect(describeKey(item).length).toBeGreaterThan(0);
    expect(scoreItem(item, undefined).earned).toBe(0);
  });

  it("has the marked answers as its key, and the reasons with them", () => {
    const result = read({ ...emptyForm("single"), stem: "Which?", lines: "Basic\n* Premium // It has replicas." });
    expect(result).toMatchObject({
      ok: true,
      question: {
        options: [
          { text: "Basic", correct: false, rationale: "" },
          { text: "Premium", correct: true, rationale: "It has replicas." },
        ],
      },
    });
  });

  it("is rejected with the field that isn't complete", () => {
    const paths = (form: QuestionForm) => {
      const result = read(form);
      return result.ok ? [] : result.problems.map(({ path }) => path);
    };
    expect(paths({ ...emptyForm("single"), stem: "", lines: "A\n*B" })).toEqual(["stem"]);
    expect(paths({ ...emptyForm("single"), stem: "Which?", lines: "A\nB" })).toEqual([""]);
    expect(paths({ ...emptyForm("statements"), stem: "Which?", lines: "A tag can move.\nno: Never." })).toEqual([
      "statements.0.answer",
    ]);
  });
});

describe("a stored question whose texts contain the marks of the form", () => {
  const text = fc
    .array(fc.constantFrom("*", "-", "=", "|", "[", "]", "?", "/", "//", " // ", "\\", "a", " ", "yes:", "[["), {
      minLength: 1,
      maxLength: 8,
    })
    .map((parts) => parts.join("").trim().replaceAll(/\s+/g, " "))
    .filter((joined) => joined !== "");
  const texts = fc.uniqueArray(text, { minLength: 3, maxLength: 4 });
  const base = { v: 1 as const, id: "q1", revision: 1, stem: "Which one?" };
  const option = (at: number, of: string) => ({
    id: "abcd".charAt(at),
    text: of,
    rationale: of,
    correct: at === 1,
  });
  const questions = texts.chain((list) =>
    fc.constantFrom<unknown>(
      { ...base, type: "single", options: list.map((of, at) => option(at, of)) },
      {
        ...base,
        type: "statements",
        statements: list.map((of, at) => ({ id: "abcd".charAt(at), text: of, answer: at === 0, rationale: of })),
      },
      {
        ...base,
        type: "build-list",
        steps: list.map((of, at) => ({ id: "abcd".charAt(at), text: of, rationale: of })),
        key: ["a", "b"],
        accept: [["b", "a"]],
      },
      {
        ...base,
        type: "matching",
        targets: list
          .slice(0, 2)
          .map((of, at) => ({ id: "ab".charAt(at), text: of, key: `t${at + 1}`, rationale: of })),
        tokens: list.map((of, at) => ({ id: `t${at + 1}`, text: of })),
        reuse: false,
      },
      {
        ...base,
        type: "dropdowns",
        body: "az acr \\| [[gap-1]]",
        command: true,
        gaps: [{ id: "gap-1", label: "Gap 1", choices: list.map((of, at) => option(at, of)) }],
      },
      {
        ...base,
        type: "hot-area",
        title: "Tiers",
        columns: ["Tier", "Value"],
        rows: list.map((of, at) => ({ label: `Row ${at}`, cells: [{ text: of, place: `place-${at + 1}` }] })),
        places: list.map((of, at) => ({
          id: `place-${at + 1}`,
          name: `Row ${at}, Value`,
          correct: at === 0,
          rationale: of,
        })),
      },
    ),
  );

  it("is the same after its form was opened and saved", () => {
    fc.assert(
      fc.property(questions, (given) => {
        const stored = readOwnQuestion(given);
        fc.pre(stored.ok);
        if (stored.ok) expect(read(formOfQuestion(stored.question))).toEqual(stored);
      }),
      { numRuns: 400 },
    );
  });
});
