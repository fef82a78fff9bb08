import { errorText } from "../../assessment/error-text.ts";
import { useEffect, useState } from "react";
import type { AssignedRow } from "../../progress/assignment-rows.ts";
import type { ClassStorage } from "../../progress/class-storage.ts";
import { useStore } from "../shared/use-store.tsx";

/** What was read of the device's storage: null until it has answered, and why it hasn't. */
export interface Read<T> {
  value: T | null;
  problem: string;
}

/** Reads from the storage of classes, again whenever something stored changes. `read` must stay the same function. */
function useClasses<T>(read: (classes: ClassStorage) => Promise<T>): Read<T> {
  const openProgress = useStore((state) => state.openProgress);
  const changes = useStore((state) => state.storedChanges);
  const [state, setState] = useState<Read<T>>({ value: null, problem: "" });
  useEffect(() => {
    let current = true;
    openProgress()
      .then((progress) => progress.classes())
      .then(read)
      .then(
        (value) => current && setState({ value, problem: "" }),
        (error: unknown) => current && setState((last) => ({ ...last, problem: errorText(error) })),
      );
    return () => {
      current = false;
    };
  }, [openProgress, changes, read]);
  return state;
}

const all = (classes: ClassStorage) => classes.assigned();

/** The assignments on this device, the last changed first. */
export const useAllAssigned = (): Read<AssignedRow[]> => useClasses(all);

/** One assignment of this device; `row` is undefined when it isn't there. */
export function useAssigned(hash: string): Read<{ row: AssignedRow | undefined }> {
  const [read] = useState(() => async (classes: ClassStorage) => ({ row: await classes.assignedOf(hash) }));
  return useClasses(read);
}
