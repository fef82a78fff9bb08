import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Attempt } from "../../src/assessment/attempt.ts";
import { customTypes, drawCustom, fittingItems, type CustomForm } from "../../src/assessment/custom-form.ts";
import type { CompiledItem } from "../../src/assessment/item.ts";
import { anAttempt } from "../progress/support.ts";
import { banked, choose, command, reveal, series, single } from "./some-items.ts";

const plain: CustomForm = {
  questions: 10,
  minutes: 20,
  objectives: [],
  types: [],
  missedIn: 0,
  unseenIn: 0,
  caseStudies: true,
  includeDisputed: false,
};
const objectives = ["A-1", "B-1", "C-1", "D-1"];
const bank: CompiledItem[] = [
  ...Array.from({ length: 16 }, (_, at) => banked(`single-${at}`, objectives[at % 4] ?? "")),
  ...Array.from({ length: 8 }, (_, at) => banked(`choose-${at}`, objectives[at % 4] ?? "", { item: choose })),
  ...["a", "b", "c", "d", "e"].map((letter) => ({ ...banked(`case-${letter}`, "A-1"), case: "shop" })),
  ...["a", "b", "c", "d"].map((letter) => ({
    ...banked(`series-${letter}`, "B-1", { item: { ...series, answer: letter === "a" } }),
    series: "slow",
  })),
  banked("twin", "A-1", { profile: "twin" }),
  banked("typed", "A-1", { item: command }),
  banked("card", "A-1", { item: reveal }),
  { ...banked("check", "A-1"), pool: "check" },
];

const attempt = (id: string, submittedAt: number, points: Record<string, number>): Attempt =>
  anAttempt({
    id,
    startedAt: submittedAt - 1,
    submittedAt,
    items: Object.keys(points).map((itemId) => ({ itemId, version: 1, profile: "chapter", order: [] })),
    scores: Object.entries(points).map(([itemId, earned]) => ({ itemId, earned, maximum: 1 })),
  });
const attempts = [
  attempt("old", 100, { "single-0": 0, "single-1": 1 }),
  attempt("new", 200, { "single-2": 0, "single-3": 1 }),
];
const fitting = (change: Partial<CustomForm>) =>
  fittingItems({ ...plain, ...change }, bank, attempts).map(({ id }) => id);

describe("the questions that fit a custom exam", () => {
  it("are those of the chosen objectives and types, and never cards, typed commands or checks of the text", () => {
    expect(fitting({})).toHaveLength(33);
    expect(fitting({ objectives: ["A-1"], types: ["choose"] })).toEqual(["choose-0", "choose-4"]);
    expect(fitting({ types: ["series"] })).toHaveLength(4);
  });

  it("are those missed, or not seen, in the last attempts", () => {
    expect(fitting({ missedIn: 1 })).toEqual(["single-2"]);
    expect(fitting({ missedIn: 2 })).toEqual(["single-0", "single-2"]);
    expect(fitting({ unseenIn: 1 })).not.toContain("single-3");
    expect(fitting({ unseenIn: 1 })).toContain("single-1");
    expect(fitting({ unseenIn: 2 })).not.toContain("single-1");
  });

  it("count attempts that asked questions of an instructor too, but not those of such questions alone", () => {
    const madeItems = [{ ...single, id: "own/1" }];
    const mixed = { ...attempt("mixed", 300, { "single-5": 0, "own/1": 0 }), madeItems };
    const ownOnly = { ...attempt("own", 400, { "own/1": 0 }), madeItems };
    const missed = fittingItems({ ...plain, missedIn: 1 }, bank, [...attempts, mixed, ownOnly]);
    expect(missed.map(({ id }) => id)).toEqual(["single-5"]);
  });

  it("leave out case studies, and questions keyed differently by the profiles, unless asked for", () => {
    expect(fitting({ caseStudies: false }).filter((id) => id.startsWith("case"))).toEqual([]);
    expect(fitting({})).not.toContain("twin");
    expect(fitting({ includeDisputed: true })).toContain("twin");
  });
});

describe("a custom exam", () => {
  it("has the number of questions asked for, or as many as fit, each once", () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 1, max: 60 }),
        fc.subarray([...customTypes]),
        fc.subarray(objectives),
        (seed, questions, types, chosen) => {
          const form = { ...plain, questions, types, objectives: chosen };
          const fits = fittingItems(form, bank, []);
          const drawn = drawCustom(form, fits, { profile: "chapter", seed });
          if (!drawn.ok) {
            expect(fits.filter((item) => item.case === undefined && item.series === undefined)).toEqual([]);
            return;
          }
          expect(drawn.value.length).toBeLessThanOrEqual(questions);
          expect(new Set(drawn.value).size).toBe(drawn.value.length);
          expect(drawn.value.every((item) => fits.includes(item))).toBe(true);
          const singles = fits.filter((item) => item.case === undefined && item.series === undefined);
          expect(drawn.value.length).toBeGreaterThanOrEqual(Math.min(questions, singles.length));
          expect(drawCustom(form, fits, { profile: "chapter", seed })).toEqual(drawn);
        },
      ),
    );
  });

  it("has a case study and a series only when it's long enough, and after the single questions", () => {
    const draw = (questions: number) => {
      const drawn = drawCustom({ ...plain, questions }, fittingItems(plain, bank, []), {
        profile: "chapter",
        seed: "s",
      });
      return drawn.ok ? drawn.value : [];
    };
    expect(draw(9).every((item) => item.case === undefined && item.series === undefined)).toBe(true);
    const long = draw(20);
    expect(long.slice(12, 17).every((item) => item.case === "shop")).toBe(true);
    expect(long.slice(17).map((item) => item.series)).toEqual(["slow", "slow", "slow"]);
  });

  it("spreads over objectives", () => {
    const drawn = drawCustom({ ...plain, questions: 8 }, fittingItems(plain, bank, []), {
      profile: "chapter",
      seed: "t",
    });
    const counts = objectives.map(
      (objective) => drawn.ok && drawn.value.filter((item) => item.objective === objective).length,
    );
    expect(counts).toEqual([2, 2, 2, 2]);
    expect(
      drawn.ok && drawn.value.every(({ chapter }) => chapter?.type === single.type || chapter?.type === "choose"),
    ).toBe(true);
  });
});
