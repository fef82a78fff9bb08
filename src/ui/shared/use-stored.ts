import { useEffect, useState } from "react";
import type { Progress } from "../../progress/progress.ts";
import { useStore } from "./use-store.tsx";

/**
 * Reads something that isn't in the snapshot from storage, and again after any change, from this tab or another; undefined until then.
 * `read` must keep its identity between drawings.
 */
export function useStored<T>(read: (progress: Progress) => Promise<T>): T | undefined {
  const snapshot = useStore((state) => state.snapshot);
  const changes = useStore((state) => state.storedChanges);
  const keep = useStore((state) => state.keep);
  const [value, setValue] = useState<T>();
  useEffect(() => {
    if (!snapshot) return undefined;
    let current = true;
    void keep(async (progress) => {
      const found = await read(progress);
      if (current) setValue(() => found);
    });
    return () => {
      current = false;
    };
  }, [snapshot, changes, keep, read]);
  return value;
}
