import type { RunShape } from "../../../sandbox/runs-view.ts";

const marks: Record<RunShape, string> = { waiting: "○", running: "◐", done: "✓", failed: "✕", stopped: "■" };

/** State of a run or a step: shape, text and color. */
export const RunMark = ({ shape, children }: { shape: RunShape; children: string }) => (
  <span className="run-mark" data-shape={shape}>
    <span aria-hidden="true">{marks[shape]} </span>
    {children}
  </span>
);

/** State of a step in one word. */
export const stepWords: Record<RunShape, string> = {
  waiting: "waits",
  running: "running",
  done: "done",
  failed: "failed",
  stopped: "stopped",
};
