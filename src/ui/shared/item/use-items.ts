import { useEffect, useState } from "react";
import type { Attempt } from "../../../assessment/attempt.ts";
import type { ScoredItem } from "../../../assessment/item.ts";
import { itemsOf } from "../../../store/attempt-items.ts";

/** Loads the items of an attempt: null until the first are there, and complete once those added since are there, too. */
export function useLoadedItems(attempt: Attempt | undefined): {
  items: Map<string, ScoredItem> | null;
  isComplete: boolean;
} {
  const [loaded, setLoaded] = useState<{ id: string; count: number; items: Map<string, ScoredItem> } | null>(null);
  const isLoaded = attempt !== undefined && loaded?.id === attempt.id;
  const isComplete = isLoaded && loaded.count === attempt.items.length;
  useEffect(() => {
    // The items of an attempt never change, but a practice gets more of them.
    if (!attempt || isComplete) return;
    let current = true;
    const { id, items: list } = attempt;
    void itemsOf(attempt).then((items) => current && setLoaded({ id, count: list.length, items }));
    return () => {
      current = false;
    };
  }, [attempt, isComplete]);
  return { items: isLoaded ? loaded.items : null, isComplete };
}

/** Loads the items of an attempt; null meanwhile. */
export const useItems = (attempt: Attempt | undefined): Map<string, ScoredItem> | null => useLoadedItems(attempt).items;
