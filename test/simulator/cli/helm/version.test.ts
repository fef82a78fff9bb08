import { describe, expect, it } from "vitest";
import { compareVersions, isPrerelease, parseVersion } from "../../../../src/simulator/cli/helm/version.ts";

describe("chart versions", () => {
  it("puts versions in the order of semver.org", () => {
    const order = [
      "1.0.0-alpha",
      "1.0.0-alpha.1",
      "1.0.0-alpha.beta",
      "1.0.0-beta.2",
      "1.0.0-beta.11",
      "1.0.0-rc.1",
      "1.0.0",
      "1.2.0",
      "1.10.0",
    ];
    const sorted = [...order]
      .reverse()
      .flatMap((text) => parseVersion(text) ?? [])
      .sort(compareVersions);
    expect(sorted.map(({ text }) => text)).toEqual(order);
  });

  // helm's library (Masterminds/semver 3.3) and semver.org differ in these.
  it.each([
    ["1", "1.0.0"],
    ["1.2", "1.2.0"],
    ["v1.2.3", "1.2.3"],
    ["1.2-rc.1", "1.2.0-rc.1"],
    ["1+build.5", "1.0.0"],
    ["01.002.3", "1.2.3"],
  ])("reads %s as %s, as helm does", (text, full) => {
    const [version, same] = [parseVersion(text), parseVersion(full)];
    expect(version?.text).toBe(text);
    expect(version && same && compareVersions(version, same)).toBe(0);
  });

  it.each([
    "",
    "one",
    "1.2.3.4",
    "1.x",
    "^1",
    "1.2.3-",
    "1.2.3+",
    "1.2.3-a..b",
    "1.2.3-01",
    "=1.2.3",
    "V1.2.3",
    " 1.2.3",
    "1.2.3 ",
    "1.2.3-a_b",
    "1.2.3-rc.1\n",
  ])("takes %j for no version", (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });

  it("ignores build metadata in the order, and knows prereleases", () => {
    const [first, second] = [parseVersion("1.0.0+a"), parseVersion("1.0.0+b")];
    expect(first && second && compareVersions(first, second)).toBe(0);
    expect(["1.0.0", "1.0.0+rc.1", "1.0.0-rc.1"].map((text) => isPrerelease(parseVersion(text)!))).toEqual([
      false,
      false,
      true,
    ]);
  });
});
