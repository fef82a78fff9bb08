import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mostSpans, withLook, type Look, type TimeRecord } from "../../src/store/assigned-time.ts";

const begun: TimeRecord = { time: { elapsed: 0, hidden: [], offline: [] } };
const look = (fields: Partial<Look>): Look => ({ at: 0, steady: 0, isHidden: false, isOffline: false, ...fields });
const after = (looks: readonly Partial<Look>[], record = begun) =>
  looks.reduce<TimeRecord>((last, fields) => withLook(last, look(fields)), record);

describe("the time of an attempt at an assignment", () => {
  it("counts seconds by the clock that can't be set, from the first look on", () => {
    const { time } = after([{ steady: 500 }, { steady: 1500, at: 1000 }, { steady: 4000, at: 3500 }]);
    expect(time).toEqual({ elapsed: 3.5, hidden: [], offline: [], seenAt: 3500 });
  });

  it("counts as hidden from the look that found the page hidden to the one that found it shown", () => {
    const { time } = after([
      { at: 1000, steady: 1000 },
      { at: 2000, steady: 2000, isHidden: true },
      { at: 3000, steady: 3000, isHidden: true },
      { at: 5000, steady: 5000 },
      { at: 6000, steady: 6000 },
    ]);
    expect(time.hidden).toEqual([{ from: 2000, to: 5000 }]);
    expect(time.elapsed).toBe(5);
  });

  it("keeps apart when the device was offline", () => {
    const { time } = after([
      { at: 1000, steady: 1000, isOffline: true },
      { at: 4000, steady: 4000 },
      { at: 5000, steady: 5000, isOffline: true },
      { at: 6000, steady: 6000, isOffline: true },
    ]);
    expect(time.offline).toEqual([
      { from: 1000, to: 4000 },
      { from: 5000, to: 6000 },
    ]);
    expect(time.hidden).toEqual([]);
  });

  it("counts a page that was closed as hidden until it is opened again, and adds no seconds", () => {
    const before = after([
      { at: 1000, steady: 1000 },
      { at: 3000, steady: 3000 },
    ]).time;
    const { time } = after(
      [
        { at: 63_000, steady: 10 },
        { at: 64_000, steady: 1010 },
      ],
      { time: before },
    );
    expect(time.hidden).toEqual([{ from: 3000, to: 63_000 }]);
    expect(time.elapsed).toBe(3);
  });

  it("doesn't count a reload as time away", () => {
    const before = after([{ at: 1000, steady: 1000 }]).time;
    expect(after([{ at: 2500, steady: 10 }], { time: before }).time.hidden).toEqual([]);
  });

  it("counts a device that slept as hidden", () => {
    const { time } = after([
      { at: 1000, steady: 1000 },
      { at: 901_000, steady: 901_000 },
    ]);
    expect(time.hidden).toEqual([{ from: 1000, to: 901_000 }]);
  });

  it("loses no seconds and makes no span that ends before it begins when the clock is set back", () => {
    const { time } = after([
      { at: 100_000, steady: 1000, isHidden: true },
      { at: 40_000, steady: 2000, isHidden: true },
      { at: 41_000, steady: 3000 },
    ]);
    expect(time.elapsed).toBe(2);
    expect(time.hidden).toEqual([{ from: 40_000, to: 41_000 }]);
  });

  it("adds up to the steady clock whatever the device's clock does, and keeps at most 500 valid spans", () => {
    const step = fc.record({
      at: fc.integer({ min: 0, max: 1e12 }),
      passed: fc.integer({ min: 0, max: 200_000 }),
      isHidden: fc.boolean(),
      isOffline: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 1200 }), (steps) => {
        let steady = 0;
        const looks = steps.map(({ passed, ...fields }) => ({ ...fields, steady: (steady += passed) }));
        const { time } = after(looks);
        expect(time.elapsed).toBeCloseTo((steady - (looks[0]?.steady ?? 0)) / 1000, 3);
        for (const spans of [time.hidden, time.offline]) {
          expect(spans.length).toBeLessThanOrEqual(mostSpans);
          expect(spans.every(({ from, to }) => from < to)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("drops the shortest span when there are too many", () => {
    const looks = Array.from({ length: mostSpans + 1 }, (_, at) => [
      { at: at * 100_000, steady: at * 20_000, isHidden: true },
      { at: at * 100_000 + (at === 7 ? 100 : 9000), steady: at * 20_000 + 9000 },
    ]).flat();
    const { hidden } = after(looks).time;
    expect(hidden).toHaveLength(mostSpans);
    expect(hidden.some(({ from }) => from === 700_000)).toBe(false);
  });
});
