import { useEffect, useState } from "react";
import { planFor, type Wish } from "../../store/start-attempt.ts";
import { useStore, useStoreApi } from "../shared/use-store.tsx";

/** How many questions an attempt would have, and how many of them were seen before. */
export interface Repeats {
  questions: number;
  repeats: number;
}

/** Counts what starting an assessment of the course under this id would repeat; null until it is known. */
export function useRepeats(assessment: string, includeDisputed: boolean, id: string): Repeats | null {
  const app = useStoreApi();
  const snapshot = useStore((state) => state.snapshot);
  const profile = useStore((state) => state.settings.profile);
  const [found, setFound] = useState<Repeats | null>(null);
  useEffect(() => {
    if (!snapshot) return;
    let current = true;
    const wish: Wish = { kind: "assessment", id: assessment, includeDisputed };
    void planFor(app, wish, id).then((plan) => {
      if (current) setFound(plan.ok ? { questions: plan.attempt.items.length, repeats: plan.repeats } : null);
    });
    return () => {
      current = false;
    };
    // What the plan reads from the store: a change of either means another plan.
  }, [app, assessment, includeDisputed, id, snapshot, profile]);
  return found;
}
