import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "./finding.ts";
import { lineAt, type Passage } from "./passage.ts";
import { findsIn, readRules, type Rule } from "./rules.ts";
import { readSpelling, spellingFindings, type Spelling } from "./spelling.ts";
import { commonOpenings, headingCapitals, repeatedWords } from "./wording.ts";

const here = import.meta.dirname;

export interface ProseRules {
  rules: Rule[];
  spelling: Spelling;
}

/** Reads the rules and the words that lie beside this file. */
export const loadProseRules = (): ProseRules => ({
  rules: readRules(readFileSync(join(here, "rules.yaml"), "utf8")),
  spelling: readSpelling(readFileSync(join(here, "words.txt"), "utf8")),
});

/** Everything that the rules find in the passages, by file and line. Spelling is not checked in comments and test titles. */
export function checkProse(passages: readonly Passage[], { rules, spelling }: ProseRules): Finding[] {
  const findings = passages.flatMap((passage) => [
    ...rules.flatMap((rule) =>
      findsIn(rule, passage).map(({ at, found }) => ({
        file: passage.file,
        line: lineAt(passage, at),
        found,
        say: rule.say,
        why: rule.why,
      })),
    ),
    ...repeatedWords(passage),
    ...(passage.area === "code" || passage.area === "tests"
      ? []
      : [...headingCapitals(passage, spelling), ...spellingFindings(passage, spelling)]),
  ]);
  return [...findings, ...commonOpenings(passages)].sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}
