import type { CompiledItem, ItemType } from "./item.ts";
import type { Seen } from "./seen.ts";

/** How many items of which type make a set, and how widely they must spread. */
export interface Blueprint {
  counts: Partial<Record<ItemType, number>>;
  /** How many solution series and case studies follow, each as a section of its own. */
  series?: number | undefined;
  caseStudies?: number | undefined;
  minimumObjectives: number;
  maximumPerObjective?: number | undefined;
  /** Takes only items whose key is the same under both profiles. */
  sameKeyOnly: boolean;
}

/** What a bank lacks for its blueprint: items of a type, whole sets, or objectives. */
export type DrawProblem =
  | { code: "tooFew"; type: ItemType; required: number; found: number }
  | { code: "tooFewSets"; kind: "series" | "case"; required: number; found: number }
  | { code: "tooNarrow"; required: number; found: number };

export type Drawn = { ok: true; value: CompiledItem[] } | { ok: false; error: DrawProblem };

/** Items drawn so far and how often each objective occurs among them. */
class Hand {
  readonly items: CompiledItem[] = [];
  readonly #uses = new Map<string, number>();

  /** `fixed` items count toward the limit and the objectives, but aren't drawn or swapped. */
  constructor(
    readonly limit: number,
    fixed: readonly CompiledItem[],
  ) {
    for (const item of fixed) this.#uses.set(item.objective, this.uses(item) + 1);
  }

  uses({ objective }: CompiledItem): number {
    return this.#uses.get(objective) ?? 0;
  }

  get objectives(): number {
    return [...this.#uses.values()].filter((uses) => uses > 0).length;
  }

  add(item: CompiledItem): void {
    this.items.push(item);
    this.#uses.set(item.objective, this.uses(item) + 1);
  }

  /** Replaces an item at its place in the list. */
  swap(out: CompiledItem, item: CompiledItem): void {
    this.items.splice(this.items.indexOf(out), 1, item);
    this.#uses.set(out.objective, this.uses(out) - 1);
    this.#uses.set(item.objective, this.uses(item) + 1);
  }

  /** Whether the swap keeps to the limit per objective; and how many objectives there would be. */
  afterSwap(out: CompiledItem, item: CompiledItem): { fits: boolean; objectives: number } {
    const same = out.objective === item.objective;
    const lost = !same && this.uses(out) === 1 ? 1 : 0;
    const won = !same && this.uses(item) === 0 ? 1 : 0;
    return { fits: same || this.uses(item) < this.limit, objectives: this.objectives - lost + won };
  }
}

/** Returns the element that comes first by these ranks, lower ones first; of equals the earlier in the list. */
export function first<T>(list: readonly T[], ranks: (element: T) => number[]): T | undefined {
  const compare = (a: number[], b: number[]) =>
    a.map((rank, at) => rank - (b[at] ?? 0)).find((step) => step !== 0) ?? 0;
  return list.reduce<T | undefined>(
    (best, element) => (best === undefined || compare(ranks(element), ranks(best)) < 0 ? element : best),
    undefined,
  );
}

/** All swaps of an item in hand for one of the same type outside it. */
const swaps = (hand: Hand, pool: readonly CompiledItem[]) =>
  hand.items.flatMap((out) =>
    pool.filter((item) => item.type === out.type && !hand.items.includes(item)).map((item) => ({ out, item })),
  );

/** Swaps items of objectives that occur twice for items of objectives that are missing, at the price of few repeats. */
function spread(hand: Hand, pool: readonly CompiledItem[], minimum: number, age: (item: CompiledItem) => number): void {
  while (hand.objectives < minimum) {
    const widening = swaps(hand, pool).filter(({ out, item }) => {
      const { fits, objectives } = hand.afterSwap(out, item);
      return fits && objectives > hand.objectives;
    });
    const best = first(widening, ({ out, item }) => [age(item), -age(out)]);
    if (!best) return;
    hand.swap(best.out, best.item);
  }
}

/** Swaps items seen before for unseen ones, as long as the blueprint holds. */
function freshen(hand: Hand, pool: readonly CompiledItem[], minimum: number, seen: Seen): void {
  for (;;) {
    const swap = swaps(hand, pool).find(({ out, item }) => {
      if (!seen.has(out.id) || seen.has(item.id)) return false;
      const { fits, objectives } = hand.afterSwap(out, item);
      return fits && objectives >= minimum;
    });
    if (!swap) return;
    hand.swap(swap.out, swap.item);
  }
}

/**
 * Draws one set from a pool in its order, or says what the pool lacks. Types with few items draw first, so that scarce
 * objectives are not used up. Items never seen come first, then those seen longest ago; among unseen ones the least
 * used objectives. Where the limits of the blueprint allow an unseen item in place of a repeated one, it is taken. `fixed`
 * items are in the form already: their objectives count.
 */
export function drawSet(
  blueprint: Blueprint,
  pool: readonly CompiledItem[],
  seen: Seen,
  fixed: readonly CompiledItem[] = [],
): Drawn {
  const { counts, minimumObjectives, maximumPerObjective = Number.POSITIVE_INFINITY } = blueprint;
  const hand = new Hand(maximumPerObjective, fixed);
  const age = ({ id }: CompiledItem) => seen.get(id) ?? 0;
  const ofType = (type: ItemType) => pool.filter((item) => item.type === type);
  const typeCounts = (Object.entries(counts) as [ItemType, number][]).sort(
    ([a], [b]) => ofType(a).length - ofType(b).length,
  );
  for (const [type, count] of typeCounts) {
    for (let found = 0; found < count; found++) {
      const open = ofType(type).filter((item) => !hand.items.includes(item) && hand.uses(item) < maximumPerObjective);
      const next = first(open, (item) => [age(item), hand.uses(item)]);
      if (!next) return { ok: false, error: { code: "tooFew", type, required: count, found } };
      hand.add(next);
    }
  }
  spread(hand, pool, minimumObjectives, age);
  if (hand.objectives < minimumObjectives) {
    return { ok: false, error: { code: "tooNarrow", required: minimumObjectives, found: hand.objectives } };
  }
  freshen(hand, pool, minimumObjectives, seen);
  return { ok: true, value: hand.items };
}
