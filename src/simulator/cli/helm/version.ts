/** A version by semver.org, in its parts. */
export interface Version {
  /** As written. */
  text: string;
  numbers: readonly [number, number, number];
  prerelease: readonly string[];
}

const pattern = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;

/** Reads a version as helm does, which takes a missing minor or patch number for 0; undefined when it is none. */
export function parseVersion(text: string): Version | undefined {
  const found = pattern.exec(text);
  if (!found) return undefined;
  const [, major = "0", minor = "0", patch = "0", prerelease] = found;
  return {
    text,
    numbers: [Number(major), Number(minor), Number(patch)],
    prerelease: prerelease === undefined ? [] : prerelease.split("."),
  };
}

const comparePart = (one: string, two: string): number => {
  const [isNumber, other] = [/^\d+$/.test(one), /^\d+$/.test(two)];
  if (isNumber && other) return Number(one) - Number(two);
  if (isNumber !== other) return isNumber ? -1 : 1;
  return one < two ? -1 : one > two ? 1 : 0;
};

/** Order of versions (semver.org, item 11): below 0 when the first comes before the second. */
export function compareVersions(one: Version, two: Version): number {
  for (const [at, number] of one.numbers.entries()) {
    const difference = number - (two.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  if (one.prerelease.length === 0 || two.prerelease.length === 0) return two.prerelease.length - one.prerelease.length;
  for (const [at, part] of one.prerelease.entries()) {
    const other = two.prerelease[at];
    if (other === undefined) return 1;
    const difference = comparePart(part, other);
    if (difference !== 0) return difference;
  }
  return one.prerelease.length - two.prerelease.length;
}
