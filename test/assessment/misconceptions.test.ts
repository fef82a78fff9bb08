import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Confidence, ScoredItem } from "../../src/assessment/item.ts";
import { logEntryOf, type LogEntry } from "../../src/assessment/log-entry.ts";
import { startOfDay } from "../../src/assessment/local-day.ts";
import { dueMisconceptions, heldMisconceptions } from "../../src/assessment/misconceptions.ts";
import { single } from "./some-items.ts";

const hour = 60 * 60 * 1000;
const noon = new Date(2026, 8, 1, 12).getTime();
const day = (number: number): number => new Date(2026, 8, 1 + number, 12).getTime();

/** Option a holds M01, option c holds M02, b is right. */
const item: ScoredItem = {
  ...single,
  options: single.options.map((option) => ({
    ...option,
    ...(option.id === "a" && { misconception: "M01" }),
    ...(option.id === "c" && { misconception: "M02" }),
  })),
};

let entries = 0;
const answered = (option: "a" | "b" | "c", at: number, confidence?: Confidence): LogEntry =>
  logEntryOf(item, {
    id: `entry-${++entries}`,
    source: "practice",
    response: { type: "single", option },
    earned: option === "b" ? 1 : 0,
    maximum: 1,
    at,
    confidence,
  });
const dueCodes = (log: readonly LogEntry[], now: number) => dueMisconceptions(log, now).map(({ code }) => code);

describe("a wrong idea", () => {
  it("is in the queue once it was held with certainty, and due from the next day on", () => {
    const log = [answered("a", noon, "certain")];
    expect(heldMisconceptions(log)).toMatchObject([{ code: "M01", times: 1, certainTimes: 1, lastAt: noon }]);
    expect(dueCodes(log, noon + 11 * hour)).toEqual([]);
    expect(dueCodes(log, noon + 12 * hour)).toEqual(["M01"]);
    expect(dueCodes(log, day(90))).toEqual(["M01"]);
  });

  it("is counted but not queued when the learner wasn't certain", () => {
    const log = [answered("a", noon, "think"), answered("a", day(1))];
    expect(heldMisconceptions(log)).toMatchObject([{ code: "M01", times: 2, certainTimes: 0 }]);
    expect(dueCodes(log, day(9))).toEqual([]);
  });

  it("is cleared by a right answer on a later day, not on the same day and not by a guess", () => {
    const wrong = answered("a", noon, "certain");
    expect(dueCodes([wrong, answered("b", noon + hour, "certain")], day(1))).toEqual(["M01"]);
    expect(dueCodes([wrong, answered("b", day(1), "guess")], day(1))).toEqual(["M01"]);
    const cleared = [wrong, answered("b", day(1))];
    expect(dueCodes(cleared, day(9))).toEqual([]);
    expect(heldMisconceptions(cleared)).toMatchObject([{ code: "M01", clearedAt: day(1) }]);
  });

  it("isn't cleared by a right answer to a question that doesn't offer it", () => {
    const other = logEntryOf(single, {
      id: "other",
      source: "practice",
      response: { type: "single", option: "b" },
      earned: 1,
      maximum: 1,
      at: day(1),
    });
    expect(dueCodes([answered("a", noon, "certain"), other], day(2))).toEqual(["M01"]);
  });

  it("that is in the queue stays due from the next day when it's held again, whatever the confidence", () => {
    const log = [answered("a", noon, "certain"), answered("a", day(1), "guess")];
    expect(dueCodes(log, day(1) + hour)).toEqual([]);
    expect(dueCodes(log, day(2))).toEqual(["M01"]);
  });

  it("returns to the queue when it's held with certainty after it was cleared", () => {
    const log = [answered("a", noon, "certain"), answered("b", day(1)), answered("a", day(2), "certain")];
    expect(heldMisconceptions(log)).toMatchObject([{ times: 2, certainTimes: 2, dueAt: startOfDay(day(2), 1) }]);
    expect(heldMisconceptions(log)[0]?.clearedAt).toBeUndefined();
  });

  it("comes first where it was held with certainty most often", () => {
    const log = [
      answered("c", noon, "certain"),
      answered("a", noon, "certain"),
      answered("c", noon + hour, "certain"),
      answered("a", noon + 2 * hour),
    ];
    expect(dueCodes(log, day(1))).toEqual(["M02", "M01"]);
  });
});

const anAnswer = fc
  .record({
    option: fc.constantFrom("a" as const, "b" as const, "c" as const),
    hours: fc.integer({ min: 0, max: 24 * 30 }),
    confidence: fc.constantFrom(undefined, "guess" as const, "think" as const, "certain" as const),
  })
  .map(({ option, hours, confidence }) => answered(option, noon + hours * hour, confidence));

describe("the queue of wrong ideas", () => {
  it("is due only for ideas held with certainty, on a day after they were held, and not cleared", () => {
    fc.assert(
      fc.property(fc.array(anAnswer, { maxLength: 20 }), fc.integer({ min: 0, max: 24 * 40 }), (log, hours) => {
        const now = noon + hours * hour;
        const past = log.filter(({ at }) => at <= now);
        for (const { code, lastAt } of dueMisconceptions(past, now)) {
          const held = past.filter(({ misconceptions }) => misconceptions?.includes(code));
          expect(held.some(({ confidence }) => confidence === "certain")).toBe(true);
          expect(Math.max(...held.map(({ at }) => at))).toBe(lastAt);
          expect(startOfDay(lastAt, 1)).toBeLessThanOrEqual(now);
          const cleared = past.some(
            ({ at, share, confidence }) => share === 1 && confidence !== "guess" && at >= startOfDay(lastAt, 1),
          );
          expect(cleared).toBe(false);
        }
      }),
    );
  });

  it("doesn't depend on the order in which entries are read, and leaves out those taken back", () => {
    fc.assert(
      fc.property(fc.uniqueArray(anAnswer, { maxLength: 12, selector: ({ at }) => at }), (log) => {
        expect(heldMisconceptions(log.toReversed())).toEqual(heldMisconceptions(log));
        expect(heldMisconceptions(log.map((entry) => ({ ...entry, undoneAt: 1 })))).toEqual([]);
      }),
    );
  });
});
