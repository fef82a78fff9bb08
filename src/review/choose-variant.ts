import type { CompiledItem, Profile } from "../assessment/item.ts";
import { variantRest } from "../assessment/practice-pool.ts";
import type { Seen } from "../assessment/seen.ts";
import { shuffle } from "../assessment/shuffle.ts";

/** What the choice of a variant depends on. */
export interface VariantChoice {
  profile: Profile;
  seen: Seen;
  /** Milliseconds since the epoch. */
  now: number;
  seed: string;
}

/**
 * Chooses the variant of a family that a review asks, under the learner's profile: one that wasn't seen for 30 days, else the one seen
 * longest ago. The same seed and the same variants seen give the same choice; undefined when no variant is for that profile.
 */
export function chooseVariant<T extends CompiledItem>(
  variants: readonly T[],
  { profile, seen, now, seed }: VariantChoice,
): T | undefined {
  const seenAt = ({ id }: T) => seen.get(id) ?? Number.NEGATIVE_INFINITY;
  const askable = shuffle(
    variants.filter((variant) => variant[profile] !== undefined),
    seed,
  );
  return (
    askable.find((variant) => seenAt(variant) < now - variantRest) ??
    askable.toSorted((a, b) => seenAt(a) - seenAt(b) || (a.id < b.id ? -1 : 1))[0]
  );
}
