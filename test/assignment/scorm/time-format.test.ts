import fc from "fast-check";
import { expect, it } from "vitest";
import { clockTime12, isoDuration, timespan12, timestamp2004 } from "../../../src/assignment/scorm/time-format.ts";

it.each([
  [0, "0000:00:00.00", "PT0S"],
  [12.5, "0000:00:12.50", "PT12.5S"],
  [59.999, "0000:01:00.00", "PT1M0S"],
  [61, "0000:01:01.00", "PT1M1S"],
  [3600, "0001:00:00.00", "PT1H0S"],
  [3723.25, "0001:02:03.25", "PT1H2M3.25S"],
  [-5, "0000:00:00.00", "PT0S"],
  [Number.NaN, "0000:00:00.00", "PT0S"],
])("formats %d seconds as %s and %s", (seconds, in12, in2004) => {
  expect(timespan12(seconds)).toBe(in12);
  expect(isoDuration(seconds)).toBe(in2004);
});

it("formats every time as the LMSs accept it", () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 4e7, noNaN: true }), (seconds) => {
      expect(timespan12(seconds)).toMatch(/^\d{4}:[0-5]\d:[0-5]\d\.\d\d$/);
      expect(isoDuration(seconds)).toMatch(/^PT(\d+H)?(\d+M)?\d+(\.\d{1,2})?S$/);
    }),
  );
});

it("formats a moment with hundredths and Z, and its time of day with the zone's offset", () => {
  expect(timestamp2004(Date.UTC(2026, 0, 31, 12, 0, 0, 129))).toBe("2026-01-31T12:00:00.12Z");
  expect(timestamp2004(Number.NaN)).toBe("1970-01-01T00:00:00.00Z");
  expect(clockTime12(Date.UTC(2026, 0, 31, 23, 30), 60)).toBe("00:30:00");
  expect(clockTime12(Date.UTC(2026, 0, 31, 0, 30), -60)).toBe("23:30:00");
});
