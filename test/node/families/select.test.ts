import { describe, expect, it } from "vitest";
import { isDistinct, selectVariants, type Candidate } from "../../../src/node/families/select.ts";

const candidate = (key: string, ...values: number[]): Candidate => ({
  id: `${key}-${values.join("-")}`,
  key,
  parameters: Object.fromEntries(values.map((value, at) => [`p${at}`, value])),
});

const grid = (key: string, first: number, second: number): Candidate[] =>
  Array.from({ length: first }, (_, a) => Array.from({ length: second }, (__, b) => candidate(key, a, b))).flat();

const countOf = (chosen: Candidate[], key: string): number =>
  chosen.filter((candidate) => candidate.key === key).length;

describe("the choice of variants", () => {
  it("takes at most as many as asked for, spread evenly over the keys", () => {
    const all = [...grid("a", 20, 20), ...grid("b", 20, 20), ...grid("c", 20, 20)];
    const chosen = selectVariants(all, 30);
    expect(chosen).toHaveLength(30);
    expect(["a", "b", "c"].map((key) => countOf(chosen, key))).toEqual([10, 10, 10]);
  });

  it("takes no two of one key that differ in one parameter only", () => {
    const chosen = selectVariants(grid("a", 6, 6).concat(grid("b", 6, 6)));
    for (const candidate of chosen)
      for (const other of chosen) if (candidate !== other) expect(isDistinct(candidate, other)).toBe(true);
  });

  it("leaves variants out until no key of three is right in more than 40%", () => {
    const chosen = selectVariants([...grid("a", 20, 20), candidate("b", 1, 1), candidate("c", 2, 2)]);
    expect(countOf(chosen, "a")).toBeLessThanOrEqual(0.4 * chosen.length);
  });

  it("allows one of two keys in 55%", () => {
    const chosen = selectVariants([...grid("a", 40, 40), ...grid("b", 9, 9)]);
    expect(countOf(chosen, "a")).toBe(11);
    expect(countOf(chosen, "b")).toBe(9);
  });

  it("doesn't depend on the order of the candidates", () => {
    const all = [...grid("a", 9, 9), ...grid("b", 9, 9)];
    const ids = (list: Candidate[]) => selectVariants(list).map(({ id }) => id);
    expect(ids([...all].reverse())).toEqual(ids(all));
  });
});
