import { useMemo } from "react";
import { withheldItems } from "../../assessment/assigned-feedback.ts";
import type { Attempt } from "../../assessment/attempt.ts";
import { useStore } from "../shared/use-store.tsx";

const none: ReadonlySet<string> = new Set();

/**
 * Returns the ids of the questions whose key mustn't be shown now, since an assignment withholds them: it may have begun after this
 * attempt. What an attempt at an assignment shows, its own rule decides.
 */
export function useWithheld(attempt: Attempt): ReadonlySet<string> {
  const attempts = useStore((state) => state.snapshot?.attempts);
  const now = useStore((state) => state.now);
  return useMemo(
    () => (attempts && !attempt.assigned ? withheldItems(attempts, now()) : none),
    [attempts, attempt.assigned, now],
  );
}
