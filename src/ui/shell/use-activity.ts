import { useEffect } from "react";
import { createActivityRecorder } from "../../store/activity-recorder.ts";
import { useStoreApi } from "../shared/use-store.tsx";

const inputs = ["keydown", "pointerdown", "pointermove", "wheel", "touchmove"] as const;

/** Counts the time in which the learner uses the page. */
export function useActivity(): void {
  const app = useStoreApi();
  useEffect(() => {
    const recorder = createActivityRecorder(app);
    const noteInput = () => document.visibilityState === "visible" && recorder.input();
    const noteVisibility = () => document.visibilityState === "hidden" && recorder.hidden();
    for (const name of inputs) window.addEventListener(name, noteInput, { capture: true, passive: true });
    document.addEventListener("visibilitychange", noteVisibility);
    window.addEventListener("pagehide", recorder.hidden);
    return () => {
      for (const name of inputs) window.removeEventListener(name, noteInput, { capture: true });
      document.removeEventListener("visibilitychange", noteVisibility);
      window.removeEventListener("pagehide", recorder.hidden);
    };
  }, [app]);
}
