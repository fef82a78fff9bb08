import { useEffect, useState } from "react";
import type { Attempt } from "../../assessment/attempt.ts";
import type { ScoredItem } from "../../assessment/item.ts";
import { inOrder } from "../../assessment/shuffle.ts";
import { loadItemVersions } from "../../content/course.ts";

/** Loads the items of an attempt in the versions it began with; one whose body nobody kept is missing. */
export async function itemsOf({ items, madeItems }: Attempt): Promise<Map<string, ScoredItem>> {
  const bodies = madeItems
    ? items.map(({ itemId }) => madeItems.find(({ id }) => id === itemId))
    : await loadItemVersions(items);
  return new Map(
    items.flatMap(({ itemId, order }, at) => {
      const item = bodies[at];
      return item && item.type !== "reveal" ? [[itemId, inOrder(item, order)] as const] : [];
    }),
  );
}

/** Loads the items of an attempt; null meanwhile. */
export function useItems(attempt: Attempt | undefined): Map<string, ScoredItem> | null {
  const [items, setItems] = useState<Map<string, ScoredItem> | null>(null);
  useEffect(() => {
    let current = true;
    if (attempt) void itemsOf(attempt).then((found) => current && setItems(found));
    return () => {
      current = false;
    };
    // The items of an attempt never change; only its place does.
  }, [attempt?.id]);
  return items;
}
