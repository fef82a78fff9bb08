import type { CompiledItem } from "./item.ts";
import type { Seen } from "./seen.ts";
import { shuffle } from "./shuffle.ts";

/**
 * Draws the questions to practice an objective with: unseen ones first, then those seen longest ago, at most `count`. All types
 * with a score take part, typed commands and single parts of a series or a case study too. Checks of the text don't.
 */
export function practiceItems(
  bank: readonly CompiledItem[],
  { objective, seed, seen, count }: { objective: string; seed: string; seen: Seen; count: number },
): CompiledItem[] {
  const fitting = bank.filter(
    (item) => item.objective === objective && item.type !== "reveal" && item.pool === undefined,
  );
  const age = ({ id }: CompiledItem) => seen.get(id) ?? 0;
  return shuffle(fitting, seed)
    .sort((a, b) => age(a) - age(b))
    .slice(0, count);
}
