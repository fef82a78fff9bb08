import type { Attempt } from "../assessment/attempt.ts";
import type { ScoredItem } from "../assessment/item.ts";
import { inOrder } from "../assessment/shuffle.ts";
import { loadItemVersions, type ItemBodies } from "../content/course.ts";

/**
 * Loads the items of an attempt in the versions it began with: those made for it, and those of the bank. One whose body nobody kept
 * is missing.
 */
export async function itemsOf(
  { items, madeItems = [] }: Attempt,
  bodies?: ItemBodies,
): Promise<Map<string, ScoredItem>> {
  const made = new Map(madeItems.map((item) => [item.id, item]));
  const ofBank = items.filter(({ itemId }) => !made.has(itemId));
  const loaded = ofBank.length > 0 ? await loadItemVersions(ofBank, bodies) : [];
  const banked = new Map(ofBank.map(({ itemId }, at) => [itemId, loaded[at]]));
  return new Map(
    items.flatMap(({ itemId, order }) => {
      const item = made.get(itemId) ?? banked.get(itemId);
      return item && item.type !== "reveal" ? [[itemId, inOrder(item, order)] as const] : [];
    }),
  );
}
