import type { Finding } from "./finding.ts";
import { lineAt, masked, type Passage } from "./passage.ts";
import type { Spelling } from "./spelling.ts";

const twice = /(?<![\w/-])([A-Za-z]+)\s+\1(?![\w/-])/gi;
const fineTwice = /^(?:that|had|is|in)\b/i;

/** Words written twice in a row. */
export const repeatedWords = (passage: Passage): Finding[] =>
  [...passage.text.matchAll(twice)]
    .filter(({ 0: found }) => !fineTwice.test(found))
    .map(({ index, 0: found, 1: once }) => ({
      file: passage.file,
      line: lineAt(passage, index),
      found: found.replaceAll(/\s+/g, " "),
      say: once ?? "",
      why: "Repeated word.",
    }));

const capital = /(?<=[a-z,)\uFFFC] )[A-Z][a-z]+\b/g;

/** A text with its names of several words in lower case, so that their capitals count as right. */
const withPlainNames = (text: string, { phrases }: Spelling): string =>
  phrases.reduce((plain, phrase) => plain.replaceAll(phrase, phrase.toLowerCase()), text);

/** Capitals inside a heading or a button that are no names. */
export const headingCapitals = (passage: Passage, spelling: Spelling): Finding[] =>
  passage.kind !== "heading"
    ? []
    : [...withPlainNames(passage.text, spelling).matchAll(capital)]
        .filter(({ 0: found }) => !spelling.isName(found))
        .map(({ index, 0: found }) => ({
          file: passage.file,
          line: lineAt(passage, index),
          found,
          say: found.toLowerCase(),
          why: "Sentence case for headings and buttons.",
        }));

const longestShare = 0.1;
const fewest = 30;
const openingOf = ({ text }: Passage): string =>
  text
    .replaceAll(masked, " ")
    .trim()
    .toLowerCase()
    .split(/[^\p{L}\p{N}'’-]+/u)
    .slice(0, 3)
    .join(" ");

/** Openings of three words that more than a tenth of the passages of a repeated kind share. */
export function commonOpenings(passages: readonly Passage[]): Finding[] {
  return (["rationale", "hint"] as const).flatMap((kind) => {
    const all = passages.filter((passage) => passage.kind === kind && passage.file.startsWith("content/"));
    const groups = new Map<string, Passage[]>();
    for (const passage of all) groups.set(openingOf(passage), [...(groups.get(openingOf(passage)) ?? []), passage]);
    return [...groups].flatMap(([opening, group]) => {
      const [first] = group;
      return first && all.length >= fewest && group.length > all.length * longestShare
        ? [
            {
              file: first.file,
              line: first.line,
              found: opening,
              say: `vary it: ${group.length} of ${all.length} ${kind}s begin so`,
              why: `At most ${longestShare * 100}% of the ${kind}s share their first three words.`,
            },
          ]
        : [];
    });
  });
}
