import { createContext, useContext, type ReactNode } from "react";
import { useStore as useZustand, type StoreApi } from "zustand";
import type { State } from "../../store/state.ts";

const StoreContext = createContext<StoreApi<State> | null>(null);

export function StoreProvider({ store, children }: { store: StoreApi<State>; children: ReactNode }) {
  return <StoreContext value={store}>{children}</StoreContext>;
}

/** The store itself, for reading in event handlers. */
export function useStoreApi(): StoreApi<State> {
  const store = useContext(StoreContext);
  if (!store) throw new Error("useStoreApi needs a StoreProvider above it");
  return store;
}

/** A part of the state; the component draws again when that part changes. */
export const useStore = <T,>(select: (state: State) => T): T => useZustand(useStoreApi(), select);
