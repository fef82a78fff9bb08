import type { Attempt } from "../assessment/attempt.ts";
import type { ScoredItem } from "../assessment/item.ts";
import { inOrder } from "../assessment/shuffle.ts";
import { loadItemVersions, type ItemBodies } from "../content/course.ts";

/** Loads the items of an attempt in the versions it began with; one whose body nobody kept is missing. */
export async function itemsOf({ items, madeItems }: Attempt, bodies?: ItemBodies): Promise<Map<string, ScoredItem>> {
  const itemBodies = madeItems
    ? items.map(({ itemId }) => madeItems.find(({ id }) => id === itemId))
    : await loadItemVersions(items, bodies);
  return new Map(
    items.flatMap(({ itemId, order }, at) => {
      const item = itemBodies[at];
      return item && item.type !== "reveal" ? [[itemId, inOrder(item, order)] as const] : [];
    }),
  );
}
