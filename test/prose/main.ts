import { readAllowance, shrinkAllowance } from "./allowance.ts";
import { checkProse, loadProseRules } from "./check-prose.ts";
import { findingLine } from "./finding.ts";
import { repositoryPassages } from "./repository-passages.ts";

/**
 * Prints what the check finds in the given files and folders, or everywhere, without regard to the allowance; returns the
 * exit code. With `--shrink` it lowers the allowance instead.
 */
export function main(root: string, paths: string[]): number {
  const findings = checkProse(repositoryPassages(root), loadProseRules());
  if (paths.includes("--shrink")) {
    shrinkAllowance(findings);
    console.log(`${Object.values(readAllowance()).reduce((sum, count) => sum + count, 0)} still allowed.`);
    return 0;
  }
  const isAsked = (file: string) =>
    paths.length === 0 ||
    paths.some((path) => path === "" || file === path || file.startsWith(`${path.replace(/\/$/, "")}/`));
  const asked = findings.filter(({ file }) => isAsked(file));
  for (const finding of asked) console.log(findingLine(finding));
  console.log(asked.length === 0 ? "Nothing found." : `${asked.length} to look at.`);
  return asked.length === 0 ? 0 : 1;
}
