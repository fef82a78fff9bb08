import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyzeClass } from "../../../src/assignment/analysis/item-analysis.ts";
import { reliabilityOf } from "../../../src/assignment/analysis/reliability.ts";
import { classOf, digits, tenLearners } from "./classes.ts";

describe("reliability", () => {
  it("uses population variances in both places, so that alpha and KR-20 agree", () => {
    const reliability = reliabilityOf(classOf(tenLearners));
    expect(digits(reliability.alpha)).toBe("0.5846");
    expect(digits(reliability.kr20)).toBe("0.5846");
    expect(digits(reliability.standardError)).toBe("0.9138");
    // What population item variances over a sample variance of totals would give.
    expect(digits(reliability.kr20)).not.toBe("0.6511");
  });

  it("isn't available over different forms, but for each form", () => {
    const [a, b] = [classOf(tenLearners, "A"), classOf(tenLearners, "B")];
    const { reliability, forms } = analyzeClass([...a, ...b]);
    expect(reliability.alpha).toEqual({ available: false, reason: "different-forms" });
    expect(reliability.standardError).toEqual({ available: false, reason: "different-forms" });
    expect(forms.map(({ form, reliability: { alpha } }) => [form, digits(alpha)])).toEqual([
      ["A", "0.5846"],
      ["B", "0.5846"],
    ]);
  });

  it("isn't available where items differ although the form has one name", () => {
    const submissions = classOf(tenLearners);
    const other = {
      ...classOf(["11111"])[0],
      learner: "x",
      form: "A",
      scores: new Map([["i9", { earned: 1, maximum: 1 }]]),
    };
    expect(reliabilityOf([...submissions, other]).alpha).toEqual({ available: false, reason: "different-forms" });
  });

  it("is 1, without an error of measurement, when all items agree, however their sums are rounded", () => {
    const rows = Array.from({ length: 12 }, (_, at) => (at % 3) / 2);
    const submissions = rows.map((earned, at) => ({
      learner: String(at),
      form: "A",
      scores: new Map(Array.from({ length: 7 }, (_, item) => [`i${item}`, { earned, maximum: 1 }] as const)),
    }));
    const { alpha, standardError } = reliabilityOf(submissions);
    expect([digits(alpha), digits(standardError)]).toEqual(["1.0000", "0.0000"]);
    expect(alpha.available && alpha.value).toBeLessThanOrEqual(1);
  });

  it("needs two items and totals that vary", () => {
    expect(reliabilityOf(classOf([..."1101001011"])).alpha).toEqual({ available: false, reason: "one-item" });
    expect(reliabilityOf(classOf(Array.from({ length: 10 }, () => "110"))).alpha).toEqual({
      available: false,
      reason: "no-variance",
    });
    expect(reliabilityOf([]).alpha).toEqual({ available: false, reason: "too-few-learners" });
  });

  it("has alpha but no KR-20 for items with partial points", () => {
    const submissions = classOf(tenLearners).map((submission) => ({
      ...submission,
      scores: new Map([...submission.scores, ["i6", { earned: submission.scores.get("i1")?.earned ?? 0, maximum: 2 }]]),
    }));
    const { alpha, kr20 } = reliabilityOf(submissions);
    expect(alpha.available).toBe(true);
    expect(kr20).toEqual({ available: false, reason: "partial-points" });
  });

  it("gives the same alpha and KR-20 for any class with items of 1 point", () => {
    const anyRows = fc.integer({ min: 2, max: 8 }).chain((items) =>
      fc.array(fc.string({ unit: fc.constantFrom("0", "1"), minLength: items, maxLength: items }), {
        minLength: 10,
        maxLength: 40,
      }),
    );
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { alpha, kr20 } = reliabilityOf(classOf(rows));
        expect(kr20.available && kr20.value).toBeCloseTo(Number(alpha.available && alpha.value), 9);
        expect(kr20.available).toBe(alpha.available);
      }),
    );
  });
});
