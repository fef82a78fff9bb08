import { errorText } from "../assessment/error-text.ts";
import type { StoreApi } from "zustand/vanilla";
import type { Attempt, AttemptItem, StoredResponse } from "../assessment/attempt.ts";
import { asAttemptItems, assemble } from "../assessment/assemble.ts";
import { showsAnswers, withheldItems, withheldText } from "../assessment/assigned-feedback.ts";
import { stillMissed } from "../assessment/attempt-actions.ts";
import type { Blueprint, DrawProblem } from "../assessment/draw-set.ts";
import type { Profile, ScoredItem } from "../assessment/item.ts";
import type { PracticeChoice } from "../assessment/practice.ts";
import type { PracticeMemory } from "../assessment/practice-memory.ts";
import { seenItems, type Seen } from "../assessment/seen.ts";
import { shownOrder } from "../assessment/shuffle.ts";
import { tableItems } from "../assessment/table-test.ts";
import { loadComparison, loadItems, loadItemsWithVariants, outline } from "../content/course.ts";
import { testTable } from "../content/test-table.ts";
import { planPractice, practiceId } from "./plan-practice.ts";
import { readPracticeMemory } from "./practice-candidates.ts";
import type { State } from "./state.ts";

/** What to practice with. */
export type Wish =
  | { kind: "assessment"; id: string; includeDisputed: boolean }
  | { kind: "pretest" }
  /** The questions missed in these attempts. */
  | { kind: "mistakes"; attempts: readonly Attempt[] }
  | { kind: "item"; id: string }
  | { kind: "practice"; choice: PracticeChoice }
  | { kind: "table"; id: string };

/** What an attempt is made from besides the wish. The id is also the seed of every order in it. */
export interface Origin {
  id: string;
  profile: Profile;
  /** Milliseconds since the epoch. */
  now: number;
  seen: Seen;
  /** Ids of the questions that an assignment withholds for now. */
  withheld: ReadonlySet<string>;
  /** Reads what practice needs to know of the learner. */
  memory(): Promise<PracticeMemory>;
}

/** An attempt ready to be stored, and how many of its questions the learner has seen before; or why there is none. */
export type Plan = { ok: true; attempt: Attempt; repeats: number } | { ok: false; message: string };

const pretest: Blueprint = {
  counts: { single: 5, choose: 2, statements: 1, matching: 1, "hot-area": 1 },
  minimumObjectives: 10,
  maximumPerObjective: 1,
  sameKeyOnly: true,
};
const mostTableItems = 12;

/** Returns why a form can't be drawn, in words for the learner. */
export function problemText(problem: DrawProblem): string {
  const { found, required } = problem;
  switch (problem.code) {
    case "tooFew":
      return `There are only ${found} questions of type ${problem.type}; ${required} are needed.`;
    case "tooFewSets":
      return `There are only ${found} ${problem.kind === "case" ? "case studies" : "solution series"}; ${required} are needed.`;
    case "tooNarrow":
      return `The questions cover only ${found} objectives; ${required} are needed.`;
  }
}

/** The id under which attempts made from a wish are stored: equal for attempts at the same thing. */
export function assessmentIdOf(wish: Wish): string {
  switch (wish.kind) {
    case "assessment":
      return wish.id;
    case "pretest":
      return "pretest";
    case "mistakes":
      return "misses";
    case "practice":
      return practiceId(wish.choice.source);
    case "item":
    case "table":
      return `${wish.kind}:${wish.id}`;
  }
}

function plan(
  { id, profile, now, seen }: Origin,
  items: AttemptItem[],
  rest: Pick<Attempt, "assessmentId" | "title" | "feedback" | "passMark" | "madeItems" | "practice">,
): Plan {
  const attempt: Attempt = { ...rest, id, profile, strict: false, items, position: 0, startedAt: now };
  return { ok: true, attempt, repeats: items.filter(({ itemId }) => seen.has(itemId)).length };
}

async function planDrawn(
  blueprint: Blueprint,
  origin: Origin,
  includeDisputed: boolean,
  rest: Pick<Attempt, "assessmentId" | "title" | "feedback" | "passMark">,
): Promise<Plan> {
  const bank = (await loadItems()).filter(({ status }) => status === "live");
  const { profile, id: seed, seen, withheld } = origin;
  const open = bank.filter(({ id }) => !withheld.has(id));
  const drawn = assemble(blueprint, open, { profile, seed, seen, includeDisputed });
  return drawn.ok ? plan(origin, drawn.value, rest) : { ok: false, message: problemText(drawn.error) };
}

async function planMistakes(attempts: readonly Attempt[], origin: Origin): Promise<Plan> {
  const told = attempts.filter((attempt) => showsAnswers(attempt, origin.now));
  const missed = stillMissed(told, outline.retiredItems).filter((id) => !origin.withheld.has(id));
  const bank = await loadItemsWithVariants(missed);
  const items = missed.map((id) => bank.find((item) => item.id === id)).filter((item) => item !== undefined);
  if (items.length === 0) return { ok: false, message: "No mistakes to review. Take the chapter quiz first." };
  return plan(origin, asAttemptItems(items, { ...origin, seed: origin.id }), {
    assessmentId: "misses",
    title: "Review mistakes",
    feedback: "each",
    practice: { source: { kind: "missed" }, types: [], difficulty: "any", length: items.length },
  });
}

