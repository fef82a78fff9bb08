import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tabForKey } from "../../../src/ui/shared/tab-keys.ts";

const places = fc.integer({ min: 1, max: 20 }).chain((count) => fc.tuple(fc.nat(count - 1), fc.constant(count)));

describe("keys of a row of tabs", () => {
  it("lead to every tab in turn and around both ends", () => {
    fc.assert(
      fc.property(places, ([at, count]) => {
        const next = tabForKey("ArrowRight", at, count) ?? Number.NaN;
        expect(next).toBe(at === count - 1 ? 0 : at + 1);
        expect(tabForKey("ArrowLeft", next, count)).toBe(at);
        expect(tabForKey("Home", at, count)).toBe(0);
        expect(tabForKey("End", at, count)).toBe(count - 1);
      }),
    );
  });

  it("leave other keys to the page", () => {
    expect(tabForKey("Tab", 0, 3)).toBeUndefined();
    expect(tabForKey("a", 0, 3)).toBeUndefined();
  });
});
