import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assemble, type Blueprint } from "../../src/assessment/assemble.ts";
import type { CompiledItem } from "../../src/assessment/item.ts";
import { banked, command, series, single } from "./some-items.ts";

/** Proposed solutions of a series, by their answers. */
const aSeries = (id: string, answers: boolean[], objective = "SER-1"): CompiledItem[] =>
  answers.map((answer, at) => ({
    ...banked(`${id}-${at}`, objective, { item: { ...series, answer, series: { ...series.series, id } } }),
    series: id,
  }));

const aCase = (id: string, objectives: string[]): CompiledItem[] =>
  objectives.map((objective, at) => ({ ...banked(`${id}-${at}`, objective), case: id }));

const singles = ["A-1", "B-1", "C-1", "D-1", "E-1", "F-1"].map((objective) => banked(objective, objective));
const blueprint: Blueprint = {
  counts: { single: 3 },
  series: 1,
  caseStudies: 1,
  minimumObjectives: 0,
  sameKeyOnly: true,
};

function draw(bank: CompiledItem[], seed: string, change: Partial<Blueprint> = {}, seen = new Map<string, number>()) {
  const drawn = assemble({ ...blueprint, ...change }, bank, { profile: "chapter", seed, seen });
  if (!drawn.ok) return drawn.error;
  const byId = new Map(bank.map((item) => [item.id, item]));
  return drawn.value.flatMap(({ itemId }) => byId.get(itemId) ?? []);
}

const answerOf = ({ chapter }: CompiledItem): boolean | undefined =>
  chapter?.type === "series" ? chapter.answer : undefined;

describe("a form with a case study and a solution series", () => {
  const answers = fc
    .array(fc.boolean(), { minLength: 3, maxLength: 4 })
    .filter((list) => list.includes(true) && list.includes(false));

  it("shows three of a series, at least one that meets the goal and one that doesn't, the same for the same seed", () => {
    fc.assert(
      fc.property(answers, fc.string(), (list, seed) => {
        const bank = [...singles, ...aSeries("s", list), ...aCase("c", ["X-1", "Y-1"])];
        const form = draw(bank, seed) as CompiledItem[];
        const solutions = form.filter((item) => item.series !== undefined);
        expect(new Set(solutions).size).toBe(3);
        expect(new Set(solutions.map(answerOf))).toEqual(new Set([true, false]));
        expect(draw(bank, seed)).toEqual(form);
      }),
    );
  });

  it("has the single questions first, then the case study in its order, then the series", () => {
    const bank = [...aSeries("s", [true, false, true, true]), ...aCase("c", ["X-1", "Y-1", "X-1"]), ...singles];
    for (let seed = 0; seed < 30; seed++) {
      const form = draw(bank, `${seed}`) as CompiledItem[];
      expect(form.map((item) => item.series ?? item.case ?? "-")).toEqual([
        "-",
        "-",
        "-",
        "c",
        "c",
        "c",
        "s",
        "s",
        "s",
      ]);
      expect(form.slice(3, 6).map(({ id }) => id)).toEqual(["c-0", "c-1", "c-2"]);
    }
  });

  it("gives the one solution that works, or fails, no fixed place and no fixed company", () => {
    const bank = [...singles, ...aSeries("s", [false, false, true, false])];
    const forms = Array.from({ length: 200 }, (_, seed) =>
      (draw(bank, `${seed}`, { caseStudies: 0 }) as CompiledItem[]).filter((item) => item.series),
    );
    const places = forms.map((solutions) => solutions.findIndex(answerOf));
    for (const place of [0, 1, 2]) expect(places.filter((at) => at === place).length).toBeGreaterThan(40);
    expect(new Set(forms.flat().map(({ id }) => id)).size).toBe(4);
  });

  it("never draws parts of a set, typed commands or checks of the text among the single questions", () => {
    const bank = [
      ...singles.slice(0, 3),
      ...aCase("c", ["X-1", "Y-1"]),
      ...aSeries("s", [true, false, true]),
      banked("typed", "Z-1", { item: command }),
      { ...banked("check", "Z-1", { item: single }), pool: "check" as const },
    ];
    for (let seed = 0; seed < 30; seed++) {
      const form = draw(bank, `${seed}`, { series: 0, caseStudies: 0 }) as CompiledItem[];
      expect(form.map(({ id }) => id).toSorted()).toEqual(["A-1", "B-1", "C-1"]);
    }
    expect(draw(bank, "s", { counts: { single: 4 } })).toMatchObject({ code: "tooFew", required: 4, found: 3 });
  });

  it("takes the set that was seen least, then the one seen longest ago", () => {
    const bank = [...singles, ...aCase("old", ["X-1", "Y-1"]), ...aCase("new", ["X-1", "Y-1"])];
    const caseOf = (seen: [string, number][]) =>
      (draw(bank, "s", { series: 0 }, new Map(seen)) as CompiledItem[]).find((item) => item.case)?.case;
    expect(caseOf([["old-0", 1]])).toBe("new");
    expect(caseOf([["new-0", 1]])).toBe("old");
    const all = (at: number, id: string): [string, number][] => [`${id}-0`, `${id}-1`].map((item) => [item, at]);
    expect(caseOf([...all(5, "old"), ...all(9, "new")])).toBe("old");
    expect(caseOf([...all(9, "old"), ...all(5, "new")])).toBe("new");
  });

  it("counts its sets toward the limit of an objective and toward the objectives covered", () => {
    const bank = [...singles, ...aCase("c", ["A-1", "A-1"]), ...aSeries("s", [true, false, true], "B-1")];
    const form = draw(bank, "s", { maximumPerObjective: 3, minimumObjectives: 5 }) as CompiledItem[];
    const uses = (objective: string) => form.filter((item) => item.objective === objective).length;
    expect(uses("A-1")).toBeLessThanOrEqual(3);
    expect(uses("B-1")).toBe(3);
    expect(new Set(form.map(({ objective }) => objective)).size).toBe(5);
  });

  it("says which sets the bank lacks", () => {
    const bank = [...singles, ...aSeries("same", [true, true, true]), ...aSeries("short", [true, false])];
    expect(draw(bank, "s", { caseStudies: 0 })).toEqual({ code: "tooFewSets", kind: "series", required: 1, found: 0 });
    expect(draw(bank, "s", { series: 0 })).toEqual({ code: "tooFewSets", kind: "case", required: 1, found: 0 });
    const wide = [...singles, ...aCase("c", ["A-1", "A-1", "A-1"])];
    expect(draw(wide, "s", { series: 0, maximumPerObjective: 2 })).toMatchObject({ code: "tooFewSets", found: 0 });
  });
});
