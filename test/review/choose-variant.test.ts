import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CompiledItem, Item } from "../../src/assessment/item.ts";
import { chooseVariant } from "../../src/review/choose-variant.ts";

const day = 24 * 60 * 60 * 1000;
const now = 1000 * day;
const body = {} as Item;
const variant = (id: string, profiles: ("chapter" | "azure")[] = ["chapter", "azure"]): CompiledItem => ({
  id,
  objective: "SKU-1",
  type: "single",
  profile: "both",
  ...Object.fromEntries(profiles.map((profile) => [profile, body])),
});
const variants = ["a", "b", "c", "d"].map((id) => variant(id));

describe("the variant of a family that a review asks", () => {
  it("wasn't seen for 30 days as long as there is one", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.nat({ max: 60 })),
        fc.string(),
        (ages, seed) => {
          const seen = new Map(Object.entries(ages).map(([id, days]) => [id, now - days * day]));
          const chosen = chooseVariant(variants, { profile: "chapter", seen, now, seed });
          const rested = variants.filter(({ id }) => (seen.get(id) ?? 0) < now - 30 * day);
          if (rested.length > 0) expect(rested).toContain(chosen);
          else expect(seen.get(chosen?.id ?? "")).toBe(Math.min(...seen.values()));
          expect(chooseVariant(variants.toReversed().toReversed(), { profile: "chapter", seen, now, seed })).toBe(
            chosen,
          );
        },
      ),
    );
  });

  it("is one for the learner's profile", () => {
    const mixed = [variant("a", ["azure"]), variant("b", ["chapter"])];
    const choice = { seen: new Map(), now, seed: "x" };
    expect(chooseVariant(mixed, { ...choice, profile: "chapter" })?.id).toBe("b");
    expect(chooseVariant(mixed.slice(0, 1), { ...choice, profile: "chapter" })).toBeUndefined();
  });

  it("differs from seed to seed", () => {
    const ids = Array.from(
      { length: 30 },
      (_, seed) => chooseVariant(variants, { profile: "chapter", seen: new Map(), now, seed: String(seed) })?.id,
    );
    expect(new Set(ids).size).toBe(4);
  });
});
