import { expect, it } from "vitest";
import { gradeSubmission, markScale } from "../../src/assignment/grade.ts";
import { buildGradebook } from "../../src/assignment/gradebook.ts";
import type { Decision } from "../../src/assignment/decision.ts";
import type { Submission } from "../../src/assignment/submission.ts";
import { isCurrent, makeResult, makeResults } from "../../src/store/gradebook-results.ts";
import { instructorKeys } from "../support/assignments.ts";
import { assignment, bodies, bo, kim, sit } from "./a-gradebook.ts";

const scale = markScale(assignment, bodies);
const parts = {
  assignment,
  signKey: instructorKeys.sign,
  choices: { shows: "score" as const, at: 9, maximum: scale.maximum },
};
const rowsOf = (submissions: readonly Submission[], decisions: Record<string, Decision> = {}) =>
  buildGradebook({
    assignment,
    scale,
    submissions: submissions.map((submission) => ({
      submission,
      grade: gradeSubmission(assignment, submission, bodies),
    })),
    decisions,
  });

it("makes the other results when one can't be made, and says whose it is", async () => {
  // Earlier versions stored submissions with such a key.
  const crafted = sit({ learner: bo, number: 2, right: 1, fields: { returnKey: `B${"A".repeat(86)}` } });
  const rows = rowsOf([crafted, sit({ learner: kim, number: 1, right: 2 })]);
  const done: number[] = [];
  const { results, failed } = await makeResults(rows, parts, (count) => done.push(count));
  expect(results.map(({ name }) => name)).toEqual(["kim@example-org.acrres"]);
  expect(failed.map(({ row }) => row.name)).toEqual(["Bo"]);
  expect(failed[0]?.message).not.toBe("");
  expect(done).toEqual([1, 2]);
});

it("knows when a result no longer says what the gradebook says", async () => {
  const submission = sit({ learner: kim, number: 1, right: 2 });
  const row = (decision: Partial<Decision> = {}) => {
    const [made] = rowsOf([submission], { [kim.id]: { learner: kim.id, changedAt: 1, comment: "Good.", ...decision } });
    if (!made) throw new Error("There is no row.");
    return made;
  };
  const made = await makeResult(row(), parts);
  if (!made) throw new Error("There is no result.");
  const isStill = (decision: Partial<Decision>, maximum = scale.maximum) =>
    isCurrent(made, row(decision), assignment, { maximum });
  expect(isStill({ returnedAt: 5, changedAt: 5 })).toBe(true);
  expect(isStill({ comment: "Better." })).toBe(false);
  expect(isStill({ mark: 1 })).toBe(false);
  expect(isStill({ excused: true })).toBe(false);
  expect(isStill({}, 5)).toBe(false);
});
