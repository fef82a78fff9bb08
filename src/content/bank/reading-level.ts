import { bodiesOf } from "./bank.ts";
import { findingAt, findingIn, type BankCheck } from "./bank-check.ts";

/** School grades by the Coleman–Liau index: what half of the stems may need at the most, and what none may exceed. */
const limits = { median: 9, each: 14 };

/** The index says little of shorter stems. Proposals of a series name roles and resources, and little else. */
const fewestWords = 20;

/** Code, facts and the names of things are read as they are, not spelled out. */
const plain = (text: string): string =>
  text
    .replaceAll(/```[\s\S]*?```/g, " ")
    .replaceAll(/`[^`]*`|\{\{[^}]*\}\}/g, "it")
    .replaceAll(/\[\[chapter: ([^|\]]*)\|[^\]]*\]\]/g, "$1");

/**
 * Returns the school grade that a text needs, by the index of Coleman and Liau (1975): letters and sentences per 100 words.
 */
export function readingGrade(text: string): number {
  const words = plain(text).match(/[\p{L}\p{N}'’-]+/gu) ?? [];
  if (words.length === 0) return 0;
  const letters = words.join("").replaceAll(/[^\p{L}\p{N}]/gu, "").length;
  const sentences = Math.max(1, plain(text).match(/[.?!](?=\s|\*|$)/g)?.length ?? 1);
  return (5.88 * letters - 29.6 * sentences) / words.length - 15.8;
}

/** Stems are in plain words: the exam is about the service, not about reading. */
export const readingLevel: BankCheck = ({ entries }) => {
  const grades = entries
    .flatMap((entry) => bodiesOf(entry.item).map(({ stem = "" }) => ({ entry, stem })))
    .filter(({ entry, stem }) => entry.item.type !== "series" && stem.split(/\s+/).length >= fewestWords)
    .map(({ entry, stem }) => ({ entry, grade: readingGrade(stem) }))
    .toSorted((first, second) => first.grade - second.grade);
  const median = grades[Math.floor(grades.length / 2)]?.grade ?? 0;
  return {
    title: `Half of the stems need school grade ${limits.median} at the most, and none more than ${limits.each}`,
    figure: `median ${median.toFixed(1)}, hardest ${(grades.at(-1)?.grade ?? 0).toFixed(1)}`,
    findings: [
      ...(median > limits.median
        ? [findingIn("content/items/acr", `half need grade ${median.toFixed(1)} or more`)]
        : []),
      ...grades
        .filter(({ grade }) => grade > limits.each)
        .map(({ entry, grade }) => findingAt(entry, `the stem needs grade ${grade.toFixed(1)}`)),
    ],
  };
};
