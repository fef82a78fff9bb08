import { useEffect, useState } from "react";
import { useStore as useZustand } from "zustand";
import type { Attempt } from "../../assessment/attempt.ts";
import { createAttemptStore } from "../../store/attempt-store.ts";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { useLoadedItems } from "../shared/item/use-items.ts";

/** Opens an attempt to be answered: its questions and answers, null until they are read, its place, and what changes them. `isComplete` is false while questions that were added load. */
export function useAttempt(attempt: Attempt) {
  const app = useStoreApi();
  const snapshot = useStore((state) => state.snapshot);
  const { items, isComplete } = useLoadedItems(attempt);
  const [store] = useState(() => createAttemptStore(app, attempt));
  const { position, ...state } = useZustand(store);

  // Again whenever storage changes, also from another tab.
  useEffect(() => {
    if (snapshot) void store.getState().read();
  }, [snapshot, store]);

  const at = Math.min(position ?? attempt.position, attempt.items.length - 1);
  return { ...state, items, isComplete, at };
}
