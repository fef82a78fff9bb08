import type { StoreApi } from "zustand";
import type { SandboxState } from "../../../store/sandbox-state.ts";
import { download } from "../download.ts";

/** Downloads the open environment as a file. */
export async function exportOpenWorld(store: StoreApi<SandboxState>): Promise<void> {
  const { name, text } = await store.getState().ask("exportWorld", null);
  download(text, name, "application/json");
}
