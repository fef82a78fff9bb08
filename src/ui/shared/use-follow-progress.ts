import { useEffect } from "react";
import { useStore } from "./use-store.tsx";

/** Opens the learner's progress at once: for screens that are nothing without it. Else the shell opens it once the page is idle. */
export function useFollowProgress(): void {
  const followProgress = useStore((state) => state.followProgress);
  useEffect(followProgress, [followProgress]);
}
