import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exposedTo } from "../../../src/assignment/analysis/exposed.ts";
import { analyzeClass, groupDifference } from "../../../src/assignment/analysis/item-analysis.ts";
import type { Measure } from "../../../src/assignment/analysis/measure.ts";
import type { ScoredSubmission } from "../../../src/assignment/analysis/scored-submission.ts";
import { classOf, digits, tenLearners } from "./classes.ts";

const itemsOf = (submissions: readonly ScoredSubmission[]) => analyzeClass(submissions).items;

describe("a class of ten with known statistics", () => {
  const items = itemsOf(classOf(tenLearners));

  it("computes facility", () => {
    expect(items.map(({ facility }) => digits(facility))).toEqual(["0.7000", "0.6000", "0.5000", "0.3000", "0.2000"]);
  });

  it("computes the point-biserial correlation with the item included", () => {
    expect(items.map(({ pointBiserial }) => digits(pointBiserial))).toEqual([
      "0.6003",
      "0.7487",
      "0.4937",
      "0.7850",
      "0.4232",
    ]);
  });

  it("computes the item-rest correlation with the item left out", () => {
    expect(items.map(({ itemRest }) => digits(itemRest))).toEqual(["0.3273", "0.5196", "0.1601", "0.5976", "0.1538"]);
  });

  it("computes the difference of the first three and the last three", () => {
    const submissions = classOf(tenLearners);
    const groups = items.map(({ itemId }) => ({
      upper: exposedTo(itemId, submissions.slice(0, 3)),
      lower: exposedTo(itemId, submissions.slice(7)),
    }));
    expect(groups.map((group) => digits(groupDifference(group)))).toEqual([
      "0.6667",
      "1.0000",
      "0.6667",
      "0.6667",
      "0.3333",
    ]);
  });

  it("takes the learner who ties for the third place into the upper group", () => {
    // Upper: 11111, 11110, 11100, 11010; lower: 10000, 00100, 00000.
    expect(items.map(({ discrimination }) => digits(discrimination))).toEqual([
      "0.6667",
      "1.0000",
      "0.4167",
      "0.7500",
      "0.2500",
    ]);
  });
});

describe("what isn't available", () => {
  it("shows counts only for fewer than 10 learners", () => {
    const analysis = analyzeClass(classOf(tenLearners.slice(0, 9)));
    const [first] = analysis.items;
    expect(first).toMatchObject({
      stability: "counts-only",
      learners: 9,
      counts: { full: 7, partial: 0, none: 2, blank: 0 },
    });
    for (const measure of [first?.facility, first?.discrimination, first?.pointBiserial, first?.itemRest])
      expect(measure).toEqual({ available: false, reason: "too-few-learners" });
    expect(analysis.reliability.alpha).toEqual({ available: false, reason: "too-few-learners" });
  });

  it("marks statistics of fewer than 30 learners as unstable", () => {
    const stabilities = [10, 29, 30].map(
      (count) => itemsOf(classOf(Array.from({ length: count }, () => "10")))[0]?.stability,
    );
    expect(stabilities).toEqual(["unstable", "unstable", "stable"]);
  });

  it("has no correlation where nothing varies, rather than 0 or NaN", () => {
    const [same, varying] = itemsOf(classOf(["10", "11", "10", "11", "10", "11", "10", "11", "10", "11"]));
    expect(digits(same?.facility ?? { available: false, reason: "no-learners" })).toBe("1.0000");
    expect(same?.pointBiserial).toEqual({ available: false, reason: "no-variance" });
    expect(same?.itemRest).toEqual({ available: false, reason: "no-variance" });
    expect(varying?.itemRest).toEqual({ available: false, reason: "no-variance" });
    expect(varying?.pointBiserial).toEqual({ available: true, value: 1 });
  });

  it("doesn't take the noise of floating-point sums for variance", () => {
    const submissions = classOf(tenLearners).map((submission, at) => ({
      ...submission,
      scores: new Map([0.1, 0.2, 0.3].map((earned, index) => [`i${((index + at) % 3) + 1}`, { earned, maximum: 1 }])),
    }));
    expect(itemsOf(submissions)[0]?.pointBiserial).toEqual({ available: false, reason: "no-variance" });
    expect(analyzeClass(submissions).reliability.alpha).toEqual({ available: false, reason: "no-variance" });
  });

  it("has no lower group where all learners tie", () => {
    const [first] = itemsOf(classOf(Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? "10" : "01"))));
    expect(first?.discrimination).toEqual({ available: false, reason: "no-lower-group" });
  });

  it("has no item-rest correlation for a single item", () => {
    const [only] = itemsOf(classOf([..."1101001011"]));
    expect(only?.itemRest).toEqual({ available: false, reason: "one-item" });
  });
});

