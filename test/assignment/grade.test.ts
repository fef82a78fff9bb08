import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gradeSubmission, markScale } from "../../src/assignment/grade.ts";
import { aClass, aSingle } from "../support/class.ts";

const kim = { id: "kim@example.org", name: "Kim" };

describe("grading a submission", () => {
  it("counts points from the responses, whatever the learner's page claimed", () => {
    const { assignment, bodies, sit } = aClass();
    const submission = sit({ learner: kim, number: 1, right: 2 });
    const honest = gradeSubmission(assignment, submission, bodies);
    expect(honest).toMatchObject({ earned: 2, maximum: 3, share: 2 / 3, draw: "same", claim: "same", missing: [] });
    const boasting = gradeSubmission(assignment, { ...submission, claimed: { earned: 3, maximum: 3 } }, bodies);
    expect(boasting).toMatchObject({ earned: 2, maximum: 3, claim: "different" });
  });

  it("counts only the items that the draw gives this learner", () => {
    const { assignment, bodies, sit, drawn } = aClass();
    const own = drawn(kim.id);
    const easy = ["sku-1", "sku-2", "sku-3", "sku-4", "sku-5"].find((id) => !own.includes(id)) ?? "";
    const submission = sit({ learner: kim, number: 1, right: 0 });
    const [first, ...others] = submission.answers;
    const swapped = {
      ...submission,
      answers: [
        {
          ...first,
          itemId: easy,
          version: 1,
          profile: "chapter" as const,
          order: [],
          response: { type: "single" as const, option: "a" },
        },
        ...others,
      ],
    };
    const grade = gradeSubmission(assignment, swapped, bodies);
    expect(grade).toMatchObject({ earned: 0, maximum: 3, draw: "otherItems" });
    expect(grade.items.map(({ itemId }) => itemId)).toEqual(own);
  });

  it("gives nothing for an answer to another version of an item", () => {
    const { assignment, bodies, sit } = aClass();
    const submission = sit({ learner: kim, number: 1, right: 3 });
    const answers = submission.answers.map((answer, at) => (at === 0 ? { ...answer, version: 2 } : answer));
    expect(gradeSubmission(assignment, { ...submission, answers }, bodies)).toMatchObject({
      earned: 2,
      draw: "otherItems",
    });
  });

  it("notes another order of questions or options without taking points", () => {
    const { assignment, bodies, sit } = aClass();
    const submission = sit({ learner: kim, number: 1, right: 3 });
    const turned = { ...submission, answers: submission.answers.toReversed() };
    expect(gradeSubmission(assignment, turned, bodies)).toMatchObject({ earned: 3, draw: "otherOrder" });
    const answers = submission.answers.map((answer) => ({ ...answer, order: answer.order.toReversed() }));
    expect(gradeSubmission(assignment, { ...submission, answers }, bodies)).toMatchObject({ draw: "otherOrder" });
  });

  it("names items whose body isn't here, and leaves them out of the points", () => {
    const { assignment, bodies, sit, drawn } = aClass();
    const [first = "", ...others] = drawn(kim.id);
    const fewer = new Map([...bodies].filter(([key]) => key !== `${first}@1`));
    const grade = gradeSubmission(assignment, sit({ learner: kim, number: 1, right: 3 }), fewer);
    expect(grade).toMatchObject({ missing: [first], earned: 2, maximum: 2, claim: "unknown", draw: "same" });
    expect(grade.items.map(({ itemId }) => itemId)).toEqual(others);
  });

  it("gives all or nothing for a question when the assignment is strict", () => {
    const { assignment, bodies, sit, drawn } = aClass({ strict: true });
    const [first = ""] = drawn(kim.id);
    const twoRows = {
      ...aSingle(first),
      type: "statements" as const,
      statements: ["x", "y"].map((id) => ({ id, html: id, answer: true, rationale: "" })),
    };
    const withRows = new Map([...bodies, [`${first}@1`, twoRows]]);
    const submission = sit({ learner: kim, number: 1, right: 0 });
    const answers = submission.answers.map((answer) =>
      answer.itemId === first
        ? { ...answer, response: { type: "statements" as const, answers: { x: true, y: false } } }
        : answer,
    );
    const half = { ...submission, answers };
    expect(gradeSubmission(assignment, half, withRows).items[0]).toMatchObject({ earned: 0, maximum: 2 });
    expect(gradeSubmission({ ...assignment, strict: false }, half, withRows).items[0]).toMatchObject({ earned: 1 });
  });

  it("lists a walkthrough as not graded, or takes the points that its replay gave", () => {
    const part = { kind: "walkthrough" as const, id: "create", title: "Create a registry", points: 4 };
    const { assignment, bodies, sit } = aClass({ parts: [...aClass().assignment.parts, part] });
    const submission = sit({ learner: kim, number: 1, right: 1 });
    const without = gradeSubmission(assignment, submission, bodies);
    expect(without).toMatchObject({ earned: 1, maximum: 3 });
    expect(without.walkthroughs).toEqual([{ id: "create", title: "Create a registry", maximum: 4, earned: undefined }]);
    expect(gradeSubmission(assignment, submission, bodies, () => 9)).toMatchObject({ earned: 5, maximum: 7 });
    expect(markScale(assignment, bodies)).toEqual({ maximum: 3, fixed: true });
    expect(markScale(assignment, bodies, true)).toEqual({ maximum: 7, fixed: true });
  });

  it("never gives more than the maximum, whatever was answered", () => {
    const { assignment, bodies, sit } = aClass();
    const option = fc.constantFrom("a", "b", "c", "zzz");
    fc.assert(
      fc.property(
        fc.array(option, { minLength: 3, maxLength: 3 }),
        fc.integer({ min: 1, max: 9 }),
        (options, attempt) => {
          const submission = sit({ learner: kim, number: 1, right: 0, attempt });
          const answers = submission.answers.map((answer, at) => ({
            ...answer,
            response: { type: "single" as const, option: options[at] ?? "a" },
          }));
          const grade = gradeSubmission(assignment, { ...submission, answers: [...answers, ...answers] }, bodies);
          expect(grade.earned).toBe(options.filter((chosen) => chosen === "a").length);
          expect(grade.maximum).toBe(3);
        },
      ),
    );
  });
});

describe("what marks are out of", () => {
  it("is everyone's points where all draws have the same", () => {
    const { assignment, bodies } = aClass();
    expect(markScale(assignment, bodies)).toEqual({ maximum: 3, fixed: true });
  });

  it("is 100 where a draw can have more points than another", () => {
    const { assignment, bodies } = aClass();
    const order = { ...aSingle("sku-1"), type: "build-list" as const, steps: [], key: ["x", "y"], accept: [] };
    expect(markScale(assignment, new Map([...bodies, ["sku-1@1", order]]))).toEqual({ maximum: 100, fixed: false });
  });
});
