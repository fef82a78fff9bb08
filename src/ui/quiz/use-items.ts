import { useEffect, useState } from "react";
import type { Attempt } from "../../assessment/attempt.ts";
import type { ScoredItem } from "../../assessment/item.ts";
import { inOrder } from "../../assessment/shuffle.ts";
import { loadItems } from "../../content/course.ts";

/** The items of an attempt as it shows them; items that left the bank or changed since are missing. */
export async function itemsOf(attempt: Attempt): Promise<Map<string, ScoredItem>> {
  const bank = attempt.madeItems ? [] : await loadItems();
  const found = new Map<string, ScoredItem>();
  for (const { itemId, version, profile, order } of attempt.items) {
    const item = attempt.madeItems?.find(({ id }) => id === itemId) ?? bank.find(({ id }) => id === itemId)?.[profile];
    if (item && item.type !== "reveal" && item.version === version) found.set(itemId, inOrder(item, order));
  }
  return found;
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
