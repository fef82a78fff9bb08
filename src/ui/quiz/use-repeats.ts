import { useEffect, useState } from "react";
import { planFor, type Wish } from "../../store/start-attempt.ts";
import { untilIdle } from "../../store/until-idle.ts";
import { useStore, useStoreApi } from "../shared/use-store.tsx";

/** How many questions an attempt would have, and how many of them were seen before. */
export interface Repeats {
  questions: number;
  repeats: number;
}

/** Milliseconds. */
const longestWait = 2000;

/** Counts what starting an assessment of the course under this id would repeat; null until it is known, and for a newcomer. */
export function useRepeats(assessment: string, includeDisputed: boolean, id: string): Repeats | null {
  const app = useStoreApi();
  const snapshot = useStore((state) => state.snapshot);
  const profile = useStore((state) => state.settings.profile);
  const [found, setFound] = useState<Repeats | null>(null);
  useEffect(() => {
    // Nothing repeats for a newcomer.
    if (!snapshot || (snapshot.attempts.length === 0 && snapshot.checks.length === 0)) return;
    let current = true;
    const wish: Wish = { kind: "assessment", id: assessment, includeDisputed };
    // The plan needs the whole bank, so the page comes first.
    void untilIdle(longestWait)
      .then(() => (current ? planFor(app, wish, id) : undefined))
      .then((plan) => {
        if (current) setFound(plan?.ok ? { questions: plan.attempt.items.length, repeats: plan.repeats } : null);
      });
    return () => {
      current = false;
    };
    // What the plan reads from the store: a change of either means another plan.
  }, [app, assessment, includeDisputed, id, snapshot, profile]);
  return found;
}
