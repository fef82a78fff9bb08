import { useMemo, useState } from "react";
import { useHydrated } from "./use-hydrated.ts";

/** Choices that are stored on this device for the next visit. */
export interface Choices<T> {
  usual: T;
  read(): T;
  write(choices: T): void;
}

/** Returns the learner's choices, and a function that changes some of them. The prerendered page has the usual ones. */
export function useChoices<T extends object>(stored: Choices<T>): [T, (changed: Partial<T>) => void] {
  const isHydrated = useHydrated();
  const [chosen, setChosen] = useState<T>();
  const known = useMemo(() => (isHydrated ? stored.read() : stored.usual), [isHydrated, stored]);
  const change = (changed: Partial<T>) => {
    // What was chosen before the app was there arrives while the usual choices are still drawn.
    const next = { ...(chosen ?? stored.read()), ...changed };
    setChosen(next);
    stored.write(next);
  };
  return [chosen ?? known, change];
}
