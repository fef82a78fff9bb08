import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bandOf, practiceScore } from "../../src/assessment/practice-scale.ts";

describe.each([0.6, 0.7, 0.85])("the practice scale with the pass mark at %d", (cut) => {
  it("gives 1 for nothing, 700 at the mark, and 1000 for everything", () => {
    expect(practiceScore(0, cut)).toBe(1);
    expect(practiceScore(cut, cut)).toBe(700);
    expect(practiceScore(1, cut)).toBe(1000);
  });

  it("stays at 699 or below under the mark, however near", () => {
    expect(practiceScore(cut - 1e-12, cut)).toBeLessThanOrEqual(699);
    expect(practiceScore(cut - 1e-12, cut)).toBeGreaterThanOrEqual(698);
  });

  it("passes exactly when the points do, and never falls with more points", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(200), fc.nat(200), (maximum, a, b) => {
        const [less, more] = [Math.min(a, b, maximum), Math.min(Math.max(a, b), maximum)];
        const [low, high] = [practiceScore(less / maximum, cut), practiceScore(more / maximum, cut)];
        expect(low).toBeLessThanOrEqual(high);
        expect(low >= 700).toBe(less / maximum >= cut);
        expect(low).toBeGreaterThanOrEqual(1);
        expect(high).toBeLessThanOrEqual(1000);
        expect(Number.isInteger(low)).toBe(true);
      }),
    );
  });
});

it("has four bands", () => {
  expect([1, 599, 600, 699, 700, 799, 800, 1000].map(bandOf)).toEqual([
    "Not yet",
    "Not yet",
    "Close",
    "Close",
    "Pass, with a thin margin",
    "Pass, with a thin margin",
    "Pass, with a comfortable margin",
    "Pass, with a comfortable margin",
  ]);
});
