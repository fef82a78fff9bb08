import { useEffect, useState } from "react";
import type { StoreApi } from "zustand";
import { startSandbox } from "../../../sandbox/client.ts";
import { createSandboxStore, type SandboxState } from "../../../store/sandbox-store.ts";

/** Starts the simulator for a screen and ends it when the screen is left; null until it was started. */
export function useSandboxStore(): StoreApi<SandboxState> | null {
  const [store, setStore] = useState<StoreApi<SandboxState> | null>(null);
  useEffect(() => {
    const made = createSandboxStore(startSandbox());
    setStore(made);
    return () => made.getState().end();
  }, []);
  return store;
}
