import { bodiesOf } from "./bank.ts";
import { findingAt, type BankCheck } from "./bank-check.ts";

/** A question that shares more words in a row than this with the text asks for recognition, not for thought. */
const mostWords = 8;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Returns all runs of so many words. */
function runsOf(text: string, length: number): string[] {
  const words = wordsOf(text);
  const starts = words.slice(0, Math.max(0, words.length - length + 1));
  return starts.map((_, at) => words.slice(at, at + length).join(" "));
}

const withoutCode = (text: string): string => text.replaceAll(/```[\s\S]*?```|`[^`]*`|\{\{[^}]*\}\}/g, " … ");

/** Commands and cited facts aside, no stem, option or statement repeats a sentence of the chapter. */
export const chapterWords: BankCheck = ({ entries, compiled }) => {
  const texts = compiled.sections.flatMap(({ texts: parts }) => parts.map(({ text }) => text));
  const chapter = new Set(texts.flatMap((text) => runsOf(text, mostWords + 1)));
  const findings = entries.flatMap((entry) =>
    bodiesOf(entry.item).flatMap(({ stem = "", options = [], statements = [] }) =>
      [stem, ...[...options, ...statements].map(({ text }) => text)]
        .flatMap((text) => withoutCode(text).split("…"))
        .flatMap((text) => runsOf(text, mostWords + 1).find((run) => chapter.has(run)) ?? [])
        .map((run) => findingAt(entry, `repeats the chapter: “${run}”`)),
    ),
  );
  return {
    title: `No question repeats more than ${mostWords} words in a row of the chapter`,
    figure: `${findings.length} that do`,
    findings,
  };
};
