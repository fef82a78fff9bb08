import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Assignment } from "../../src/assignment/assignment.ts";
import { drawAttempt, drawItems } from "../../src/assignment/draw.ts";
import { derive, numbersFrom, shuffleIds } from "../../src/assignment/random.ts";
import { anAssignment } from "../support/assignments.ts";

const ids = (assignment: Assignment, learner: string, attempt = 1) =>
  drawItems(assignment, learner, attempt).map(({ id }) => id);

describe("golden vectors: another app that draws must get the same", () => {
  it("derives keys as HMAC-SHA-256 does (RFC 4231, test case 2)", () => {
    const key = derive(new TextEncoder().encode("Jefe"), "what do ya want for nothing?");
    expect(Buffer.from(key).toString("hex")).toBe("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  });

  it("makes numbers as xoshiro128** does", () => {
    // The first words from the state 1, 2, 3, 4, worked out with the authors’ reference code in unbounded whole numbers.
    const state = new Uint8Array(Uint32Array.from([1, 2, 3, 4]).buffer);
    const next = numbersFrom(state);
    expect(Array.from({ length: 6 }, () => next(2 ** 32))).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492,
    ]);
  });

  it("draws these for these learners", () => {
    const assignment = anAssignment();
    expect(ids(assignment, "kim@example.org")).toMatchInlineSnapshot(`
      [
        "sku-4",
        "sku-5",
        "sku-2",
      ]
    `);
    expect(ids(assignment, "kim@example.org", 2)).toMatchInlineSnapshot(`
      [
        "sku-2",
        "sku-1",
        "sku-4",
      ]
    `);
    expect(ids(assignment, "sam@example.org")).toMatchInlineSnapshot(`
      [
        "sku-4",
        "sku-3",
        "sku-2",
      ]
    `);
    expect(shuffleIds(["d", "a", "c", "b"], derive(new Uint8Array(4), "options sku-1"))).toMatchInlineSnapshot(`
      [
        "a",
        "c",
        "d",
        "b",
      ]
    `);
  });
});

describe("a draw", () => {
  it("is the same for one learner however the id is typed", () => {
    expect(ids(anAssignment(), "  KIM@Example.org ")).toEqual(ids(anAssignment(), "kim@example.org"));
  });

  it("doesn't depend on the order of the pool", () => {
    const [part] = anAssignment().parts;
    if (part?.kind !== "items") throw new Error("no pool");
    fc.assert(
      fc.property(fc.shuffledSubarray(part.from, { minLength: 5 }), (from) => {
        const mixed = anAssignment({ parts: [{ ...part, from }] });
        expect(ids(mixed, "kim").toSorted()).toEqual(ids(anAssignment(), "kim").toSorted());
        expect(ids(mixed, "kim")).toEqual(ids(anAssignment(), "kim"));
      }),
    );
  });

  it("takes as many as each part asks for, none twice", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.string(), fc.integer({ min: 1, max: 9 }), (draw, who, attempt) => {
        const [part] = anAssignment().parts;
        if (part?.kind !== "items") throw new Error("no pool");
        const drawn = ids(anAssignment({ parts: [{ ...part, draw }] }), who, attempt);
        expect(new Set(drawn).size).toBe(draw);
      }),
    );
  });

  it("gives everyone the same questions where the part says so, in an order of their own", () => {
    const [part] = anAssignment().parts;
    if (part?.kind !== "items") throw new Error("no pool");
    const same = anAssignment({ parts: [{ ...part, same: true }] });
    const sets = ["kim", "sam", "alex", "noor"].map((who) => ids(same, who).toSorted().join());
    expect(new Set(sets).size).toBe(1);
    const own = ["kim", "sam", "alex", "noor"].map((who) => ids(anAssignment(), who).toSorted().join());
    expect(new Set(own).size).toBeGreaterThan(1);
  });

  it("is the same in each attempt unless attempts draw again", () => {
    const kept = anAssignment({ redraw: false });
    expect(ids(kept, "kim", 2)).toEqual(ids(kept, "kim", 1));
    const redrawn = Array.from({ length: 6 }, (_, at) => ids(anAssignment(), "kim", at + 1).join());
    expect(new Set(redrawn).size).toBeGreaterThan(1);
  });

  it("keeps the questions of a case study together and in their order", () => {
    const from = ["x", "c1", "c2", "c3", "y", "z"].map((id) => ({
      id,
      version: 1,
      ...(id.startsWith("c") && { group: "case" }),
    }));
    const assignment = anAssignment({ parts: [{ kind: "items", title: "", from, same: false }] });
    fc.assert(
      fc.property(fc.string(), (who) => {
        expect(ids(assignment, who).join(" ")).toContain("c1 c2 c3");
      }),
    );
  });

  it("leaves out what this app doesn't have, and mixes only what may be mixed", () => {
    const items = drawAttempt(anAssignment(), "kim", 1, ({ id }) =>
      id === "sku-2" ? undefined : { profile: "azure", parts: ["a", "c", "b"], isMixed: id !== "sku-1" },
    );
    expect(items.map(({ itemId }) => itemId)).not.toContain("sku-2");
    for (const { itemId, order, profile } of items) {
      expect(profile).toBe("azure");
      expect(itemId === "sku-1" ? order : order.toSorted()).toEqual(
        itemId === "sku-1" ? ["a", "c", "b"] : ["a", "b", "c"],
      );
    }
  });
});
