import { expect, it } from "vitest";
import { analysisRows, mapRows } from "../../src/assignment/class-data.ts";
import { gradeSubmission, markScale } from "../../src/assignment/grade.ts";
import { buildGradebook } from "../../src/assignment/gradebook.ts";
import { classMap } from "../../src/assignment/analysis/class-map.ts";
import { aClass } from "../support/class.ts";

const { assignment, bodies, sit } = aClass();
const kim = { id: "kim@example.org" };

it("analyzes each learner's first attempt, whatever the order of the submissions", () => {
  const submissions = [
    sit({ learner: kim, number: 2, attempt: 2, right: 3 }),
    sit({ learner: kim, number: 1, right: 1 }),
  ].map((submission) => ({ submission, grade: gradeSubmission(assignment, submission, bodies) }));
  const rows = buildGradebook({ assignment, scale: markScale(assignment, bodies), submissions, decisions: {} });
  const [row, ...others] = analysisRows(rows, bodies);
  expect(others).toEqual([]);
  expect([...(row?.scores.values() ?? [])].map(({ earned }) => earned).toSorted()).toEqual([0, 0, 1]);
  expect(classMap(mapRows(rows, bodies)).objectives).toMatchObject([{ earned: 1, maximum: 3 }]);
});
