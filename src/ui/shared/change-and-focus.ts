import { flushSync } from "react-dom";

/**
 * Makes a change of state and then moves the focus to what `find` returns of the changed page. Both happen before the next key is
 * handled, so that nothing typed meanwhile goes elsewhere. For handlers of events only.
 */
export function changeAndFocus(change: () => void, find: () => HTMLElement | null | undefined): void {
  flushSync(change);
  find()?.focus();
}
