import type { CompiledItem } from "./item.ts";
import type { Seen } from "./seen.ts";
import { shuffle } from "./shuffle.ts";

/** How long a variant of a family isn't asked again, in milliseconds. */
const variantRest = 30 * 24 * 60 * 60 * 1000;

export interface PracticeOptions {
  objective: string;
  seed: string;
  seen: Seen;
  count: number;
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * Draws the questions to practice an objective with, at most `count`: unseen ones of the bank, then variants of question families that
 * weren't seen for 30 days, then what was seen longest ago. All types with a score take part, typed commands and single parts of
 * a series or a case study too. Checks of the text don't.
 */
export function practiceItems(
  bank: readonly CompiledItem[],
  variants: readonly CompiledItem[],
  { objective, seed, seen, count, now }: PracticeOptions,
): CompiledItem[] {
  const fits = (item: CompiledItem) =>
    item.objective === objective && item.type !== "reveal" && item.pool === undefined;
  const seenAt = ({ id }: CompiledItem) => seen.get(id) ?? 0;
  const items = shuffle(bank.filter(fits), seed);
  const rested = variants.filter((item) => fits(item) && (!seen.has(item.id) || seenAt(item) < now - variantRest));
  return [
    ...items.filter(({ id }) => !seen.has(id)),
    ...shuffle(rested, seed),
    ...items.filter(({ id }) => seen.has(id)).sort((first, second) => seenAt(first) - seenAt(second)),
  ].slice(0, count);
}
