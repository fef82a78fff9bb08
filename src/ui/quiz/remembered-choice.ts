import * as v from "valibot";
import { mixedPractice, practiceLengths, sourceKey, sourceOf, type PracticeChoice } from "../../assessment/practice.ts";
import { readNote, writeNote } from "../shared/local-notes.ts";
import { typeNames } from "../shared/item/type-names.ts";
import type { Choices } from "../shared/use-choices.ts";

const noteName = "practice";

const stored = v.object({
  source: v.string(),
  types: v.array(v.string()),
  difficulty: v.picklist(["any", "easy", "medium", "hard"]),
  length: v.union([v.number(), v.literal("endless")]),
});

/** Types of questions that practice can be limited to. */
export const practiceTypes = (Object.keys(typeNames) as (keyof typeof typeNames)[]).filter((type) => type !== "reveal");

/** Returns what was last chosen to practice; anything unreadable counts as the default. */
function readChoice(): PracticeChoice {
  try {
    const { source, types, difficulty, length } = v.parse(stored, JSON.parse(readNote(noteName) ?? "{}"));
    return {
      source: sourceOf(source) ?? mixedPractice.source,
      types: practiceTypes.filter((type) => types.includes(type)),
      difficulty,
      length: practiceLengths.includes(length) ? length : mixedPractice.length,
    };
  } catch {
    return mixedPractice;
  }
}

/** Remembers what was chosen to practice. */
export const practiceChoice: Choices<PracticeChoice> = {
  usual: mixedPractice,
  read: readChoice,
  write: ({ source, ...choice }) => writeNote(noteName, JSON.stringify({ ...choice, source: sourceKey(source) })),
};
