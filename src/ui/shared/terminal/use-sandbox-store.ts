import { useEffect, useState } from "react";
import { useStore, type StoreApi } from "zustand";
import { createSandboxClient } from "../../../sandbox/client.ts";
import type { SandboxState } from "../../../store/sandbox-state.ts";
import { createSandboxStore } from "../../../store/sandbox-store.ts";
import { useRetry } from "../use-retry.ts";

/**
 * Returns the sandbox of a screen. Its simulator starts with the first request and ends when the screen is left, so that the
 * screen is there, and keeps what is typed, before the simulator is. What another tab has open opens here once that tab is
 * closed.
 */
export function useSandboxStore(): StoreApi<SandboxState> {
  const [store] = useState(() => createSandboxStore(createSandboxClient()));
  useEffect(() => () => store.getState().end(), [store]);
  const isElsewhere = useStore(store, ({ phase }) => phase === "elsewhere");
  useRetry(isElsewhere, () => store.getState().retry());
  return store;
}
