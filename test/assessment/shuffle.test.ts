import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inOrder, shownOrder, shuffle } from "../../src/assessment/shuffle.ts";
import { buildList, choose, matching, oneOfEach, reveal, single, statements } from "./some-items.ts";

describe("a shuffled list", () => {
  it("holds the same members, and the same seed gives the same order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (list, seed) => {
        const mixed = shuffle(list, seed);
        expect([...mixed].sort((a, b) => a - b)).toEqual([...list].sort((a, b) => a - b));
        expect(shuffle(list, seed)).toEqual(mixed);
      }),
    );
  });

  it("puts every member in every place about equally often", () => {
    const draws = 6000;
    const first = new Map<string, number>();
    for (let at = 0; at < draws; at++) {
      const [head] = shuffle(["a", "b", "c", "d"], `seed ${at}`);
      if (head) first.set(head, (first.get(head) ?? 0) + 1);
    }
    for (const count of first.values()) expect(Math.abs(count / draws - 0.25)).toBeLessThan(0.03);
    expect(first.size).toBe(4);
  });
});

describe("the order an attempt shows", () => {
  it("names every option, step or token once, and nothing where the authored order is kept", () => {
    for (const [item, choices] of [
      [single, single.options],
      [choose, choose.options],
      [buildList, buildList.steps],
      [matching, matching.tokens],
    ] as const) {
      expect([...shownOrder(item, "seed")].sort()).toEqual(choices.map(({ id }) => id).sort());
    }
    expect(shownOrder(statements, "seed")).toEqual([]);
    expect(shownOrder(reveal, "seed")).toEqual([]);
  });

  const named = (...texts: string[]) => ({
    ...single,
    options: single.options.map((option, at) => ({ ...option, html: texts[at] ?? "" })),
  });

  it("leaves tiers in their natural order", () => {
    expect(shownOrder(named("Basic", "<strong>Standard</strong>", "Premium"), "seed")).toEqual([]);
    expect(shownOrder(named("Basic", "Standard", "any tier that has it"), "seed")).toHaveLength(3);
  });

  it("puts options that are numbers in ascending order, so that the key's place tells nothing", () => {
    for (const seed of ["one", "two", "three", "four"]) {
      expect(shownOrder(named("2", "10", "500"), seed)).toEqual(["a", "b", "c"]);
      expect(shownOrder(named("<strong>10</strong> GB", "100 GB", "2 GB"), seed)).toEqual(["c", "a", "b"]);
      expect(
        shownOrder(named("Tags: 4, manifests: 3", "Tags: 4, manifests: 2", "Tags: 1, manifests: 4"), seed),
      ).toEqual(["c", "b", "a"]);
    }
  });

  it("mixes tokens of a matching even if they are numbers, because sorted tokens would show what belongs to what", () => {
    const numbered = {
      ...matching,
      tokens: matching.tokens.map((token, at) => ({ ...token, html: `A team of ${at + 1}` })),
    };
    const orders = ["one", "two", "three", "four"].map((seed) => shownOrder(numbered, seed).join());
    expect(new Set(orders).size).toBeGreaterThan(1);
  });

  it("ignores parts that were added or removed later", () => {
    const ordered = inOrder(single, ["c", "gone", "a"]);
    expect(ordered.options.map(({ id }) => id)).toEqual(["c", "a", "b"]);
  });

  it("changes nothing else about an item", () => {
    for (const item of oneOfEach) {
      expect(Object.keys(inOrder(item, shownOrder(item, "s"))).sort()).toEqual(Object.keys(item).sort());
    }
  });
});
