import type { AttemptItem } from "./attempt.ts";
import type { CompiledItem, Item, ItemType, Profile } from "./item.ts";
import { shownOrder, shuffle } from "./shuffle.ts";

/** How many items of which type make a set, and how widely they must spread. */
export interface Blueprint {
  counts: Partial<Record<ItemType, number>>;
  minimumObjectives: number;
  maximumPerObjective?: number | undefined;
  /** Takes only items whose key is the same under both profiles. */
  sameKeyOnly: boolean;
}

export interface AssembleOptions {
  profile: Profile;
  seed: string;
  /** Items seen lately, taken only when there is nothing else. */
  recent?: readonly string[];
  /** Overrides `sameKeyOnly`: also items whose answer differs between the profiles. */
  includeDisputed?: boolean;
}

export type Assembled =
  | { ok: true; value: AttemptItem[] }
  | { ok: false; error: { code: "tooFew"; type: ItemType; wanted: number; found: number } }
  | { ok: false; error: { code: "tooNarrow"; wanted: number; found: number } };

/** The body of an item under a profile, or under the other when it is asked under that one only. */
export const bodyFor = (item: CompiledItem, profile: Profile): Item | undefined =>
  item[profile] ?? item.chapter ?? item.azure;

const usable = (item: CompiledItem, blueprint: Blueprint, { profile, includeDisputed }: AssembleOptions): boolean =>
  item.type !== "reveal" &&
  (blueprint.sameKeyOnly && !includeDisputed ? item.profile === "both" : item[profile] !== undefined);

/** Takes `count` of a pool, the least used objectives first. */
function draw(pool: CompiledItem[], count: number, used: Map<string, number>, limit: number): CompiledItem[] {
  const taken: CompiledItem[] = [];
  const rest = [...pool];
  while (taken.length < count && rest.length > 0) {
    const uses = (item: CompiledItem) => used.get(item.objective) ?? 0;
    const least = Math.min(...rest.map(uses));
    const at = rest.findIndex((item) => uses(item) === least);
    const [item] = rest.splice(at, 1);
    if (!item || least >= limit) break;
    used.set(item.objective, least + 1);
    taken.push(item);
  }
  return taken;
}

/** Orders a set so that neighbours differ in objective family and, where it can be, in type. */
function interleave(items: CompiledItem[]): CompiledItem[] {
  const rest = [...items];
  const result: CompiledItem[] = [];
  const family = (item: CompiledItem | undefined) => item?.objective.split("-")[0];
  while (rest.length > 0) {
    const last = result.at(-1);
    const fit = (item: CompiledItem) => (family(item) === family(last) ? 2 : 0) + (item.type === last?.type ? 1 : 0);
    const best = Math.min(...rest.map(fit));
    const [item] = rest.splice(
      rest.findIndex((one) => fit(one) === best),
      1,
    );
    if (item) result.push(item);
  }
  return result;
}

/** Orders of drawing tried before a bank counts as too narrow for its blueprint. */
const mostDraws = 8;

/**
 * One set, or why there is none. Types with few items draw first, so that scarce objectives are not used up;
 * objectives are spread as evenly as the bank allows.
 */
function drawSet(
  { counts, maximumPerObjective = Number.POSITIVE_INFINITY }: Blueprint,
  pool: CompiledItem[],
  recent: ReadonlySet<string>,
): { ok: true; value: CompiledItem[] } | (Assembled & { ok: false }) {
  const used = new Map<string, number>();
  const wanted = Object.entries(counts) as [ItemType, number][];
  const ofType = (type: ItemType) => pool.filter((item) => item.type === type);
  const chosen: CompiledItem[] = [];
  for (const [type, count] of wanted.sort((a, b) => ofType(a[0]).length - ofType(b[0]).length)) {
    const seenLately = (lately: boolean) => ofType(type).filter(({ id }) => recent.has(id) === lately);
    const found = draw(seenLately(false), count, used, maximumPerObjective);
    found.push(...draw(seenLately(true), count - found.length, used, maximumPerObjective));
    if (found.length < count) return { ok: false, error: { code: "tooFew", type, wanted: count, found: found.length } };
    chosen.push(...found);
  }
  return { ok: true, value: chosen };
}

/**
 * Draws a set by its blueprint, the same for the same seed. Every count and every limit of the blueprint holds, or the
 * result says which one the bank cannot meet.
 */
export function assemble(blueprint: Blueprint, bank: readonly CompiledItem[], options: AssembleOptions): Assembled {
  const recent = new Set(options.recent);
  const fitting = bank.filter((item) => usable(item, blueprint, options));
  let failure: (Assembled & { ok: false }) | undefined;
  for (let attempt = 0; attempt < mostDraws; attempt++) {
    const seed = attempt === 0 ? options.seed : `${options.seed}/${attempt}`;
    const set = drawSet(blueprint, shuffle(fitting, seed), recent);
    const objectives = set.ok ? new Set(set.value.map(({ objective }) => objective)).size : 0;
    if (set.ok && objectives >= blueprint.minimumObjectives) {
      return { ok: true, value: asAttemptItems(interleave(shuffle(set.value, `${seed}/order`)), options) };
    }
    failure ??= set.ok
      ? { ok: false, error: { code: "tooNarrow", wanted: blueprint.minimumObjectives, found: objectives } }
      : set;
  }
  return failure ?? { ok: true, value: [] };
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