describe("whom an item counts", () => {
  it("counts a blank as wrong and says so", () => {
    const analysis = analyzeClass(classOf(["1", "1", "1", "1", "1", "0", "0", "-", "-", "-"]));
    expect(analysis.basis).toMatchObject({ blanks: "wrong", attempts: "first" });
    expect(analysis.basis.note).toContain("A blank counts as wrong");
    expect(analysis.items[0]).toMatchObject({
      facility: { available: true, value: 0.5 },
      counts: { full: 5, none: 5, blank: 3 },
    });
  });

  it("counts only learners who drew the item", () => {
    const withFirst = classOf(["11", "11", "11", "10", "10", "10", "00", "00", "00", "00"], "A");
    const withoutFirst = classOf(
      Array.from({ length: 20 }, () => "1"),
      "B",
    ).map((submission) => ({
      ...submission,
      scores: new Map([["i3", { earned: 0, maximum: 1 }]]),
    }));
    const [first] = itemsOf([...withFirst, ...withoutFirst]);
    expect(first).toEqual(itemsOf(withFirst)[0]);
    expect(first).toMatchObject({ learners: 10, facility: { available: true, value: 0.6 } });
  });
});

const anyClass = fc
  .record({ items: fc.integer({ min: 1, max: 6 }), learners: fc.integer({ min: 0, max: 40 }) })
  .chain(({ items, learners }) =>
    fc.array(
      fc.array(fc.record({ drawn: fc.boolean(), earned: fc.integer({ min: 0, max: 3 }) }), {
        minLength: items,
        maxLength: items,
      }),
      { minLength: learners, maxLength: learners },
    ),
  )
  .map((rows) =>
    rows.map((row, at): ScoredSubmission => {
      const drawn = row.flatMap((mark, index) => (mark.drawn ? [{ id: `i${index}`, earned: mark.earned }] : []));
      return {
        learner: `l${at}`,
        form: drawn.map(({ id }) => id).join(),
        scores: new Map(drawn.map(({ id, earned }) => [id, { earned, maximum: 3 }])),
      };
    }),
  );

const inRange = (measure: Measure, from: number, to: number): boolean =>
  !measure.available || (measure.value >= from - 1e-9 && measure.value <= to + 1e-9);

describe("any class", () => {
  it("has statistics within their ranges", () => {
    fc.assert(
      fc.property(anyClass, (submissions) => {
        const { items, reliability, totals } = analyzeClass(submissions);
        for (const item of items) {
          expect(inRange(item.facility, 0, 1)).toBe(true);
          expect(inRange(item.discrimination, -1, 1)).toBe(true);
          expect(inRange(item.pointBiserial, -1, 1)).toBe(true);
          expect(inRange(item.itemRest, -1, 1)).toBe(true);
          expect(item.counts.full + item.counts.partial + item.counts.none).toBe(item.learners);
        }
        expect(inRange(reliability.alpha, -Infinity, 1)).toBe(true);
        expect(inRange(reliability.standardError, 0, Infinity)).toBe(true);
        expect(totals.histogram.reduce((sum, bar) => sum + bar.learners, 0)).toBe(totals.learners);
      }),
    );
  });

  it("has the same statistics in any order of the learners", () => {
    const rounded = (submissions: readonly ScoredSubmission[]): unknown =>
      JSON.parse(
        JSON.stringify(analyzeClass(submissions), (_, value: unknown) =>
          typeof value === "number" ? Math.round(value * 1e6) / 1e6 + 0 : value,
        ),
      );
    fc.assert(
      fc.property(
        anyClass.chain((submissions) =>
          fc.tuple(
            fc.constant(submissions),
            fc.shuffledSubarray(submissions, { minLength: submissions.length, maxLength: submissions.length }),
          ),
        ),
        ([submissions, shuffled]) => {
          expect(rounded(shuffled)).toEqual(rounded(submissions));
        },
      ),
    );
  });
});
