import type { AttemptItem } from "./attempt.ts";
import { bodyFor } from "./body-for.ts";
import { drawCases, drawSeries } from "./draw-groups.ts";
import { drawSet, type Blueprint, type Drawn, type DrawProblem } from "./draw-set.ts";
import type { CompiledItem, Profile } from "./item.ts";
import type { Seen } from "./seen.ts";
import { shownOrder, shuffle } from "./shuffle.ts";

export type { Blueprint } from "./draw-set.ts";

export interface AssembleOptions {
  profile: Profile;
  seed: string;
  /** Items seen before, taken only where the blueprint can't be met without them, the longest ago first. */
  seen?: Seen;
  /** Overrides `sameKeyOnly`: also items whose answer differs between the profiles. */
  includeDisputed?: boolean;
}

export type Assembled = { ok: true; value: AttemptItem[] } | { ok: false; error: DrawProblem };

/** Whether a form may hold an item: reveal cards have no score, typed commands are practiced, and checks stay in the text. */
export const isForForms = ({ type, pool }: CompiledItem): boolean =>
  type !== "reveal" && type !== "command" && pool === undefined;

const isOfGroup = (item: CompiledItem): boolean => item.series !== undefined || item.case !== undefined;

const usable = (item: CompiledItem, blueprint: Blueprint, { profile, includeDisputed }: AssembleOptions): boolean =>
  isForForms(item) &&
  (blueprint.sameKeyOnly && !includeDisputed ? item.profile === "both" : item[profile] !== undefined);

/** Orders a set so that neighbors differ in objective family and, where possible, in type. */
export function interleave(items: CompiledItem[]): CompiledItem[] {
  const rest = [...items];
  const result: CompiledItem[] = [];
  const family = (item: CompiledItem | undefined) => item?.objective.split("-")[0];
  while (rest.length > 0) {
    const last = result.at(-1);
    const fit = (item: CompiledItem) => (family(item) === family(last) ? 2 : 0) + (item.type === last?.type ? 1 : 0);
    const best = Math.min(...rest.map(fit));
    const [item] = rest.splice(
      rest.findIndex((candidate) => fit(candidate) === best),
      1,
    );
    if (item) result.push(item);
  }
  return result;
}

/** Orders of drawing tried before a bank counts as too narrow for its blueprint. */
const mostDraws = 8;

/**
 * Draws a form by its blueprint: first the single items, then the case studies, then the solution series. It's the same
 * for the same seed and the same items seen. Every count and every limit of the blueprint holds, or the result says which one the bank can't meet. Nothing repeats where the unseen items suffice.
 */
export function drawForm(blueprint: Blueprint, bank: readonly CompiledItem[], options: AssembleOptions): Drawn {
  const { seed, seen = new Map<string, number>() } = options;
  const all = bank.filter((item) => usable(item, blueprint, options));
  const limit = blueprint.maximumPerObjective;
  const cases = drawCases(all, blueprint.caseStudies ?? 0, { seed, seen, limit });
  if (!cases.ok) return cases;
  const series = drawSeries(all, blueprint.series ?? 0, { seed, seen, limit, fixed: cases.value });
  if (!series.ok) return series;
  const groups = [...cases.value, ...series.value];
  const fitting = all.filter((item) => !isOfGroup(item));
  const unseen = fitting.filter(({ id }) => !seen.has(id));
  const draw = (pool: readonly CompiledItem[], known: Seen): Drawn => {
    let failure: Drawn | undefined;
    for (let attempt = 0; attempt < mostDraws; attempt++) {
      const drawn = drawSet(blueprint, shuffle(pool, attempt === 0 ? seed : `${seed}/${attempt}`), known, groups);
      if (drawn.ok) return drawn;
      failure ??= drawn;
    }
    return failure ?? { ok: true, value: [] };
  };
  const fresh = draw(unseen, seen);
  const aged = fresh.ok ? fresh : draw(fitting, seen);
  // Preferring what is unseen can use up an objective that a scarce type needs.
  const drawn = aged.ok ? aged : draw(fitting, new Map());
  if (!drawn.ok) return drawn;
  return { ok: true, value: [...interleave(shuffle(drawn.value, `${seed}/order`)), ...groups] };
}

/** Draws a form as an attempt shows it. */
export function assemble(blueprint: Blueprint, bank: readonly CompiledItem[], options: AssembleOptions): Assembled {
  const drawn = drawForm(blueprint, bank, options);
  return drawn.ok ? { ok: true, value: asAttemptItems(drawn.value, options) } : drawn;
}

/** A given list of items as an attempt shows them. */
export const asAttemptItems = (
  items: readonly CompiledItem[],
  { profile, seed }: Pick<AssembleOptions, "profile" | "seed">,
): AttemptItem[] =>
  items.flatMap((item) => {
    const body = bodyFor(item, profile);
    return body
      ? [{ itemId: item.id, version: body.version, profile: body.askedUnder, order: shownOrder(body, seed) }]
      : [];
  });
