import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Finding } from "./finding.ts";
import { lastAtMost } from "./line-counter.ts";
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

/** Between passages that are searched in one go; no rule matches across it. */
const separator = "\n\0\n";

/** What the phrase rules find. Passages of one area and kind are joined, since one long search is far faster than many. */
function phraseFindings(passages: readonly Passage[], rules: readonly Rule[]): Finding[] {
  const groups = new Map<string, Passage[]>();
  for (const passage of passages) {
    const key = `${passage.area} ${passage.kind}`;
    const group = groups.get(key);
    if (group) group.push(passage);
    else groups.set(key, [passage]);
  }
  return [...groups.values()].flatMap((group) => {
    const [{ area, kind } = { area: "content", kind: "text" } as const] = group;
    const starts: number[] = [];
    let length = 0;
    for (const { text } of group) {
      starts.push(length);
      length += text.length + separator.length;
    }
    const joined = { area, kind, text: group.map(({ text }) => text).join(separator) };
    return rules.flatMap((rule) =>
      findsIn(rule, joined).flatMap(({ at, found }) => {
        const index = lastAtMost(starts, at);
        const passage = group[index];
        const line = passage && lineAt(passage, at - (starts[index] ?? 0));
        return passage && line ? [{ file: passage.file, line, found, say: rule.say, why: rule.why }] : [];
      }),
    );
  });
}

/** Everything that the rules find in the passages, by file and line. Spelling is not checked in comments and test titles. */
export function checkProse(passages: readonly Passage[], { rules, spelling }: ProseRules): Finding[] {
  const findings = passages.flatMap((passage) => [
    ...repeatedWords(passage),
    ...(passage.area === "code" || passage.area === "tests"
      ? []
      : [...headingCapitals(passage, spelling), ...spellingFindings(passage, spelling)]),
  ]);
  return [...findings, ...phraseFindings(passages, rules), ...commonOpenings(passages)].sort(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line,
  );
}
