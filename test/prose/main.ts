import { checkProse, loadProseRules } from "./check-prose.ts";
import { findingLine } from "./finding.ts";
import { repositoryPassages } from "./repository-passages.ts";

/** Prints what the check finds in the given files and folders, or everywhere; returns the exit code. */
export function main(root: string, paths: string[]): number {
  const isAsked = (file: string) =>
    paths.length === 0 ||
    paths.some((path) => path === "" || file === path || file.startsWith(`${path.replace(/\/$/, "")}/`));
  const findings = checkProse(repositoryPassages(root), loadProseRules()).filter(({ file }) => isAsked(file));
  for (const finding of findings) console.log(findingLine(finding));
  console.log(findings.length === 0 ? "Nothing found." : `${findings.length} to look at.`);
  return findings.length === 0 ? 0 : 1;
}
