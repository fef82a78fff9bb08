import fc from "fast-check";
import { expect, it } from "vitest";
import { fnv1a, safeId, shortIds } from "../../../src/assignment/scorm/safe-id.ts";

it("makes ids that every LMS accepts, and keeps different ids apart", () => {
  expect(safeId("aks-1-a")).toBe("aks-1-a");
  expect(safeId("family/tier-change/v3")).toBe("family/tier-change/v3");
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.string({ unit: "binary", maxLength: 60 }), (a, b) => {
      expect(safeId(a)).toMatch(/^[!-~]{0,249}[A-Za-z0-9]$/);
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
