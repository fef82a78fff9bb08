import type { Attempt } from "./attempt.ts";

/** When each item was last seen, in milliseconds since the epoch, by item id. */
export type Seen = ReadonlyMap<string, number>;

/**
 * Collects what a learner has seen: the items of attempts, up to the place reached in an open one or a practice, and the checks
 * answered in the text. Items made for one attempt are left out: they belong to no bank.
 */
export function seenItems(
  attempts: readonly Attempt[],
  checks: readonly { itemId: string; at: number }[],
): Map<string, number> {
  const seen = new Map<string, number>();
  const add = (itemId: string, at: number) => seen.set(itemId, Math.max(at, seen.get(itemId) ?? 0));
  for (const { itemId, at } of checks) add(itemId, at);
  for (const { items, position, startedAt, submittedAt, madeItems, practice, scores = [] } of attempts) {
    const made = new Set(madeItems?.map(({ id }) => id));
    // A practice may end before its last question.
    const isPartial = submittedAt === undefined || practice !== undefined;
    const reached = isPartial ? items.slice(0, position + 1) : items;
    for (const { itemId } of [...reached, ...scores]) if (!made.has(itemId)) add(itemId, submittedAt ?? startedAt);
  }
  return seen;
}
