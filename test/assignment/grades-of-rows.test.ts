import { expect, it } from "vitest";
import { gradeSubmission } from "../../src/assignment/grade.ts";
import { buildGradebook } from "../../src/assignment/gradebook.ts";
import { gradeOf } from "../../src/assignment/grades-of-rows.ts";
import { gradeValue } from "../../src/assignment/grades/grade.ts";
import { aClass } from "../support/class.ts";

it("takes the percent from the mark itself, not from the points that are shown", () => {
  const { assignment, bodies, sit } = aClass();
  const submission = sit({ learner: { id: "kim@example.org" }, number: 1, right: 1 });
  const submissions = [{ submission, grade: gradeSubmission(assignment, submission, bodies) }];
  // One of three questions, out of 1 point: 0.33 points are 33.33%, not 33%.
  const [row] = buildGradebook({ assignment, scale: { maximum: 1, fixed: true }, submissions, decisions: {} });
  const grade = row && gradeOf(row, { missingIsZero: false });
  expect(grade && gradeValue(grade, { maximum: 1, scale: "percent" })).toBe(33.33);
  expect(grade && gradeValue(grade, { maximum: 1 })).toBe(0.33);
});
