import type { ScoredItem } from "../../assessment/item.ts";
import type { Assignment } from "../assignment.ts";
import type { Omission, QuizExport } from "./export-result.ts";

/** Returns a number with its noun, as a sentence has it. */
const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** Returns the rules of an assignment that no format has a place for, each with what to do instead. */
function rulesLeftOut(assignment: Assignment): string[] {
  const { parts, opensAt, dueAt, late, navigation, keep, attempts, instructions, shuffle } = assignment;
  const walkthroughs = parts.filter(({ kind }) => kind === "walkthrough").length;
  const draws = parts.flatMap((part) =>
    part.kind === "items" && part.draw !== undefined && part.draw < part.from.length
      ? [{ draw: part.draw, of: part.from.length }]
      : [],
  );
  const drawn = draws.reduce((sum, { draw }) => sum + draw, 0);
  const pooled = draws.reduce((sum, { of }) => sum + of, 0);
  return [
    ...(draws.length === 0
      ? []
      : [
          `Each learner gets ${drawn} of ${counted(pooled, "question")} here. The file has all ${pooled}: draw ${drawn} of them with your LMS’s random questions.`,
        ]),
    ...(walkthroughs === 0
      ? []
      : [
          `${counted(walkthroughs, "walkthrough")} can’t be exported, because the simulator checks ${walkthroughs === 1 ? "it" : "them"}. Give out the link for ${walkthroughs === 1 ? "it" : "them"}.`,
        ]),
    ...(instructions === "" ? [] : ["Your instructions aren’t in the file. Write them into the quiz of your LMS."]),
    ...(opensAt === undefined && dueAt === undefined && late.closesAt === undefined
      ? []
      : ["The dates aren’t in the file. Set them in your LMS."]),
    ...(late.penalty > 0 && dueAt !== undefined ? ["The deduction for late work isn’t in the file."] : []),
    ...(navigation === "linear" ? ["That learners can’t go back isn’t in the file. Set it in your LMS."] : []),
    ...(attempts === 1 || keep === "highest" ? [] : ["Which attempt counts isn’t in the file. Set it in your LMS."]),
    ...(attempts !== 1 && assignment.pauseSeconds > 0
      ? ["The time between two attempts isn’t in the file. Set it in your LMS."]
      : []),
    ...(shuffle.items ? ["That questions come in random order isn’t in the file. Set it in your LMS."] : []),
    ...(shuffle.options
      ? []
      : ["Most formats let the LMS shuffle answers, which you turned off. Check the quiz’s settings."]),
    ...(assignment.strict ? ["That only a fully correct answer earns points isn’t in the file."] : []),
    ...(assignment.openBook ? [] : ["That notes and other help aren’t allowed isn’t in the file. Tell your learners."]),
    "When learners see the answers isn’t in the file. Set it in your LMS.",
  ];
}

/**
 * Returns an issued assignment as a quiz for an LMS: every question of its pools in order, its settings, and what of its
 * rules no format holds.
 *
 * @param bodyOf the body of a pinned question; one without a body is left out, which the omissions say
 */
export function quizOf(
  assignment: Assignment,
  bodyOf: (item: { id: string; version: number }) => ScoredItem | undefined,
): { quiz: QuizExport; omissions: Omission[] } {
  const pinned = assignment.parts.flatMap((part) => (part.kind === "items" ? part.from : []));
  const missing = pinned.filter((item) => !bodyOf(item));
  const { title, seconds, attempts, passMark } = assignment;
  return {
    quiz: {
      title,
      items: pinned.flatMap((item) => bodyOf(item) ?? []),
      settings: {
        minutes: seconds === null ? null : Math.ceil(seconds / 60),
        attempts,
        passPercent: passMark > 0 ? Math.round(passMark * 10_000) / 100 : null,
      },
    },
    omissions: [
      ...missing.map(({ id }) => ({
        itemId: id,
        scope: "question" as const,
        reason: "This version of Drydock doesn’t have the question any more.",
      })),
      ...rulesLeftOut(assignment).map((reason) => ({ scope: "setting" as const, reason })),
    ],
  };
}

/** Something that a file leaves out, with the questions that it concerns. */
export interface OmissionLine {
  reason: string;
  /** Numbers of the questions in the assignment, from 1; empty when it concerns the whole file. */
  questions: number[];
  isWhole: boolean;
}

/** Groups omissions by their reason: what concerns the whole file first, then whole questions, then parts of questions. */
export function omissionLines(items: readonly { id: string }[], omissions: readonly Omission[]): OmissionLine[] {
  const numberOf = new Map(items.map(({ id }, at) => [id, at + 1]));
  const lines = new Map<string, OmissionLine>();
  for (const scope of ["setting", "question", "detail"] as const) {
    for (const { itemId, reason } of omissions.filter((omission) => omission.scope === scope)) {
      const line = lines.get(`${scope} ${reason}`) ?? { reason, questions: [], isWhole: scope === "question" };
      const number = itemId === undefined ? undefined : numberOf.get(itemId);
      if (number !== undefined && !line.questions.includes(number)) line.questions.push(number);
      lines.set(`${scope} ${reason}`, line);
    }
  }
  return [...lines.values()].map((line) => ({ ...line, questions: line.questions.toSorted((a, b) => a - b) }));
}
