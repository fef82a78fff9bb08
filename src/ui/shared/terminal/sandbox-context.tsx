import { createContext, useContext } from "react";
import { useStore as useZustand, type StoreApi } from "zustand";
import type { SandboxState } from "../../../store/sandbox-state.ts";

export const SandboxContext = createContext<StoreApi<SandboxState> | null>(null);

/** The open sandbox itself, for event handlers. */
export function useSandboxApi(): StoreApi<SandboxState> {
  const store = useContext(SandboxContext);
  if (!store) throw new Error("useSandboxApi needs the sandbox screen above it");
  return store;
}

/** A part of the sandbox's state; the component draws again when that part changes. */
export const useSandbox = <T,>(select: (state: SandboxState) => T): T => useZustand(useSandboxApi(), select);
