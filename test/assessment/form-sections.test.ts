import { describe, expect, it } from "vitest";
import { formSections, mayGo } from "../../src/assessment/form-sections.ts";
import type { ScoredItem } from "../../src/assessment/item.ts";
import { matching, series, single } from "./some-items.ts";

const ofCase = (id: string): ScoredItem => ({ ...single, case: { id, title: id, tabs: [] } });
const ofSeries = (id: string): ScoredItem => ({ ...series, series: { ...series.series, id } });

/** Questions 0 to 2 are single, 3 and 4 of a case, 5 to 7 of a series, 8 and 9 of another. */
const form = [
  single,
  matching,
  undefined,
  ofCase("shop"),
  ofCase("shop"),
  ofSeries("far"),
  ofSeries("far"),
  ofSeries("far"),
  ofSeries("near"),
  ofSeries("near"),
];
const sections = formSections(form);
const reachable = (from: number) => form.flatMap((_, to) => (to !== from && mayGo(sections, from, to) ? [to] : []));

describe("the sections of a form", () => {
  it("are its single questions, each case study and each series", () => {
    expect(sections).toEqual([
      { kind: "general", start: 0, end: 3 },
      { kind: "case", id: "shop", start: 3, end: 5 },
      { kind: "series", id: "far", start: 5, end: 8 },
      { kind: "series", id: "near", start: 8, end: 10 },
    ]);
    expect(formSections([])).toEqual([]);
  });

  it("let the learner move freely among single questions and in a case, and never back into a section", () => {
    expect(reachable(0)).toEqual([1, 2, 3]);
    expect(reachable(2)).toEqual([0, 1, 3]);
    expect(reachable(3)).toEqual([4, 5]);
    expect(reachable(4)).toEqual([3, 5]);
  });

  it("lead through a series one solution at a time, without a way back", () => {
    expect(reachable(5)).toEqual([6]);
    expect(reachable(6)).toEqual([7]);
    expect(reachable(7)).toEqual([8]);
    expect(reachable(9)).toEqual([]);
    expect(mayGo(sections, 6, 6)).toBe(true);
    expect(mayGo(sections, 10, 0)).toBe(false);
  });
});
