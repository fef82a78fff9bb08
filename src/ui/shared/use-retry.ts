import { useEffect, useEffectEvent } from "react";

/** Resolves when the page is seen, or the signal ends the wait. */
const whenSeen = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const look = () => {
      if (document.visibilityState === "visible" || signal.aborted) resolve();
    };
    document.addEventListener("visibilitychange", look, { signal });
    signal.addEventListener("abort", look);
    look();
  });

/**
 * Repeats something for as long as it is needed and the page is seen. `retry` waits a moment itself, for the tab that has what
 * this one wants.
 */
export function useRetry(isNeeded: boolean, retry: () => Promise<void>): void {
  const again = useEffectEvent(retry);
  useEffect(() => {
    if (!isNeeded) return;
    const ended = new AbortController();
    void (async () => {
      for (;;) {
        await whenSeen(ended.signal);
        if (ended.signal.aborted) return;
        await again();
      }
    })();
    return () => ended.abort();
  }, [isNeeded]);
}
