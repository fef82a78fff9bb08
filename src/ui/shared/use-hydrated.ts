import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Returns false while the prerendered page is hydrated, so that what depends on the device or the address is drawn after it. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
