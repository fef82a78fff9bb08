import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearMatch, ratio } from "../../../../src/simulator/cli/az/near-match.ts";

/** Pairs and what `difflib.SequenceMatcher(None, a, b).ratio()` of Python 3.11 says of them. */
const recorded: [string, string, number][] = [
  ["show-tags", "check-name", 0.3157894736842105],
  ["token", "premium", 0.16666666666666666],
  ["scopemap", "repository", 0.2222222222222222],
  ["create", "scopemap", 0.42857142857142855],
  ["showtags", "--name", 0.14285714285714285],
  ["--resource-group", "scopemap", 0.16666666666666666],
  ["check-name", "scopemap", 0.3333333333333333],
  ["Bsic", "tokens", 0.2],
  ["--name", "tokens", 0.16666666666666666],
  ["check-health", "Basic", 0.11764705882352941],
  ["create", "repository", 0.375],
  ["webhook", "credential", 0.11764705882352941],
  ["upload", "crate", 0.18181818181818182],
  ["list-metadata", "scopemap", 0.2857142857142857],
  ["Basic", "acrr", 0.4444444444444444],
  ["Bsic", "aks", 0.2857142857142857],
  ["token", "premium", 0.16666666666666666],
  ["replication", "credential", 0.38095238095238093],
  ["token", "scpoe-map", 0.2857142857142857],
  ["--resouce-group", "showtags", 0.2608695652173913],
  ["acrr", "upload", 0.2],
  ["acr", "network-rule", 0.13333333333333333],
  ["Basic", "Premium", 0.16666666666666666],
  ["check-name", "acr", 0.15384615384615385],
  ["--name", "a", 0.2857142857142857],
  ["crate", "list-metadata", 0.2222222222222222],
  ["webhook", "", 0.0],
  ["check-name", "replication", 0.19047619047619047],
  ["--resouce-group", "list-metadata", 0.14285714285714285],
  ["update", "replicaton", 0.375],
  ["repository", "scopemap", 0.2222222222222222],
  ["scopemap", "repositry", 0.11764705882352941],
  ["Premium", "repository", 0.35294117647058826],
  ["acr", "tokens", 0.0],
  ["crate", "update", 0.5454545454545454],
  ["acrr", "acr", 0.8571428571428571],
  ["replicaton", "credential", 0.3],
  ["credential", "Basic", 0.13333333333333333],
  ["a", "list-metadata", 0.14285714285714285],
  ["network-rule", "show-tags", 0.09523809523809523],
  ["credential", "upload", 0.125],
  ["create", "repository", 0.375],
  ["replication", "check-name", 0.2857142857142857],
  ["credential", "--resource-group", 0.23076923076923078],
  ["acr", "update", 0.2222222222222222],
  ["showtags", "tokens", 0.14285714285714285],
  ["credential", "a", 0.18181818181818182],
  ["", "premium", 0.0],
  ["token", "Basic", 0.0],
  ["Basic", "scope-map", 0.14285714285714285],
  ["check-health", "Basic", 0.11764705882352941],
  ["replication", "network-rule", 0.17391304347826086],
  ["list-metadata", "acrr", 0.11764705882352941],
  ["show-tags", "upload", 0.26666666666666666],
  ["acrr", "showtags", 0.16666666666666666],
  ["check-health", "upload", 0.1111111111111111],
  ["a", "create", 0.2857142857142857],
  ["acr", "", 0.0],
  ["crate", "Basic", 0.2],
  ["token", "delete", 0.36363636363636365],
  ["private-endpoint-connection", "private-link-resource", 0.5416666666666666],
  ["abcabba", "cbabac", 0.46153846153846156],
];

describe("the likeness of words", () => {
  it("equals difflib's ratio exactly", () => {
    for (const [a, b, likeness] of recorded) expect(ratio(a, b), `${a} ${b}`).toBeCloseTo(likeness, 12);
  });

  it("is 1 for the same word, 0 for words without a common letter, and always in between", () => {
    expect(ratio("create", "create")).toBe(1);
    expect(ratio("abc", "xyz")).toBe(0);
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const likeness = ratio(a, b);
        expect(likeness >= 0 && likeness <= 1).toBe(true);
      }),
    );
  });

  it("offers the most alike choice from 0.7 on, and nothing below", () => {
    expect(nearMatch("crate", ["create", "credential", "delete"])).toBe("create");
    expect(nearMatch("Bsic", ["Classic", "Basic", "Standard", "Premium"])).toBe("Basic");
    expect(nearMatch("cache", ["create", "check-name"])).toBeUndefined();
  });

  it("takes the later choice by name when two are as like", () => {
    expect(nearMatch("lis", ["list", "liss"])).toBe("list");
    expect(nearMatch("lis", ["liss", "list"])).toBe("list");
  });
});
