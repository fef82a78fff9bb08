import type { ItemScore } from "./attempt.ts";
import type { BuildListItem, Response, ScoredItem } from "./item.ts";

/**
 * Most points an item can earn: 1 for single choice and a proposed solution of a series, else one per correct option, row,
 * step, target, gap, place or goal.
 */
export function maximumOf(item: ScoredItem): number {
  switch (item.type) {
    case "single":
    case "series":
      return 1;
    case "choose":
    case "hot-area":
      return item.choose;
    case "statements":
      return item.statements.length;
    case "build-list":
      return item.key.length;
    case "matching":
      return item.targets.length;
    case "dropdowns":
      return item.gaps.length;
    case "command":
      return item.goals.length;
  }
}

/** Length of the longest common subsequence of two orders. */
function commonLength(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, () => 0);
  for (const left of a) {
    const next = [0];
    b.forEach((right, at) => {
      next.push(left === right ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
    });
    row = next;
  }
  return row[b.length] ?? 0;
}

/** For the best accepted order: steps in sequence, less the steps that do not belong, not below 0. */
function scoreOrder(item: BuildListItem, steps: readonly string[]): number {
  const orders = [item.key, ...item.accept];
  return Math.max(
    0,
    ...orders.map((order) => commonLength(order, steps) - steps.filter((step) => !order.includes(step)).length),
  );
}

/** Chosen ids that are right; none when more were chosen than asked for, which the screen refuses. */
function scorePicks(
  choices: readonly { id: string; correct: boolean }[],
  chosen: readonly string[],
  limit: number,
): number {
  const picks = new Set(chosen);
  return picks.size > limit ? 0 : choices.filter(({ id, correct }) => correct && picks.has(id)).length;
}

const own = (record: Record<string, string>, key: string): string | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

const isList = (value: unknown): boolean => Array.isArray(value);
const isMap = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a response has the shape of its type; one that a later version stored may not. */
function isReadable(response: Response): boolean {
  switch (response.type) {
    case "single":
      return typeof response.option === "string";
    case "choose":
      return isList(response.options);
    case "statements":
      return isMap(response.answers);
    case "build-list":
      return isList(response.steps);
    case "matching":
      return isMap(response.tokens);
    case "dropdowns":
      return isMap(response.choices);
    case "hot-area":
      return isList(response.places);
    case "series":
      return response.meetsGoal === null || typeof response.meetsGoal === "boolean";
    case "command":
      return isList(response.commands) && isList(response.met);
    default:
      return false;
  }
}

function earnedBy(item: ScoredItem, response: Response): number {
  if (item.type === "single" && response.type === "single") {
    return item.options.some(({ id, correct }) => correct && id === response.option) ? 1 : 0;
  }
  if (item.type === "choose" && response.type === "choose")
    return scorePicks(item.options, response.options, item.choose);
  if (item.type === "hot-area" && response.type === "hot-area")
    return scorePicks(item.places, response.places, item.choose);
  if (item.type === "build-list" && response.type === "build-list") return scoreOrder(item, response.steps);
  if (item.type === "statements" && response.type === "statements") {
    return item.statements.filter(
      ({ id, answer }) => Object.hasOwn(response.answers, id) && response.answers[id] === answer,
    ).length;
  }
  if (item.type === "matching" && response.type === "matching") {
    return item.targets.filter(({ id, key }) => own(response.tokens, id) === key).length;
  }
  if (item.type === "dropdowns" && response.type === "dropdowns") {
    return item.gaps.filter(({ id, choices }) => {
      const chosen = own(response.choices, id);
      return choices.some((choice) => choice.correct && choice.id === chosen);
    }).length;
  }
  if (item.type === "series" && response.type === "series") return response.meetsGoal === item.answer ? 1 : 0;
  if (item.type === "command" && response.type === "command") {
    // Goals that hold before anything was entered are no answer.
    return response.commands.length === 0 ? 0 : item.goals.filter(({ id }) => response.met.includes(id)).length;
  }
  return 0;
}

/**
 * Points of one answer, whole and never negative. No answer, or one of another type or version that can't be read, scores 0.
 * `strict` makes the item all-or-nothing.
 */
export function scoreItem(
  item: ScoredItem,
  response: Response | undefined,
  { strict }: { strict: boolean } = { strict: false },
): ItemScore {
  const maximum = maximumOf(item);
  const earned = response && isReadable(response) ? earnedBy(item, response) : 0;
  return { itemId: item.id, earned: strict && earned < maximum ? 0 : earned, maximum };
}

/**
 * The response of an item that holds a flag or an opened hint before there is an answer. Stored rows always hold a
 * response; for single choice, which can't be empty, it is an empty choice of several.
 */
export function blankResponse(item: ScoredItem): Response {
  switch (item.type) {
    case "single":
    case "choose":
      return { type: "choose", options: [] };
    case "statements":
      return { type: "statements", answers: {} };
    case "build-list":
      return { type: "build-list", steps: [] };
    case "matching":
      return { type: "matching", tokens: {} };
    case "dropdowns":
      return { type: "dropdowns", choices: {} };
    case "hot-area":
      return { type: "hot-area", places: [] };
    case "series":
      return { type: "series", meetsGoal: null };
    case "command":
      return { type: "command", commands: [], met: [] };
  }
}

/** Whether a response holds any answer: of "single", a choice; of the others, at least one part. */
export function isAnswered(response: Response | undefined): response is Response {
  if (!response || !isReadable(response)) return false;
  switch (response.type) {
    case "single":
      return response.option !== "";
    case "choose":
      return response.options.length > 0;
    case "statements":
      return Object.keys(response.answers).length > 0;
    case "build-list":
      return response.steps.length > 0;
    case "matching":
      return Object.values(response.tokens).some(Boolean);
    case "dropdowns":
      return Object.values(response.choices).some(Boolean);
    case "hot-area":
      return response.places.length > 0;
    case "series":
      return response.meetsGoal !== null;
    case "command":
      return response.commands.length > 0;
  }
}

/** Whether every part of an item has been answered; an incomplete answer still scores. */
export function isComplete(item: ScoredItem, response: Response | undefined): boolean {
  if (!response || response.type !== item.type || !isReadable(response)) return false;
  switch (response.type) {
    case "single":
      return response.option !== "";
    case "choose":
      return item.type === "choose" && response.options.length === item.choose;
    case "hot-area":
      return item.type === "hot-area" && response.places.length === item.choose;
    case "build-list":
      return response.steps.length > 0;
    case "series":
      return response.meetsGoal !== null;
    case "command":
      return response.commands.length > 0;
    case "statements":
      return item.type === "statements" && item.statements.every(({ id }) => Object.hasOwn(response.answers, id));
    case "matching":
      return item.type === "matching" && item.targets.every(({ id }) => Boolean(own(response.tokens, id)));
    case "dropdowns":
      return item.type === "dropdowns" && item.gaps.every(({ id }) => Boolean(own(response.choices, id)));
  }
}
