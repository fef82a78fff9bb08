import type { StoreApi } from "zustand/vanilla";
import type { ImportProblem } from "../assignment/formats/import-result.ts";
import type { Omission } from "../assignment/formats/export-result.ts";
import { questionOfForm, type QuestionForm } from "../assignment/own-question-form.ts";
import { readOwnQuestion, toItem, type QuestionProblem } from "../assignment/own-question.ts";
import type { OwnQuestion } from "../assignment/own-question-schema.ts";
import type { State } from "./state.ts";

const classesOf = async (app: StoreApi<State>) => (await app.getState().openProgress()).classes();

/** Stores a question as it was typed, as a new one or as the next revision; or says what is missing. */
export async function saveOwnQuestion(
  app: StoreApi<State>,
  form: QuestionForm,
  before: OwnQuestion | undefined,
): Promise<{ ok: true; id: string } | { ok: false; problems: QuestionProblem[] }> {
  const { newId, now } = app.getState();
  const id = before?.id ?? newId();
  const read = readOwnQuestion(questionOfForm(form, id, (before?.revision ?? 0) + 1));
  if (!read.ok) return read;
  await (await classesOf(app)).saveOwnQuestions([{ id, question: read.question, changedAt: now() }]);
  return { ok: true, id };
}

/** Puts a question back that was deleted. */
export async function restoreOwnQuestion(app: StoreApi<State>, question: OwnQuestion): Promise<void> {
  await (await classesOf(app)).saveOwnQuestions([{ id: question.id, question, changedAt: app.getState().now() }]);
}

export const deleteOwnQuestion = async (app: StoreApi<State>, id: string): Promise<void> =>
  (await classesOf(app)).deleteOwnQuestion(id);

/** Reads questions from a GIFT, Aiken or Moodle XML file, whichever its text is, and stores those that are complete. */
export async function importOwnQuestions(
  app: StoreApi<State>,
  text: string,
): Promise<{ stored: number; problems: ImportProblem[] }> {
  const { newId, now } = app.getState();
  const options = { idPrefix: `i${newId().slice(0, 8)}` };
  const { questions, problems } = /^\uFEFF?\s*</.test(text)
    ? (await import("../assignment/formats/import-moodle-xml.ts")).readMoodleXml(text, options)
    : /^ANSWER:\s*[A-Z]/m.test(text)
      ? (await import("../assignment/formats/import-aiken.ts")).readAiken(text, options)
      : await (await import("../assignment/formats/import-gift.ts")).readGift(text, options);
  const changedAt = now();
  await (
    await classesOf(app)
  ).saveOwnQuestions(questions.map((question) => ({ id: question.id, question, changedAt })));
  return { stored: questions.length, problems };
}

/** Returns own questions as a file for an LMS, and what the format can't carry. */
export async function exportOwnQuestions(
  questions: readonly OwnQuestion[],
  format: "gift" | "moodle-xml",
): Promise<{ text: string; omissions: Omission[] }> {
  const quiz = {
    title: "Own questions",
    items: questions.map(toItem),
    settings: { minutes: null, attempts: null, passPercent: null },
  };
  return format === "gift"
    ? (await import("../assignment/formats/gift.ts")).writeGift(quiz)
    : (await import("../assignment/formats/moodle-xml.ts")).writeMoodleXml(quiz);
}
