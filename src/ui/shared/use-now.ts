import { useEffect, useState } from "react";
import { useStore } from "./use-store.tsx";

/** Returns the time, in milliseconds since the epoch, read again every second. */
export function useNow(): number {
  const now = useStore((state) => state.now);
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), 1000);
    return () => clearInterval(timer);
  }, [now]);
  return time;
}
