import type { ImageScan, Severity } from "../../../sandbox/findings-view.ts";

const marks: Record<Severity, string> = { Critical: "◆", High: "▲", Medium: "■", Low: "●" };

/** How bad a flaw is: shape, text and color. */
export const SeverityMark = ({ severity, count }: { severity: Severity; count?: number }) => (
  <span className="finding-severity" data-severity={severity}>
    <span aria-hidden="true">{marks[severity]} </span>
    {count === undefined ? severity : `${count} ${severity.toLowerCase()}`}
  </span>
);

const states: Record<ImageScan["state"], { mark: string; words: string }> = {
  unscanned: { mark: "–", words: "not scanned" },
  waiting: { mark: "○", words: "scan waits" },
  clean: { mark: "✓", words: "nothing found" },
  flawed: { mark: "✕", words: "flaws found" },
  unreadable: { mark: "–", words: "can't be scanned" },
};

/** How far an image is with its scan. */
export const ScanMark = ({ state }: { state: ImageScan["state"] }) => (
  <span className="finding-state" data-state={state}>
    <span aria-hidden="true">{states[state].mark} </span>
    {states[state].words}
  </span>
);
