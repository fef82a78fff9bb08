import type { SandboxClient } from "../sandbox/client.ts";
import { problemOf } from "./sandbox-problem.ts";
import type { RemovedWorld, SandboxState } from "./sandbox-state.ts";

interface RemovalParts {
  request: SandboxClient["request"];
  get(): SandboxState;
  set(change: Partial<SandboxState>): void;
}

/** Deletes stored environments and brings back the last one. */
export function createRemoval({ request, get, set }: RemovalParts): Pick<SandboxState, "remove" | "restore"> {
  return {
    remove: async ({ id, name }) => {
      try {
        await request("remove", { id });
        const wasOpen = get().status?.entry.id === id;
        set({
          removed: { id, name, isRestoring: false },
          ...(wasOpen && { status: undefined, blocks: [], earlier: 0, running: undefined }),
        });
      } catch (error) {
        set({ problem: problemOf(error) });
      }
    },
    restore: async () => {
      const { removed } = get();
      if (!removed || removed.isRestoring) return;
      const { id } = removed;
      // Another one may have been deleted since.
      const change = (after: RemovedWorld | undefined) => {
        if (get().removed?.id === id) set({ removed: after });
      };
      change({ ...removed, isRestoring: true });
      try {
        await request("restore", { id });
        change(undefined);
      } catch (error) {
        const problem = problemOf(error);
        change(problem.code === "NoWorld" ? undefined : removed);
        set({ problem });
      }
    },
  };
}
