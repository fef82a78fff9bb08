import { useEffect } from "react";
import { withholdShell } from "../shared/ui-events.ts";

/** Takes search and the navigation off the page while an exam runs. */
export function useExamFrame(): void {
  useEffect(() => {
    const allow = withholdShell("search");
    document.documentElement.dataset["exam"] = "";
    return () => {
      allow();
      delete document.documentElement.dataset["exam"];
    };
  }, []);
}
