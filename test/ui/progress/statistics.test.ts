import { describe, expect, it } from "vitest";
import { activeDays, activitySums } from "../../../src/ui/progress/activity.ts";
import { calibration, timePerQuestion } from "../../../src/ui/progress/answer-statistics.ts";
import { entry, noon } from "../../assessment/log-entries.ts";

/** A Wednesday. */
const now = new Date(2026, 8, 16, 15).getTime();
const row = (day: string, seconds: number, device = "a") => ({ day, device, seconds });

describe("activity", () => {
  it("adds up the devices of a day, in whole weeks from Monday up to today", () => {
    const days = activeDays([row("2026-09-16", 90), row("2026-09-16", 210, "b"), row("2026-09-07", 600)], now, 2);
    expect(days.map(({ day }) => day)).toEqual(
      Array.from({ length: 10 }, (_, at) => `2026-09-${String(7 + at).padStart(2, "0")}`),
    );
    expect(days[0]).toEqual({ day: "2026-09-07", minutes: 10, weekday: 0 });
    expect(days.at(-1)).toEqual({ day: "2026-09-16", minutes: 5, weekday: 2 });
  });

  it("has a day for each date when clocks change", () => {
    const days = activeDays([], new Date(2026, 10, 15, 12).getTime(), 8).map(({ day }) => day);
    expect(new Set(days).size).toBe(days.length);
    expect(days.at(-1)).toBe("2026-11-15");
  });

  it("sums up the week from Monday, and counts the days of this month", () => {
    const rows = [row("2026-09-13", 600), row("2026-09-14", 120), row("2026-09-16", 60), row("2026-08-31", 600)];
    expect(activitySums(rows, now)).toEqual({ weekMinutes: 3, daysThisMonth: 3 });
  });
});

describe("answers", () => {
  it("compare confidence with the points", () => {
    const entries = [
      entry(noon, { confidence: "certain", share: 1 }),
      entry(noon + 1, { confidence: "certain", share: 0 }),
      entry(noon + 2, { confidence: "guess", share: 0.5 }),
      entry(noon + 3),
    ];
    expect(calibration(entries)).toEqual([
      { confidence: "guess", answers: 1, share: 0.5 },
      { confidence: "think", answers: 0, share: 0 },
      { confidence: "certain", answers: 2, share: 0.5 },
    ]);
  });

  it("have a median time for each type, the slowest first", () => {
    const entries = [10, 90, 20].map((seconds, at) => entry(noon + at, { seconds }));
    expect(timePerQuestion([...entries, entry(noon, { type: "command", seconds: 60 }), entry(noon)])).toEqual([
      { type: "command", answers: 1, seconds: 60 },
      { type: "single", answers: 3, seconds: 20 },
    ]);
  });
});
