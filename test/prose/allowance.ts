import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { parse, stringify } from "yaml";
import type { Finding } from "./finding.ts";

const path = join(import.meta.dirname, "allowed.yaml");
const head = `# How many findings a file may still have. It only shrinks: \`npm run prose -- --shrink\` lowers it to what is left.\n`;

/** Findings by file that are accepted for now. */
export type Allowance = Record<string, number>;

/** Counts findings by file. */
export function countByFile(findings: readonly Finding[]): Allowance {
  const counts: Allowance = {};
  for (const { file } of findings) counts[file] = (counts[file] ?? 0) + 1;
  return counts;
}

/** Reads allowed.yaml. */
export const readAllowance = (): Allowance =>
  v.parse(
    v.record(v.string(), v.pipe(v.number(), v.integer(), v.minValue(1))),
    parse(readFileSync(path, "utf8")) ?? {},
  );

/** Lowers every file's allowance to what is left; never raises one. */
export function shrinkAllowance(findings: readonly Finding[]): void {
  const left = countByFile(findings);
  const kept = Object.entries(readAllowance()).flatMap(([file, count]) => {
    const now = Math.min(count, left[file] ?? 0);
    return now > 0 ? [[file, now] as const] : [];
  });
  writeFileSync(path, `${head}${kept.length > 0 ? stringify(Object.fromEntries(kept)) : "{}\n"}`);
}

/** Findings in files that have more than their allowance. */
export function overAllowance(findings: readonly Finding[], allowance: Allowance): Finding[] {
  const counts = countByFile(findings);
  return findings.filter(({ file }) => (counts[file] ?? 0) > (allowance[file] ?? 0));
}
