import { createContext, useContext } from "react";
import { useStore as useZustand, type StoreApi } from "zustand";
import type { GradebookState } from "../../store/gradebook-state.ts";

/** The store of the gradebook on screen. */
export const GradebookContext = createContext<StoreApi<GradebookState> | null>(null);

/** Returns a part of the gradebook's state; the component draws again when that part changes. */
export function useGradebook<T>(select: (state: GradebookState) => T): T {
  const store = useContext(GradebookContext);
  if (!store) throw new Error("useGradebook needs a GradebookContext above it");
  return useZustand(store, select);
}
