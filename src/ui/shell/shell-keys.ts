import { useEffect } from "react";
import { askShell } from "../shared/ui-events.ts";
import { useSingleKeys } from "../shared/use-single-keys.ts";

/** Ctrl or ⌘ with K, and the single keys / and ?. */
export function useShellKeys(): void {
  useSingleKeys({ "/": () => askShell("search"), "?": () => askShell("help") });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const modified = event.ctrlKey || event.metaKey;
      if (!modified || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      askShell("search");
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
