import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ExamRun } from "../../src/assessment/exam-run.ts";
import {
  announcement,
  clockText,
  endedByTime,
  endOf,
  isOverdue,
  secondsLeft,
  spokenTime,
} from "../../src/assessment/exam-clock.ts";

const run: ExamRun = {
  form: "sprint-exam",
  seconds: 900,
  factor: 1,
  breaks: false,
  asksConfidence: false,
  closedSections: 0,
  locked: [],
};
const exam = { startedAt: 1_000_000, exam: run };
const { seconds: _, ...untimedRun } = run;
const untimed = { startedAt: 1_000_000, exam: untimedRun };

describe("the time left", () => {
  it("goes from the whole time down to 0, also while nobody looks, and never below", () => {
    expect(secondsLeft(exam, 1_000_000)).toBe(900);
    expect(secondsLeft(exam, 1_000_500)).toBe(900);
    expect(secondsLeft(exam, 1_899_001)).toBe(1);
    expect(secondsLeft(exam, 1_900_000)).toBe(0);
    expect(secondsLeft(exam, 9_900_000)).toBe(0);
  });

  it("is never more than the whole time, and never grows while the clock moves on", () => {
    fc.assert(
      fc.property(fc.nat(4_000_000), fc.nat(10_000), (now, later) => {
        const [before, after] = [secondsLeft(exam, now) ?? -1, secondsLeft(exam, now + later) ?? -1];
        expect(before).toBeLessThanOrEqual(900);
        expect(after).toBeLessThanOrEqual(before);
        expect(after).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("doesn't exist without a time limit", () => {
    expect(secondsLeft(untimed, 9_900_000)).toBeUndefined();
    expect(endOf(untimed)).toBeUndefined();
    expect(isOverdue(untimed, 9e12)).toBe(false);
  });
});

it("an exam is overdue from its end until it's submitted, and ended by time when it's submitted then", () => {
  expect(isOverdue(exam, 1_899_999)).toBe(false);
  expect(isOverdue(exam, 1_900_000)).toBe(true);
  expect(isOverdue({ ...exam, submittedAt: 1_900_000 }, 1_900_000)).toBe(false);
  expect(endedByTime({ ...exam, submittedAt: 1_900_000 })).toBe(true);
  expect(endedByTime({ ...exam, submittedAt: 1_899_000 })).toBe(false);
  expect(endedByTime(exam)).toBe(false);
});

it("shows and says a time", () => {
  expect([3849, 849, 9, 0].map(clockText)).toEqual(["1:04:09", "14:09", "0:09", "0:00"]);
  expect([7200, 3849, 849, 119, 60, 9, 0].map(spokenTime)).toEqual([
    "2 hours",
    "1 hour 4 minutes",
    "14 minutes",
    "1 minute 59 seconds",
    "1 minute",
    "9 seconds",
    "0 seconds",
  ]);
});

describe("announcements", () => {
  const heard = (total: number, step: number) => {
    const texts: string[] = [];
    for (let left = total; left > 0; left -= step) {
      const text = announcement(left, left - step, total);
      if (text !== undefined) texts.push(text);
    }
    return texts;
  };

  it("come once each, at half of the time, 10, 5 and 1 minutes", () => {
    const all = ["Half of the time is left: 37 minutes", "10 minutes left", "5 minutes left", "1 minute left"];
    expect(heard(75 * 60, 1)).toEqual(all);
    expect(heard(75 * 60, 7)).toEqual(all);
  });

  it("leave out what a short exam never has, and don't come twice where half is one of the minutes", () => {
    expect(heard(10 * 60, 1)).toEqual(["5 minutes left", "1 minute left"]);
    expect(heard(60, 1)).toEqual(["Half of the time is left: 30 seconds"]);
  });

  it("name only the last moment after a sleep, and nothing once the time is over", () => {
    expect(announcement(4000, 200, 4500)).toBe("5 minutes left");
    expect(announcement(4000, 0, 4500)).toBeUndefined();
    expect(announcement(4000, 3999, 4500)).toBeUndefined();
  });
});
