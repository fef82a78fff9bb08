import { useEffect, useState } from "react";
import type { PracticeChoice } from "../../assessment/practice.ts";
import { previewPractice, type PracticePreview } from "../../store/plan-practice.ts";
import { useStore, useStoreApi } from "../shared/use-store.tsx";

/** Works out what a choice would begin with; null until it is known. */
export function usePreview(choice: PracticeChoice): PracticePreview | null {
  const app = useStoreApi();
  const snapshot = useStore((state) => state.snapshot);
  const changes = useStore((state) => state.storedChanges);
  const [found, setFound] = useState<{ choice: PracticeChoice; preview: PracticePreview } | null>(null);
  useEffect(() => {
    if (!snapshot) return;
    let current = true;
    void previewPractice(app, choice).then((preview) => current && setFound({ choice, preview }));
    return () => {
      current = false;
    };
  }, [app, choice, snapshot, changes]);
  return found?.choice === choice ? found.preview : null;
}
