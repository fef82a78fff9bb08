import { describe, expect, it } from "vitest";
import { gradeSubmission, markScale } from "../../src/assignment/grade.ts";
import { buildGradebook } from "../../src/assignment/gradebook.ts";
import { fileNamePart, resultFor } from "../../src/assignment/make-result.ts";
import { unpackResult } from "../../src/assignment/returned-result.ts";
import { makeResults } from "../../src/store/gradebook-results.ts";
import { unzipSync } from "fflate";
import { instructorKeys, learnerPrivateKey } from "../support/assignments.ts";
import { aClass, code128 } from "../support/class.ts";

const kim = { id: "kim@example.org", name: "Kim" };
const { assignment, bodies, sit } = aClass();
const choices = { shows: "answers" as const, at: 9, maximum: 3 };
const rowOf = (decision: object = {}) => {
  const submissions = [1, 2].map((attempt) => {
    const submission = sit({ learner: kim, number: attempt, attempt, right: attempt === 1 ? 3 : 1 });
    return { submission, grade: gradeSubmission(assignment, submission, bodies) };
  });
  return buildGradebook({
    assignment,
    scale: markScale(assignment, bodies),
    submissions,
    decisions: { [kim.id]: { learner: kim.id, changedAt: 1, ...decision } },
  });
};

describe("results for learners", () => {
  it("are about the attempt that decides the mark, with points and comment", () => {
    const [row] = rowOf({ comment: "Well done." });
    const made = row && resultFor(row, assignment, choices);
    expect(made?.result).toMatchObject({
      submission: code128(1),
      earned: 3,
      maximum: 3,
      passed: true,
      comment: "Well done.",
      remark: "The mark comes from 2 attempts.",
      shows: "answers",
    });
    expect(made?.result.items).toHaveLength(3);
  });

  it("say that the instructor set the mark, and don't exist for who is excused", () => {
    const [own] = rowOf({ mark: 2.5 });
    expect(own && resultFor(own, assignment, choices)?.result).toMatchObject({
      earned: 2.5,
      remark: "Your instructor set this mark.",
    });
    const [excused] = rowOf({ excused: true });
    expect(excused && resultFor(excused, assignment, choices)).toBeUndefined();
  });

  it("open with the learner's key alone", async () => {
    const { results, zip } = await makeResults(
      rowOf(),
      { assignment, signKey: instructorKeys.sign, choices },
      () => {},
    );
    const bytes = unzipSync(zip)["kim@example-org.acrres"] ?? new Uint8Array();
    expect(results).toHaveLength(1);
    expect(await unpackResult(bytes, learnerPrivateKey, assignment.keys.sign)).toMatchObject({
      ok: true,
      value: { earned: 3 },
    });
    expect((await unpackResult(bytes, instructorKeys.seal, assignment.keys.sign)).ok).toBe(false);
  });

  it("have names that every system accepts", () => {
    expect(fileNamePart("../a:b\u202e*?")).toBe("-a-b-");
    expect(fileNamePart("Ülkü أمينة")).toBe("Ülkü أمينة");
    expect(fileNamePart("...")).toBe("-");
    expect(fileNamePart("")).toBe("learner");
  });
});
