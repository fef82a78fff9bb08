import { describe, expect, it } from "vitest";
import { discriminationBand, facilityBand } from "../../../src/assignment/analysis/bands.ts";
import { classTotals } from "../../../src/assignment/analysis/class-totals.ts";
import { classOf, digits, tenLearners } from "./classes.ts";

describe("the totals of a class", () => {
  it("computes mean, median, spread and extremes as shares of points", () => {
    const totals = classTotals(classOf(tenLearners));
    expect(totals).toMatchObject({ learners: 10, maximum: 5 });
    const { mean, median, standardDeviation, lowest, highest } = totals;
    expect([mean, median, standardDeviation, lowest, highest].map(digits)).toEqual([
      "0.4600",
      "0.4000",
      "0.2835",
      "0.0000",
      "1.0000",
    ]);
  });

  it("puts a share on the edge of two bars into the higher one, and full points into the last", () => {
    const { histogram } = classTotals(classOf(tenLearners));
    expect(histogram.map(({ learners }) => learners)).toEqual([1, 0, 2, 0, 3, 0, 2, 0, 1, 1]);
    expect(histogram[9]).toEqual({ from: 0.9, to: 1, learners: 1 });
  });

  it("has no common maximum where learners had different ones", () => {
    expect(classTotals([...classOf(["11"]), ...classOf(["111"], "B")]).maximum).toBeUndefined();
  });

  it("has nothing to measure without submissions", () => {
    expect(classTotals([])).toMatchObject({ learners: 0, mean: { available: false, reason: "no-learners" } });
  });
});

describe("bands", () => {
  it.each([
    [0.4, "good"],
    [0.1 + 0.2, "fair"],
    [0.3 - 1e-16, "fair"],
    [0.29, "marginal"],
    [0.19, "poor"],
    [0, "poor"],
    [-0.01, "negative"],
    [-1, "negative"],
  ])("puts a discrimination of %d into the band %s", (value, id) => {
    expect(discriminationBand(value).id).toBe(id);
  });

  it.each([
    [1, "easy"],
    [0.91, "easy"],
    [0.9, "usual"],
    [0.3, "usual"],
    [0.29, "hard"],
    [0, "hard"],
  ])("puts a facility of %d into the band %s", (value, id) => {
    expect(facilityBand(value).id).toBe(id);
  });
});
