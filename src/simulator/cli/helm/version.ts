import compare from "semver/functions/compare.js";
import parse from "semver/functions/parse.js";
import type { SemVer } from "semver";

/** A chart version (semver.org). */
export interface Version {
  /** As written. */
  text: string;
  semver: SemVer;
}

/** What helm's library, Masterminds/semver 3.3, takes for a version: the minor and the patch number can be missing. */
const pattern = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?([-+].+)?$/;

/**
 * Reads a version as helm does: a missing minor or patch number is 0, and numbers can have leading zeros, which semver.org forbids.
 * Returns undefined for text that isn't a version. Unlike helm's library, `semver` rejects versions of more than 256 characters
 * and numbers above 2^53 - 1.
 */
export function parseVersion(text: string): Version | undefined {
  const [match, major = "0", minor = "0", patch = "0", suffix = ""] = pattern.exec(text) ?? [];
  if (match === undefined) return undefined;
  const numbers = [major, minor, patch].map((digits) => digits.replace(/^0+(?=\d)/, ""));
  const semver = parse(`${numbers.join(".")}${suffix}`);
  return semver ? { text, semver } : undefined;
}

/** Returns true for a version with a prerelease, such as 1.0.0-rc.1. */
export const isPrerelease = ({ semver }: Version): boolean => semver.prerelease.length > 0;

/** Orders versions (semver.org, item 11): below 0 when `first` comes before `second`. Build metadata doesn't count. */
export const compareVersions = (first: Version, second: Version): number => compare(first.semver, second.semver);
