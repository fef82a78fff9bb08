import { useLayoutEffect, useRef } from "react";
import { useStoreApi } from "./use-store.tsx";

/** A key is the page's own only while nobody is typing and no dialog is open. */
const isFree = (event: KeyboardEvent): boolean => {
  const target = event.target instanceof HTMLElement ? event.target : null;
  return !target?.closest(
    "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog, [role=listbox]",
  );
};

/**
 * Calls a handler for a key pressed alone, by `KeyboardEvent.key` in lower case; the learner can switch such keys off.
 * A handler that returns false leaves the key to the browser.
 */
export function useSingleKeys(handlers: Record<string, () => unknown>): void {
  const store = useStoreApi();
  const latest = useRef(handlers);
  useLayoutEffect(() => void (latest.current = handlers));
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
      if (!store.getState().settings.singleKeys || !isFree(event)) return;
      const key = event.key.toLowerCase();
      const handler = Object.hasOwn(latest.current, key) ? latest.current[key] : undefined;
      if (handler && handler() !== false) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [store]);
}
