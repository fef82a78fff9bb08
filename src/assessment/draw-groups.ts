import type { DrawProblem, Drawn } from "./draw-set.ts";
import type { CompiledItem } from "./item.ts";
import type { Seen } from "./seen.ts";
import { shuffle } from "./shuffle.ts";

interface DrawOptions {
  seed: string;
  seen: Seen;
  /** Most items of one objective in the form. */
  limit?: number | undefined;
  /** Items that are in the form already. */
  fixed?: readonly CompiledItem[];
}

/** How many proposed solutions of a series a form shows. */
const solutionsShown = 3;

/** Whether the proposed solution of a series meets its goal. Series have the same key under both profiles. */
function meetsGoal(item: CompiledItem): boolean {
  const body = item.chapter ?? item.azure;
  return body?.type === "series" && body.answer;
}

/** Items by the set they belong to, in the order of the bank. */
function groupsOf(pool: readonly CompiledItem[], kind: "series" | "case"): CompiledItem[][] {
  const groups = new Map<string, CompiledItem[]>();
  for (const item of pool) {
    const id = item[kind];
    if (id !== undefined) groups.set(id, [...(groups.get(id) ?? []), item]);
  }
  return [...groups.values()];
}

/** Puts sets with the fewest items seen first, then those seen longest ago; of equals the seed decides. */
function freshest(groups: CompiledItem[][], { seed, seen }: DrawOptions): CompiledItem[][] {
  const repeats = (group: CompiledItem[]) => group.filter(({ id }) => seen.has(id)).length / group.length;
  const lastSeen = (group: CompiledItem[]) => Math.max(...group.map(({ id }) => seen.get(id) ?? 0));
  return shuffle(groups, `${seed}/sets`).sort((a, b) => repeats(a) - repeats(b) || lastSeen(a) - lastSeen(b));
}

const lacking = (kind: "series" | "case", required: number, found: number): { ok: false; error: DrawProblem } => ({
  ok: false,
  error: { code: "tooFewSets", kind, required, found },
});

/**
 * Three proposed solutions of a series in an order that the seed decides, with at least one that meets the goal and one
 * that doesn't; undefined when it hasn't these.
 */
export function solutionsOf(series: readonly CompiledItem[], seed: string): CompiledItem[] | undefined {
  const mixed = shuffle(series, seed);
  const solutions = mixed.slice(0, solutionsShown);
  const answers = new Set(solutions.map(meetsGoal));
  if (answers.size === 1) {
    const other = mixed.find((item) => !answers.has(meetsGoal(item)));
    if (!other) return undefined;
    solutions.splice(-1, 1, other);
  }
  // The one that was exchanged must not give itself away by its place.
  return solutions.length === solutionsShown ? shuffle(solutions, `${seed}/order`) : undefined;
}

/** The first sets that keep to the limit per objective together; fewer than `count` when there aren't enough. */
function within(sets: readonly CompiledItem[][], count: number, { limit = Infinity, fixed = [] }: DrawOptions) {
  const chosen: CompiledItem[][] = [];
  for (const set of sets) {
    const all = [...fixed, ...chosen.flat(), ...set];
    const fits = set.every(({ objective }) => all.filter((item) => item.objective === objective).length <= limit);
    if (fits && chosen.length < count) chosen.push(set);
  }
  return chosen;
}

/** Draws whole solution series, those seen least first: three proposed solutions of each, next to each other. */
export function drawSeries(pool: readonly CompiledItem[], count: number, options: DrawOptions): Drawn {
  const sets = freshest(groupsOf(pool, "series"), options)
    .map((group) => solutionsOf(group, `${options.seed}/${group[0]?.series ?? ""}`))
    .filter((solutions) => solutions !== undefined);
  const drawn = within(sets, count, options);
  return drawn.length < count ? lacking("series", count, drawn.length) : { ok: true, value: drawn.flat() };
}

/** Draws whole case studies, those seen least first: all questions of each in their order, next to each other. */
export function drawCases(pool: readonly CompiledItem[], count: number, options: DrawOptions): Drawn {
  const drawn = within(freshest(groupsOf(pool, "case"), options), count, options);
  return drawn.length < count ? lacking("case", count, drawn.length) : { ok: true, value: drawn.flat() };
}
