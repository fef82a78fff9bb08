import { errorText } from "../assessment/error-text.ts";
import type { StoreApi } from "zustand/vanilla";
import type { Attempt } from "../assessment/attempt.ts";
import { showsAnswers, withheldItems } from "../assessment/assigned-feedback.ts";
import { asAttemptItems } from "../assessment/assemble.ts";
import { fittingItems, type CustomForm } from "../assessment/custom-form.ts";
import { drawExam, type FormQuestion } from "../assessment/exam-form.ts";
import type { ExamRun } from "../assessment/exam-run.ts";
import type { CompiledItem } from "../assessment/item.ts";
import { seenItems } from "../assessment/seen.ts";
import { loadFamilies, loadFamilyVariants, loadItems, outline } from "../content/course.ts";
import { problemText, type Origin } from "./start-attempt.ts";
import type { State } from "./state.ts";

/** An exam as the learner asks for it. */
export interface ExamWish {
  /** Id of a form in content/assessments, or a form of the learner's own. */
  form: string | CustomForm;
  /** By how much to multiply the time; null for no time limit. */
  factor: number | null;
  breaks: boolean;
  asksConfidence: boolean;
  /** Also questions whose answer differs between the chapter's rules and Azure's. A form of one's own says so itself. */
  includeDisputed: boolean;
}

/** An exam ready to be stored, and how many of its questions were in the last two; or why there is none. */
export type ExamPlan = { ok: true; attempt: Attempt; repeats: number } | { ok: false; message: string };

/** Share of points that passes a form of the learner's own. */
const customPassMark = 0.7;
/** A form avoids what this many exams before it asked. */
const exposureAttempts = 2;

/** Returns the exams that the learner chose to take, the latest first. Attempts at assignments are none of them. */
export const examsOf = (attempts: readonly Attempt[]): Attempt[] =>
  attempts
    .filter(({ exam, assigned }) => exam !== undefined && assigned === undefined)
    .toSorted((a, b) => b.startedAt - a.startedAt);

/** Returns the exam that isn't submitted, the latest of several. */
export const openExam = (attempts: readonly Attempt[]): Attempt | undefined =>
  examsOf(attempts).find(({ submittedAt }) => submittedAt === undefined);

const itemIdsOf = (attempts: readonly Attempt[]): string[] =>
  attempts.flatMap(({ items }) => items.map(({ itemId }) => itemId));

/** Loads the bodies of the drawn questions, in their order. */
async function bodiesOf(questions: readonly FormQuestion[]): Promise<CompiledItem[]> {
  return (
    await Promise.all(
      questions.map(async (question) =>
        question.kind === "item"
          ? question.item
          : (await loadFamilyVariants(question.family))?.find(({ id }) => id === question.itemId),
      ),
    )
  ).filter((item) => item !== undefined);
}

/** Draws the exam that a wish asks for; stores nothing. The same origin and the same attempts give the same exam. */
export async function planExam(
  wish: ExamWish,
  origin: Omit<Origin, "memory" | "withheld">,
  attempts: readonly Attempt[],
): Promise<ExamPlan> {
  const { id, profile, now, seen } = origin;
  const { form, factor, breaks, asksConfidence } = wish;
  const preset = typeof form === "string" ? outline.assessments.find((known) => known.id === form) : undefined;
  const custom = typeof form === "string" ? undefined : form;
  const minutes = preset?.minutes ?? custom?.minutes;
  const drawnForm = preset ?? custom;
  if (!drawnForm || minutes === undefined) return { ok: false, message: "There is no exam of this name." };

  const [bank, families] = await Promise.all([loadItems(), loadFamilies()]);
  // The result of an exam shows the key, so what an assignment withholds isn't asked.
  const withheld = withheldItems(attempts, now);
  const live = bank.filter((item) => item.status === "live" && !withheld.has(item.id));
  const latest = examsOf(attempts);
  const avoided = custom ? Math.max(exposureAttempts, custom.unseenIn) : exposureAttempts;
  // What was missed in an assignment stays open until its instructor releases the answers.
  const told = attempts.filter((attempt) => showsAnswers(attempt, now));
  const drawn = drawExam(drawnForm, custom ? fittingItems(custom, live, told) : live, {
    profile,
    seed: id,
    seen,
    recent: new Set(itemIdsOf(latest.slice(0, avoided))),
    families: families.map((family) => ({
      ...family,
      variants: family.variants.filter((variant) => !withheld.has(variant)),
    })),
    includeDisputed: custom?.includeDisputed ?? wish.includeDisputed,
  });
  if (!drawn.ok) return { ok: false, message: custom ? "No question fits these choices." : problemText(drawn.error) };

  const { questions, repeats } = drawn.value;
  const exam: ExamRun = {
    form: preset?.id ?? "custom",
    ...(factor !== null && { seconds: Math.round(minutes * 60 * factor) }),
    factor: factor ?? 1,
    breaks,
    asksConfidence,
    closedSections: 0,
    locked: [],
  };
  const attempt: Attempt = {
    id,
    assessmentId: preset?.id ?? "custom-exam",
    title: preset?.title ?? "Custom exam",
    profile,
    feedback: "end",
    strict: false,
    items: asAttemptItems(await bodiesOf(questions), { profile, seed: id }),
    position: 0,
    passMark: preset?.passMark ?? customPassMark,
    startedAt: now,
    exam,
  };
  return { ok: true, attempt, repeats };
}

/** Draws the exam that a wish asks for, from what the device holds, under this id. */
export function planExamFor(app: StoreApi<State>, wish: ExamWish, id: string): Promise<ExamPlan> {
  const { snapshot, settings, now } = app.getState();
  const attempts = snapshot?.attempts ?? [];
  const seen = seenItems(attempts, snapshot?.checks ?? []);
  return planExam(wish, { id, profile: settings.profile, now: now(), seen }, attempts);
}

/** Draws and stores an exam. Its time begins now. Only one exam is taken at a time. */
export async function startExam(
  app: StoreApi<State>,
  wish: ExamWish,
  id: string,
): Promise<{ ok: true; id: string } | { ok: false; message: string }> {
  try {
    const progress = await app.getState().openProgress();
    if (openExam(await progress.attempts())) {
      return { ok: false, message: "Another exam is in progress. Resume it or submit it first." };
    }
    const plan = await planExamFor(app, wish, id);
    if (!plan.ok) return plan;
    const { now } = app.getState();
    await progress.startAttempt({ ...plan.attempt, startedAt: now() });
    return { ok: true, id };
  } catch (error) {
    return { ok: false, message: errorText(error) };
  }
}
