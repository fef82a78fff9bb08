import fc from "fast-check";
import { expect, it } from "vitest";
import { fnv1a, safeId, shortIds } from "../../../src/assignment/scorm/safe-id.ts";
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

it("makes ids that every LMS accepts, and keeps different ids apart", () => {
  expect(safeId("aks-1-a")).toBe("aks-1-a");
  expect(safeId("family/tier-change/v3")).toBe("family/tier-change/v3");
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.string({ unit: "binary", maxLength: 60 }), (a, b) => {
      expect(safeId(a)).toMatch(/^[!-~]{1,249}[A-Za-z0-9]$/);
      expect(safeId(a) === safeId(b)).toBe(a === b);
    }),
  );
  const long = (end: string) => safeId("x".repeat(300) + end);
  expect(long("a")).toHaveLength(249);
  expect(long("a")).not.toBe(long("b"));
});

it("makes short identifiers of letters, digits and underscores, all different", () => {
  expect(shortIds(["a-b", "a_b", "a b", "c"])).toEqual(["a_b", "a_b_2", "a_b_3", "c"]);
  expect(shortIds(["a_b_2", "a-b", "a_b"])).toEqual(["a_b_2", "a_b", "a_b_3"]);
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 8 }), (ids) => {
      const short = shortIds(ids);
      expect(new Set(short).size).toBe(ids.length);
      for (const id of short) expect(id).toMatch(/^\w{1,250}$/);
    }),
  );
});

it("computes FNV-1a", () => {
  expect(fnv1a("")).toBe(0x811c9dc5);
  expect(fnv1a("a")).toBe(0xe40c292c);
});
