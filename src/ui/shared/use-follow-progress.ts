import { useEffect } from "react";
import { useStore } from "./use-store.tsx";

/** Opens the learner's progress without waiting, for screens that need it at once. Otherwise the shell opens it when the page is idle. */
export function useFollowProgress(): void {
  const followProgress = useStore((state) => state.followProgress);
  useEffect(followProgress, [followProgress]);
}
