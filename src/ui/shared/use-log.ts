import { useEffect, useState } from "react";
import type { LogEntry } from "../../assessment/log-entry.ts";
import { useStore } from "./use-store.tsx";

/** Reads the learning log, and again whenever something is stored; null until it is read. */
export function useLog(): LogEntry[] | null {
  const openProgress = useStore((state) => state.openProgress);
  const snapshot = useStore((state) => state.snapshot);
  const changes = useStore((state) => state.storedChanges);
  const [entries, setEntries] = useState<LogEntry[] | null>(null);
  useEffect(() => {
    if (!snapshot) return;
    let current = true;
    void openProgress()
      .then((progress) => progress.log())
      .then((log) => current && setEntries(log));
    return () => {
      current = false;
    };
  }, [openProgress, snapshot, changes]);
  return entries;
}
