import { bodyFor } from "./body-for.ts";
import { interleave, isForForms, type AssembleOptions } from "./assemble.ts";
import type { Attempt } from "./attempt.ts";
import { missedItems } from "./attempt-actions.ts";
import { drawCases, drawSeries } from "./draw-groups.ts";
import { first, type Drawn } from "./draw-set.ts";
import { itemTypes, type CompiledItem, type ItemType } from "./item.ts";
import { shuffle } from "./shuffle.ts";

/** An exam that the learner puts together. */
export interface CustomForm {
  /** How many questions; fewer when not so many fit. */
  questions: number;
  minutes: number;
  /** Codes of objectives; empty for all. */
  objectives: readonly string[];
  /** Types of questions; empty for all. */
  types: readonly ItemType[];
  /** Only questions missed in the last so many attempts; 0 for no such limit. */
  missedIn: number;
  /** Only questions that weren't in the last so many attempts; 0 for no such limit. */
  unseenIn: number;
  caseStudies: boolean;
  /** Also questions whose answer differs between the chapter's rules and Azure's. */
  includeDisputed: boolean;
}

/** The types of question that a custom form can have. */
export const customTypes: readonly ItemType[] = itemTypes.filter((type) => type !== "command" && type !== "reveal");

/** Bounds of the numbers of a custom form. */
export const customLimits = { questions: 100, minutes: 240, attempts: 20 };

/** Returns the attempts that were submitted and asked questions of the bank, the latest first. */
const latestAttempts = (attempts: readonly Attempt[], count: number): Attempt[] =>
  attempts
    .filter(
      ({ submittedAt, items, madeItems }) =>
        submittedAt !== undefined && items.some(({ itemId }) => !madeItems?.some(({ id }) => id === itemId)),
    )
    .sort((a, b) => (b.submittedAt ?? 0) - (a.submittedAt ?? 0))
    .slice(0, count);

/** Returns the questions of the bank that fit a custom form, by what the learner chose and by the attempts so far. */
export function fittingItems(
  { objectives, types, missedIn, unseenIn, caseStudies, includeDisputed }: CustomForm,
  bank: readonly CompiledItem[],
  attempts: readonly Attempt[],
): CompiledItem[] {
  const missed = new Set(latestAttempts(attempts, missedIn).flatMap(missedItems));
  const seen = new Set(latestAttempts(attempts, unseenIn).flatMap(({ items }) => items.map(({ itemId }) => itemId)));
  return bank.filter(
    (item) =>
      isForForms(item) &&
      (includeDisputed || item.profile === "both") &&
      (objectives.length === 0 || objectives.includes(item.objective)) &&
      (types.length === 0 || types.includes(item.type)) &&
      (missedIn === 0 || missed.has(item.id)) &&
      !seen.has(item.id) &&
      (caseStudies || item.case === undefined),
  );
}

/** A set of questions that belong together takes up at most this share of a custom form. */
const mostOfSet = 0.5;

/**
 * Draws a custom form from the questions that fit it: at most one case study with those of its questions that fit, at most one
 * solution series, and single questions that spread over objectives and types.
 */
export function drawCustom(form: CustomForm, fitting: readonly CompiledItem[], options: AssembleOptions): Drawn {
  const { profile, seed, seen = new Map<string, number>() } = options;
  const all = fitting.filter((item) => bodyFor(item, profile) !== undefined && item[profile] !== undefined);
  const single = all.filter((item) => item.case === undefined && item.series === undefined);
  const room = () => Math.min(form.questions, single.length + groups.length) * mostOfSet;
  const groups: CompiledItem[] = [];
  for (const draw of form.questions < shortest ? [] : [drawCases, drawSeries]) {
    const drawn = draw(all, 1, { seed, seen, fixed: groups });
    if (drawn.ok && groups.length + drawn.value.length <= Math.max(room(), 0)) groups.push(...drawn.value);
  }
  const chosen: CompiledItem[] = [];
  const mixed = shuffle(single, seed);
  const uses = (item: CompiledItem, key: "objective" | "type") =>
    [...groups, ...chosen].filter((other) => other[key] === item[key]).length;
  while (chosen.length + groups.length < form.questions) {
    const open = mixed.filter((item) => !chosen.includes(item));
    const next = first(open, (item) => [seen.get(item.id) ?? 0, uses(item, "objective"), uses(item, "type")]);
    if (!next) break;
    chosen.push(next);
  }
  const questions = [...interleave(chosen), ...groups];
  return questions.length > 0
    ? { ok: true, value: questions }
    : { ok: false, error: { code: "tooNarrow", required: 1, found: 0 } };
}

/** In a shorter form there is no set of questions that belong together. */
const shortest = 10;
