import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isLastSection,
  isLocked,
  mayOpen,
  neighbor,
  placeIn,
  questionStates,
} from "../../src/assessment/exam-sections.ts";
import type { FormSection } from "../../src/assessment/form-sections.ts";
import { aResponse } from "../progress/support.ts";
import { choose, single } from "./some-items.ts";

/** Questions 0 to 3 are single, 4 and 5 of a case, 6 to 8 of a series. */
const sections: FormSection[] = [
  { kind: "general", start: 0, end: 4 },
  { kind: "case", id: "shop", start: 4, end: 6 },
  { kind: "series", id: "slow", start: 6, end: 9 },
];
const items = Array.from({ length: 9 }, (_, at) => ({
  itemId: `q${at}`,
  version: 1,
  profile: "chapter" as const,
  order: [],
}));
const place = (closedSections: number, position: number, locked: string[] = []) =>
  placeIn(sections, { items }, { closedSections, locked }, position);
const openable = (where: ReturnType<typeof place>) => items.flatMap((_, to) => (mayOpen(where, to) ? [to] : []));

describe("a place in an exam", () => {
  it("is in the section that is open, whatever position was stored", () => {
    expect(place(1, 2).at).toBe(4);
    expect(place(1, 8).at).toBe(5);
    expect(place(9, 0).at).toBe(6);
  });

  it("lets the learner open the questions of its section, and none of another", () => {
    expect(openable(place(0, 1))).toEqual([0, 1, 2, 3]);
    expect(openable(place(1, 5))).toEqual([4, 5]);
  });

  it("leads one way where questions can't be returned to, and past those that a break has locked", () => {
    const one: FormSection[] = [{ kind: "general", start: 0, end: 9 }];
    const linear = (position: number, locked: string[] = []) =>
      placeIn(one, { items }, { closedSections: 0, locked, linear: true }, position);
    expect(openable(linear(3))).toEqual([4]);
    expect(neighbor(linear(3), -1)).toBeUndefined();
    expect(neighbor(linear(8), 1)).toBeUndefined();
    expect(neighbor(linear(3, ["q3", "q4"]), 1)).toBe(5);
    const states = questionStates(linear(3), new Map(), new Map());
    expect(states.filter((state) => state.mayOpen).map(({ at }) => at)).toEqual([3]);
  });

  it("leads through a series forward only", () => {
    expect(openable(place(2, 7))).toEqual([7, 8]);
    expect(neighbor(place(2, 7), -1)).toBeUndefined();
    expect(neighbor(place(2, 7), 1)).toBe(8);
    expect(neighbor(place(2, 8), 1)).toBeUndefined();
    expect([place(1, 4), place(2, 8)].map(isLastSection)).toEqual([false, true]);
  });

  it("passes over what a break has locked", () => {
    const where = place(0, 0, ["q0", "q1"]);
    expect(isLocked(where, 0)).toBe(true);
    expect(neighbor(where, 1)).toBe(2);
    expect(neighbor(place(0, 2, ["q0", "q1"]), -1)).toBeUndefined();
  });

  it("never leads to a closed section, a locked question, or back in a series", () => {
    fc.assert(
      fc.property(fc.nat(3), fc.nat(9), fc.subarray(items.map(({ itemId }) => itemId)), (closed, position, locked) => {
        const where = place(closed, position, locked);
        for (const to of openable(where)) {
          expect(to).toBeGreaterThanOrEqual(where.section.start);
          expect(to).toBeLessThan(where.section.end);
          expect(locked).not.toContain(`q${to}`);
          if (where.section.kind === "series") expect([where.at, where.at + 1]).toContain(to);
        }
        for (const step of [1, -1] as const) {
          const to = neighbor(where, step);
          if (to !== undefined) expect(mayOpen(where, to)).toBe(true);
        }
      }),
    );
  });
});

it("tells of each question whether it's answered, incomplete or flagged", () => {
  const bodies = new Map([
    ["q0", { ...single, id: "q0" }],
    ["q1", { ...choose, id: "q1" }],
  ]);
  const responses = new Map([
    ["q0", aResponse({ itemId: "q0", flagged: true })],
    ["q1", aResponse({ itemId: "q1", response: { type: "choose", options: ["a"] } })],
  ]);
  const states = questionStates(place(0, 0), bodies, responses, { start: 0, end: 3 });
  expect(states.map(({ isAnswered, isIncomplete, isFlagged }) => [isAnswered, isIncomplete, isFlagged])).toEqual([
    [true, false, true],
    [true, true, false],
    [false, false, false],
  ]);
  expect(questionStates(place(1, 4), bodies, responses).filter(({ mayOpen: may }) => may)).toHaveLength(2);
});
