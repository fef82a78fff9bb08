import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localDay } from "../../src/assessment/local-day.ts";
import { noActiveTime, takeSeconds, withInput, withoutPage, type ActiveTime } from "../../src/store/active-time.ts";
import { createActivityRecorder } from "../../src/store/activity-recorder.ts";
import { createStore } from "../../src/store/store.ts";
import { aTab } from "../progress/support.ts";

/** A time of the first of September in the calendar of whoever runs the test. */
const time = (hours: number, minutes = 0, seconds = 0) => new Date(2026, 8, 1, hours, minutes, seconds).getTime();
const after = (...inputs: number[]): ActiveTime => inputs.reduce(withInput, noActiveTime);
const secondsAt = (active: ActiveTime, at: number) => takeSeconds(active, at).days;

describe("active time", () => {
  it("runs from an input for a minute, and on with each further input", () => {
    expect(secondsAt(after(time(9)), time(9, 0, 20))).toEqual([{ day: "2026-09-01", seconds: 20 }]);
    expect(secondsAt(after(time(9)), time(9, 30))).toEqual([{ day: "2026-09-01", seconds: 60 }]);
    expect(secondsAt(after(time(9), time(9, 0, 50)), time(9, 30))).toEqual([{ day: "2026-09-01", seconds: 110 }]);
    expect(secondsAt(after(time(9), time(9, 10)), time(9, 30))).toEqual([{ day: "2026-09-01", seconds: 120 }]);
  });

  it("ends when the page goes out of view", () => {
    const hidden = withoutPage(after(time(9)), time(9, 0, 10));
    expect(secondsAt(hidden, time(10))).toEqual([{ day: "2026-09-01", seconds: 10 }]);
    expect(secondsAt(withInput(hidden, time(9, 0, 30)), time(9, 0, 35))).toEqual([{ day: "2026-09-01", seconds: 15 }]);
  });

  it("is counted for the day of the learner's calendar that it falls on", () => {
    expect(secondsAt(after(time(23, 59, 40)), time(23, 59, 40) + 60_000)).toEqual([
      { day: "2026-09-01", seconds: 20 },
      { day: "2026-09-02", seconds: 40 },
    ]);
  });

  it("adds up to the same however often it's stored, and never to more than passed", () => {
    const inputs = fc
      .array(fc.record({ pause: fc.integer({ min: 0, max: 200_000 }), isStored: fc.boolean() }), { maxLength: 30 })
      .map((list) => {
        let at = time(22);
        return list.map(({ pause, isStored }) => ({ at: (at += pause), isStored }));
      });
    fc.assert(
      fc.property(inputs, (list) => {
        const end = (list.at(-1)?.at ?? time(22)) + 120_000;
        const total = (days: { seconds: number }[]) => days.reduce((sum, { seconds }) => sum + seconds, 0);
        let [active, stored] = [noActiveTime, 0];
        for (const { at, isStored } of list) {
          active = withInput(active, at);
          if (!isStored) continue;
          const taken = takeSeconds(active, at);
          active = taken.time;
          stored += total(taken.days);
        }
        const whole = total(secondsAt(after(...list.map(({ at }) => at)), end));
        const inParts = stored + total(secondsAt(active, end));
        // Of each of at most two days a part of a second may remain.
        expect(Math.abs(whole - inParts)).toBeLessThanOrEqual(2);
        expect(whole).toBeLessThanOrEqual((end - time(22)) / 1000);
      }),
    );
  });
});

describe("the recorder", () => {
  async function recording() {
    const progress = await aTab();
    let at = time(9);
    const store = createStore({
      progress: () => Promise.resolve(progress),
      now: () => at,
      steady: () => at,
      newId: () => "device-1",
      mirror: { read: () => null, write: () => undefined },
    });
    return { progress, recorder: createActivityRecorder(store), pass: (seconds: number) => (at += seconds * 1000) };
  }

  it("writes at most once a minute, and when the page goes out of view", async () => {
    const { progress, recorder, pass } = await recording();
    for (let second = 0; second < 59; second++) {
      recorder.input();
      pass(1);
    }
    expect(await progress.activity()).toEqual([]);
    pass(1);
    recorder.input();
    const day = localDay(time(9));
    await expect.poll(() => progress.activity()).toEqual([{ day, device: "device-1", seconds: 60 }]);
    pass(10);
    recorder.hidden();
    await expect.poll(() => progress.activity()).toEqual([{ day, device: "device-1", seconds: 70 }]);
  });

  it("makes the device's id once", async () => {
    const { progress, recorder, pass } = await recording();
    await progress.saveStudy({ key: "device", value: "known", changedAt: 1 });
    recorder.input();
    pass(5);
    recorder.hidden();
    await expect.poll(() => progress.activity()).toEqual([{ day: localDay(time(9)), device: "known", seconds: 5 }]);
    expect(await progress.study()).toEqual([{ key: "device", value: "known", changedAt: 1 }]);
  });
});
