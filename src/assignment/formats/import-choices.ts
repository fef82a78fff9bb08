import { partId, type Draft, type ImportCollector, type ImportPlace } from "./import-result.ts";

/** An answer of a question in a file. */
export interface ImportedChoice {
  text: string;
  rationale: string;
  /** Share of the mark in percent; negative for a penalty. */
  percent: number;
}

/**
 * Returns a single-choice question, or one with several correct answers, and records what its marks lose: Drydock gives
 * each correct answer the same share and none to others. Undefined, with an error, if nothing is correct.
 */
export function choiceDraft(
  question: { stem: string; choices: readonly ImportedChoice[]; several: boolean },
  place: ImportPlace,
  collector: ImportCollector,
): Draft | undefined {
  const { stem, choices, several } = question;
  const isCorrect = ({ percent }: ImportedChoice): boolean => (several ? percent > 0 : percent >= 100);
  const correct = choices.filter(isCorrect);
  if (correct.length === 0) {
    collector.error(place, "No answer earns the full mark. Mark the correct answer in the file.");
    return undefined;
  }
  if (!several && choices.some(({ percent }) => percent > 0 && percent < 100)) {
    collector.warn(place, "An answer earned part of the mark. It counts as incorrect now.");
  }
  if (!several && correct.length > 1) {
    collector.warn(place, `Any of ${correct.length} answers was right. Now learners have to select all of them.`);
  }
  if (
    several &&
    Math.max(...correct.map(({ percent }) => percent)) - Math.min(...correct.map(({ percent }) => percent)) > 0.01
  ) {
    collector.warn(place, "The correct answers earned different shares of the mark. They earn the same now.");
  }
  return {
    type: correct.length === 1 ? "single" : "choose",
    stem,
    options: choices.map((choice, at) => ({
      id: partId(at),
      text: choice.text,
      rationale: choice.rationale,
      correct: isCorrect(choice),
    })),
  };
}

/** Returns a matching question; rows that are all answered with yes and no, or true and false, become statements. */
export function pairsDraft(stem: string, pairs: readonly { left: string; right: string }[]): Draft {
  const rows = pairs.filter(({ left }) => left.trim() !== "");
  const answers = new Set(pairs.map(({ right }) => right.toLowerCase()));
  const isEvery = (...words: string[]): boolean => [...answers].every((answer) => words.includes(answer));
  if (isEvery("yes", "no") || isEvery("true", "false")) {
    return {
      type: "statements",
      stem,
      statements: rows.map(({ left, right }, at) => ({
        id: partId(at),
        text: left,
        answer: /^(?:yes|true)$/i.test(right),
        rationale: "",
      })),
    };
  }
  const tokens = [...new Set(pairs.map(({ right }) => right))];
  const keys = rows.map(({ right }) => `t${tokens.indexOf(right) + 1}`);
  return {
    type: "matching",
    stem,
    targets: rows.map(({ left }, at) => ({ id: partId(at), text: left, key: keys[at], rationale: "" })),
    tokens: tokens.map((text, at) => ({ id: `t${at + 1}`, text })),
    reuse: new Set(keys).size < keys.length,
  };
}

/** Returns a single-choice question with the options True and False. */
export const trueFalseDraft = (stem: string, answer: boolean, rationales: { right: string; wrong: string }): Draft => ({
  type: "single",
  stem,
  options: [true, false].map((value) => ({
    id: String(value),
    text: value ? "True" : "False",
    rationale: value === answer ? rationales.right : rationales.wrong,
    correct: value === answer,
  })),
});