async function planItem(itemId: string, origin: Origin): Promise<Plan> {
  if (origin.withheld.has(itemId)) {
    return { ok: false, message: withheldText };
  }
  const item = (await loadItemsWithVariants([itemId])).find(({ id }) => id === itemId);
  if (!item || item.type === "reveal") return { ok: false, message: `There is no question called ${itemId}.` };
  return plan(origin, asAttemptItems([item], { ...origin, seed: origin.id }), {
    assessmentId: `item:${itemId}`,
    title: "One question",
    feedback: "each",
  });
}

async function planChoice(choice: PracticeChoice, origin: Origin): Promise<Plan> {
  const { profile, id: seed } = origin;
  const made = await planPractice(choice, { profile, seed, memory: await origin.memory() });
  return made.ok ? plan(origin, made.items, made.rest) : made;
}

const asAsked = (items: readonly ScoredItem[], { profile, id }: Origin): AttemptItem[] =>
  items.map((item) => ({ itemId: item.id, version: item.version, profile, order: shownOrder(item, id) }));

async function planTable(comparisonId: string, origin: Origin): Promise<Plan> {
  const comparison = await loadComparison(comparisonId);
  if (!comparison) return { ok: false, message: `There is no table called ${comparisonId}.` };
  const made = tableItems(testTable(comparison, origin.profile), { seed: origin.id, count: mostTableItems });
  if (made.length === 0) return { ok: false, message: "No row of this table has columns that differ." };
  return plan(origin, asAsked(made, origin), {
    assessmentId: `table:${comparisonId}`,
    title: `Table: ${comparison.title}`,
    feedback: "each",
    madeItems: made,
  });
}

/** Makes the attempt that a wish asks for; stores nothing. The same origin gives the same attempt. */
export async function planAttempt(wish: Wish, origin: Origin): Promise<Plan> {
  switch (wish.kind) {
    case "assessment": {
      const blueprint = outline.assessments.find(({ id }) => id === wish.id);
      if (!blueprint) return { ok: false, message: `There is no assessment called ${wish.id}.` };
      const { id: assessmentId, title, feedback, passMark } = blueprint;
      return planDrawn(blueprint, origin, wish.includeDisputed, { assessmentId, title, feedback, passMark });
    }
    case "pretest":
      return planDrawn(pretest, origin, false, {
        assessmentId: "pretest",
        title: "Ten questions first",
        feedback: "end",
      });
    case "mistakes":
      return planMistakes(wish.attempts, origin);
    case "item":
      return planItem(wish.id, origin);
    case "practice":
      return planChoice(wish.choice, origin);
    case "table":
      return planTable(wish.id, origin);
  }
}

/** The attempt at the same thing that is still under way, the latest of several. */
export const openAttempt = (attempts: readonly Attempt[], wish: Wish): Attempt | undefined =>
  attempts
    .filter(({ assessmentId, submittedAt }) => assessmentId === assessmentIdOf(wish) && submittedAt === undefined)
    .toSorted((a, b) => b.startedAt - a.startedAt)[0];

/** Makes the attempt that a wish asks for, from what the device holds, under this id. */
export function planFor(app: StoreApi<State>, wish: Wish, id: string): Promise<Plan> {
  const { snapshot, settings, now: clock } = app.getState();
  const now = clock();
  const attempts = snapshot?.attempts ?? [];
  const seen = seenItems(attempts, snapshot?.checks ?? []);
  const withheld = withheldItems(attempts, now);
  const memory = () => readPracticeMemory(app);
  return planAttempt(wish, { id, profile: settings.profile, now, seen, withheld, memory });
}

/**
 * Makes and stores the attempt that a wish asks for. Returns its id, or why there is none; also when an attempt at the
 * same thing is still open, since a second one is never begun unasked.
 */
export async function startAttempt(
  app: StoreApi<State>,
  wish: Wish,
  id: string = app.getState().newId(),
): Promise<{ ok: true; id: string } | { ok: false; message: string; open?: Attempt }> {
  const { openProgress } = app.getState();
  try {
    const progress = await openProgress();
    const open = openAttempt(await progress.attempts(), wish);
    if (open) return { ok: false, message: `“${open.title}” is already in progress.`, open };
    const made = await planFor(app, wish, id);
    if (!made.ok) return made;
    await progress.startAttempt(made.attempt);
    return { ok: true, id: made.attempt.id };
  } catch (error) {
    return { ok: false, message: errorText(error) };
  }
}

/** An attempt taken off the device, with everything needed to bring it back. */
export interface Discarded {
  attempt: Attempt;
  responses: StoredResponse[];
}

/** Deletes an attempt with its answers; undefined when that failed, with the reason in `storageProblem`. */
export async function discardAttempt(app: StoreApi<State>, attempt: Attempt): Promise<Discarded | undefined> {
  let responses: StoredResponse[] = [];
  const isDone = await app.getState().keep(async (progress) => {
    responses = await progress.responses(attempt.id);
    await progress.deleteAttempt(attempt.id);
  });
  return isDone ? { attempt, responses } : undefined;
}

/** Brings a discarded attempt back as it was, answers included. */
export const restoreAttempt = (app: StoreApi<State>, { attempt, responses }: Discarded): Promise<boolean> =>
  app.getState().keep(async (progress) => {
    await progress.startAttempt(attempt);
    for (const response of responses) await progress.saveResponse(response, attempt.position);
  });
