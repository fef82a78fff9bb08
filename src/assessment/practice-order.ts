import type { Candidate } from "./practice-pool.ts";
import { seeded } from "./shuffle.ts";

/** Most questions in a row about objectives that are easily confused, before another group of objectives follows. */
const mostInGroup = 4;
/** How far down its list an objective's next question may be taken from, to change the type. */
const lookAhead = 3;

/** Returns one of the keys, each as likely as its weight says. */
function weighted(weights: readonly (readonly [string, number])[], random: number): string | undefined {
  let rest = random * weights.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of weights) {
    rest -= weight;
    if (rest < 0) return key;
  }
  return weights.at(-1)?.[0];
}

export interface OrderOptions {
  count: number;
  seed: string;
  neighbors: ReadonlyMap<string, readonly string[]>;
  /** How much an objective needs practice; above 0. */
  need(objective: string): number;
  /** How much a question is worth asking; only among equals may a later one be taken to change the type. */
  worth(candidate: Candidate): number;
  /** The question that was asked before these. */
  previous?: Pick<Candidate, "objective" | "type"> | undefined;
}

/**
 * Arranges at most `count` questions, each list in its order. An objective is followed by one that is easily confused with it, up to
 * four in a row, and then by another group; the same objective follows itself only when no other is left. Objectives with more need come
 * sooner and more often.
 */
export function alternate(
  lists: ReadonlyMap<string, readonly Candidate[]>,
  { count, seed, neighbors, need, worth, previous }: OrderOptions,
): Candidate[] {
  const next = seeded(seed);
  const rest = new Map([...lists].map(([objective, list]) => [objective, [...list]]));
  const result: Candidate[] = [];
  let inGroup = 0;
  while (result.length < count) {
    const last = result.at(-1) ?? previous;
    const open = [...rest].flatMap(([objective, list]) => (list.length > 0 ? [objective] : []));
    if (open.length === 0) break;
    const others = open.filter((objective) => objective !== last?.objective);
    const alike = others.filter((objective) => neighbors.get(last?.objective ?? "")?.includes(objective));
    const stays = inGroup > 0 && inGroup < mostInGroup && alike.length > 0;
    const from = stays ? alike : others.length > 0 ? others : open;
    const objective = weighted(
      from.map((candidate) => [candidate, need(candidate)] as const),
      next(),
    );
    const list = rest.get(objective ?? "") ?? [];
    const [head] = list;
    const equals = list.slice(0, lookAhead).filter((candidate) => head && worth(candidate) === worth(head));
    const at = equals.findIndex(({ type }) => type !== last?.type);
    const [candidate] = list.splice(Math.max(at, 0), 1);
    if (!candidate) break;
    result.push(candidate);
    inGroup = stays ? inGroup + 1 : 1;
  }
  return result;
}
