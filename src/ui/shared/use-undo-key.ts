import { useEffect, useEffectEvent } from "react";

/** Calls a handler for Ctrl-Z, and for ⌘-Z, except where text is entered, which has an undo of its own. */
export function useUndoKey(handler: () => unknown): void {
  const undo = useEffectEvent(handler);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
      const target = event.target instanceof HTMLElement ? event.target : null;
      const isText = target?.closest("input:not([type=radio], [type=checkbox]), textarea, [contenteditable], dialog");
      if (!isUndo || isText) return;
      event.preventDefault();
      undo();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
