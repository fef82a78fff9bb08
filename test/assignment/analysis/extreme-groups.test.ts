import { expect, it } from "vitest";
import { extremeGroups } from "../../../src/assignment/analysis/extreme-groups.ts";

const groups = (totals: readonly number[]) => extremeGroups(totals, (total) => total);
const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

it.each([
  [10, 3],
  [11, 3],
  [13, 4],
  [30, 8],
  [50, 14],
])("takes 27%% of %i learners, rounded: %i", (learners, size) => {
  const { upper, lower } = groups(upTo(learners));
  expect([upper.length, lower.length]).toEqual([size, size]);
});

it("puts learners who tie at an edge into the higher group", () => {
  expect(groups([0, 1, 2, 2, 2, 5, 7, 7, 8, 9])).toEqual({ upper: [7, 7, 8, 9], lower: [0, 1] });
});

it("has no lower group when the lowest totals are equal", () => {
  expect(groups([1, 1, 1, 1, 5, 6, 7, 8, 9, 10]).lower).toEqual([]);
  expect(groups([4, 4, 4, 4, 4, 4, 4, 4, 4, 4])).toEqual({ upper: upTo(10).map(() => 4), lower: [] });
});

it("has two empty groups for an empty class", () => {
  expect(groups([])).toEqual({ upper: [], lower: [] });
});
