import type { StoreApi } from "zustand/vanilla";
import { asAttemptItems } from "../assessment/assemble.ts";
import type { Attempt, AttemptItem, StoredResponse } from "../assessment/attempt.ts";
import { drawPractice, type PracticeDraw } from "../assessment/draw-practice.ts";
import type { Profile, ScoredItem } from "../assessment/item.ts";
import { endlessBatch, sourceKey, type PracticeChoice, type PracticeSource } from "../assessment/practice.ts";
import { weakestObjective, type PracticeMemory } from "../assessment/practice-memory.ts";
import type { Candidate } from "../assessment/practice-pool.ts";
import { owedReturns, returnCandidate, returnIndex } from "../assessment/returns.ts";
import { loadItemsWithVariants, loadObjectives, outline } from "../content/course.ts";
import { practiceCandidates, practiceCourse, readPracticeMemory } from "./practice-candidates.ts";
import type { State } from "./state.ts";

/** Most questions of an attempt, as stored. */
const mostItems = 1000;

/** The id under which a practice is stored: equal for those with the same source. */
export const practiceId = (source: PracticeSource): string =>
  source.kind === "objective" ? `objective:${source.id}` : `practice:${sourceKey(source)}`;

async function titleOf(source: PracticeSource): Promise<string> {
  switch (source.kind) {
    case "mixed":
      return "Mixed practice";
    case "due":
      return "Due for review";
    case "missed":
      return "Missed questions";
    case "new":
      return "New questions";
    case "misconception":
      return "Wrong idea";
    case "section":
      return `Practice: ${outline.sections.find(({ id }) => id === source.id)?.title ?? source.id}`;
    case "objective":
      return `Practice: ${(await loadObjectives()).find(({ id }) => id === source.id)?.short ?? source.id}`;
  }
}

function emptyText(source: PracticeSource): string {
  switch (source.kind) {
    case "due":
      return "Nothing is due for review.";
    case "missed":
      return "You have no missed questions.";
    case "new":
      return "You have seen a question of every kind. Practice what is missed or due instead.";
    case "objective":
      return `There are no questions on ${source.id}.`;
    case "section":
      return `There is no section called ${source.id}.`;
    case "misconception":
      return `There are no questions about ${source.id}.`;
    case "mixed":
      return "There are no questions.";
  }
}

/** The wrong ideas that a draw has to know exactly. */
const ideasToKnow = ({ source }: PracticeChoice, { dueIdeas }: PracticeMemory): Set<string> =>
  new Set(source.kind === "misconception" ? [source.id, ...dueIdeas] : dueIdeas);

/** Loads the bodies of what was drawn, in its order, as an attempt shows them. */
async function attemptItems(
  drawn: readonly Candidate[],
  origin: { profile: Profile; seed: string },
): Promise<AttemptItem[]> {
  const ids = drawn.map(({ id }) => id);
  const bodies = new Map((await loadItemsWithVariants(ids)).map((item) => [item.id, item]));
  return asAttemptItems(
    ids.flatMap((id) => bodies.get(id) ?? []),
    origin,
  );
}

/** What the start page tells of a choice before it begins. */
export interface PracticePreview extends Pick<PracticeDraw, "fitting" | "inSource" | "widened"> {
  /** How many questions it would begin with. */
  count: number;
  /** The objective that goes worst; undefined before there is an answer. */
  weakest: string | undefined;
}

/** Works out what a practice would begin with. */
export async function previewPractice(app: StoreApi<State>, choice: PracticeChoice): Promise<PracticePreview> {
  const [memory, course] = await Promise.all([readPracticeMemory(app), practiceCourse()]);
  const candidates = await practiceCandidates(ideasToKnow(choice, memory));
  const { candidates: drawn, ...rest } = drawPractice(candidates, choice, memory, course, { seed: "preview" });
  return { ...rest, count: drawn.length, weakest: weakestObjective(memory) };
}

/** The parts of an attempt that a practice decides; or why there is none. */
export type PracticePlan =
  | { ok: true; items: AttemptItem[]; rest: Pick<Attempt, "assessmentId" | "title" | "feedback" | "practice"> }
  | { ok: false; message: string };

/** Draws a practice for a choice. The same seed, profile and memory give the same questions. */
export async function planPractice(
  choice: PracticeChoice,
  { profile, seed, memory }: { profile: Profile; seed: string; memory: PracticeMemory },
): Promise<PracticePlan> {
  const [course, candidates] = await Promise.all([practiceCourse(), practiceCandidates(ideasToKnow(choice, memory))]);
  const { candidates: drawn, widened } = drawPractice(candidates, choice, memory, course, { seed });
  if (drawn.length === 0) return { ok: false, message: emptyText(choice.source) };
  return {
    ok: true,
    items: await attemptItems(drawn, { profile, seed }),
    rest: {
      assessmentId: practiceId(choice.source),
      title: await titleOf(choice.source),
      feedback: "each",
      practice: { ...choice, ...(widened && { widened }) },
    },
  };
}

/**
 * Adds the next questions to an endless practice. Returns whether it has more now; false when every question of its choice was asked. Only the learner's
 * request calls this: opening an attempt never adds a question.
 */
export async function addQuestions(app: StoreApi<State>, attempt: Attempt): Promise<boolean> {
  const { practice, items, profile, id } = attempt;
  const room = mostItems - items.length;
  if (practice?.length !== "endless" || room <= 0) return false;
  const [memory, course] = await Promise.all([readPracticeMemory(app), practiceCourse()]);
  const candidates = await practiceCandidates(ideasToKnow(practice, memory));
  const seed = `${id}/${items.length}`;
  const { candidates: drawn } = drawPractice(candidates, practice, memory, course, {
    seed,
    count: Math.min(endlessBatch, room),
    without: new Set(items.map(({ itemId }) => itemId)),
    previous: candidates.find((candidate) => candidate.id === items.at(-1)?.itemId),
  });
  if (drawn.length === 0) return false;
  const added = await attemptItems(drawn, { profile, seed });
  // False when another tab was faster; then its questions are there.
  await (await app.getState().openProgress()).addItems(id, added, items.length, items.length);
  return true;
}

/**
 * Adds a question about a wrong idea that was held with certainty and not asked about again yet. Each answer is tried once: its id goes into
 * `tried`, since an objective may have no other question.
 */
export async function addReturns(
  app: StoreApi<State>,
  attempt: Attempt,
  items: ReadonlyMap<string, ScoredItem>,
  responses: ReadonlyMap<string, StoredResponse>,
  tried: Set<string>,
): Promise<void> {
  const owed = owedReturns(attempt, items, responses).find(({ item }) => !tried.has(item.id));
  if (!owed || attempt.items.length >= mostItems) return;
  tried.add(owed.item.id);
  const [memory, candidates] = await Promise.all([readPracticeMemory(app), practiceCandidates(new Set(owed.ideas))]);
  const seed = `${attempt.id}/${owed.item.id}`;
  const without = new Set(attempt.items.map(({ itemId }) => itemId));
  const candidate = returnCandidate(candidates, owed, memory, { seed, without });
  if (!candidate) return;
  const [added] = await attemptItems([candidate], { profile: attempt.profile, seed });
  if (!added) return;
  const { openProgress } = app.getState();
  const at = returnIndex(attempt, owed.item.id);
  const question = { ...added, returnFor: owed.item.id };
  const isAdded = await (await openProgress()).addItems(attempt.id, [question], at, attempt.items.length);
  // The attempt changed meanwhile, as by questions added in another tab.
  if (!isAdded) tried.delete(owed.item.id);
}
