/** Suffixes that stand before the plain version, in order, and those after it (apk-package(5)). */
const before = ["alpha", "beta", "pre", "rc"];
const after = ["cvs", "svn", "git", "hg", "p"];

interface Parsed {
  numbers: string[];
  letter: string;
  suffixes: { rank: number; number: number }[];
  revision: number;
}

const rankOf = (suffix: string): number =>
  before.includes(suffix) ? before.indexOf(suffix) - before.length : after.indexOf(suffix) + 1;

function parse(version: string): Parsed {
  const [, numbers = "", letter = "", suffixes = "", revision = "0"] =
    /^(\d+(?:\.\d+)*)([a-z]?)((?:_[a-z]+\d*)*)(?:-r(\d+))?$/.exec(version) ?? [];
  return {
    numbers: numbers.split("."),
    letter,
    suffixes: [...suffixes.matchAll(/_([a-z]+)(\d*)/g)].map(([, name = "", number = ""]) => ({
      rank: rankOf(name),
      number: Number(number),
    })),
    revision: Number(revision),
  };
}

/** From the second number on, one that starts with a zero is compared as a fraction: 1.05 comes before 1.1. */
function compareNumbers(a: string, b: string, first: boolean): number {
  if (!first && (a.startsWith("0") || b.startsWith("0"))) return a < b ? -1 : a > b ? 1 : 0;
  return Number(a) - Number(b);
}

/** Compares two versions as apk does: numbers, a letter, suffixes such as `_rc1` and `_p2`, and the `-r` revision. */
export function compareAlpineVersions(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  for (let at = 0; at < Math.max(left.numbers.length, right.numbers.length); at++) {
    const [leftNumber, rightNumber] = [left.numbers[at], right.numbers[at]];
    if (leftNumber === undefined || rightNumber === undefined) return leftNumber === undefined ? -1 : 1;
    const difference = compareNumbers(leftNumber, rightNumber, at === 0);
    if (difference !== 0) return difference;
  }
  if (left.letter !== right.letter) return left.letter < right.letter ? -1 : 1;
  for (let at = 0; at < Math.max(left.suffixes.length, right.suffixes.length); at++) {
    const none = { rank: 0, number: 0 };
    const [leftSuffix, rightSuffix] = [left.suffixes[at] ?? none, right.suffixes[at] ?? none];
    const difference = leftSuffix.rank - rightSuffix.rank || leftSuffix.number - rightSuffix.number;
    if (difference !== 0) return difference;
  }
  return left.revision - right.revision;
}
