import type { Response, ScoredItem } from "../../assessment/item.ts";
import { seeded } from "../../assessment/shuffle.ts";
import type { Outcome } from "../outcome.ts";
import { orderedParts } from "./pack-response.ts";
import { packAttempt, stateLimit } from "./suspend-data.ts";
import type { SuspendedAttempt } from "./suspended-attempt.ts";

/** How many characters of commands a learner may enter for each command question, in the estimate. */
export const commandAllowance = 200;

/** Compression varies a little from one attempt to another. */
const reserve = 1.05;

const printable = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at)).join("");

/** A full answer without any pattern that compression could use. */
function randomResponse(item: ScoredItem, next: () => number): Response {
  const pick = (list: readonly { id: string }[]): string => list[Math.floor(next() * list.length)]?.id ?? "";
  const mixed = (list: readonly { id: string }[]): string[] =>
    list
      .map(({ id }) => ({ id, rank: next() }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ id }) => id);
  switch (item.type) {
    case "single":
      return { type: "single", option: pick(item.options) };
    case "choose":
      return { type: "choose", options: mixed(item.options) };
    case "hot-area":
      return { type: "hot-area", places: mixed(item.places) };
    case "build-list":
      return { type: "build-list", steps: mixed(item.steps) };
    case "statements":
      return {
        type: "statements",
        answers: Object.fromEntries(item.statements.map(({ id }) => [id, next() < 0.5])),
      };
    case "matching":
      return { type: "matching", tokens: Object.fromEntries(item.targets.map(({ id }) => [id, pick(item.tokens)])) };
    case "dropdowns":
      return {
        type: "dropdowns",
        choices: Object.fromEntries(item.gaps.map(({ id, choices }) => [id, pick(choices)])),
      };
    case "series":
      return { type: "series", meetsGoal: next() < 0.5 };
    case "command":
      return {
        type: "command",
        commands: [Array.from({ length: commandAllowance }, () => printable[Math.floor(next() * 95)]).join("")],
        met: mixed(item.goals),
      };
  }
}

function fullAttempt(items: readonly ScoredItem[], next: () => number): SuspendedAttempt {
  return {
    assignment: Array.from({ length: 64 }, () => Math.floor(next() * 16).toString(16)).join(""),
    attempt: 99,
    position: items.length,
    elapsedSeconds: Math.floor(next() * 1_000_000),
    items: items.map((item) => ({
      itemId: item.id,
      version: item.version,
      profile: item.askedUnder,
      order: orderedParts(item)
        .map(({ id }) => ({ id, rank: next() }))
        .sort((a, b) => a.rank - b.rank)
        .map(({ id }) => id),
      response: randomResponse(item, next),
      checked: next() < 0.5,
      flagged: next() < 0.5,
      hinted: next() < 0.5,
      confidence: next() < 0.3 ? "guess" : next() < 0.5 ? "think" : "certain",
      seconds: Math.floor(next() * 10_000),
    })),
  };
}

/** Returns how many characters the state of a form needs at most: the largest of three full attempts, with a reserve. */
export function stateSize(items: readonly ScoredItem[]): number {
  const bodies = new Map(items.map((item) => [item.id, item]));
  const sizes = ["1", "2", "3"].map((seed) => {
    const packed = packAttempt(fullAttempt(items, seeded(seed)), (id) => bodies.get(id), Number.POSITIVE_INFINITY);
    return packed.ok ? packed.value.length : 0;
  });
  return Math.ceil(Math.max(...sizes) * reserve);
}

/**
 * Checks before packaging that an LMS can keep the state of any attempt at a form, as long as the commands entered stay within
 * `commandAllowance`. For a form that is drawn at random, pass the questions with the longest ids and the most parts.
 */
export function checkFormSize(
  items: readonly ScoredItem[],
  limit: number = stateLimit,
): Outcome<{ characters: number }, "too-large"> {
  const characters = stateSize(items);
  if (characters <= limit) return { ok: true, value: { characters } };
  const advice = limit <= stateLimit ? "Use fewer questions, or make a SCORM 2004 package." : "Use fewer questions.";
  return {
    ok: false,
    error: {
      code: "too-large",
      message: `A started attempt at these ${items.length} questions can need ${characters.toLocaleString("en-US")} characters, and the LMS keeps ${limit.toLocaleString("en-US")}. ${advice}`,
    },
  };
}
