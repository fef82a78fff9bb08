import { useEffect, useState } from "react";
import type { Attempt } from "../../../assessment/attempt.ts";
import type { ScoredItem } from "../../../assessment/item.ts";
import { itemsOf } from "../../../store/attempt-items.ts";

/** Loads the items of an attempt; null meanwhile. */
export function useItems(attempt: Attempt | undefined): Map<string, ScoredItem> | null {
  const [loaded, setLoaded] = useState<{ id: string; items: Map<string, ScoredItem> } | null>(null);
  const isLoaded = attempt !== undefined && loaded?.id === attempt.id;
  useEffect(() => {
    // The items of an attempt never change; only its place does.
    if (!attempt || isLoaded) return;
    let current = true;
    void itemsOf(attempt).then((items) => current && setLoaded({ id: attempt.id, items }));
    return () => {
      current = false;
    };
  }, [attempt, isLoaded]);
  return isLoaded ? loaded.items : null;
}
