import type { Lesson, LessonLevel } from "../../sandbox/world-entry.ts";
import { levels } from "../shared/walkthrough-levels.ts";

/** How far a walkthrough is on this device. */
export interface RunSummary {
  /** Levels at which all steps were done, from the easiest. */
  completed: LessonLevel[];
  /** The run with the most steps done among those that aren't complete. */
  open?: { level: LessonLevel; done: number };
}

/** Summarizes the runs of a walkthrough with so many steps. A level stays completed when its run is started over. */
export function summaryOf(runs: readonly Lesson[], walkthrough: string, steps: number): RunSummary {
  const own = runs
    .filter((run) => run.walkthrough === walkthrough)
    .map((run) => ({ ...run, count: Object.keys(run.done).length }));
  const isCompleted = (level: LessonLevel) =>
    own.some((run) => run.level === level && (run.completedAt !== undefined || run.count >= steps));
  const [open] = own.filter(({ count }) => count > 0 && count < steps).sort((a, b) => b.count - a.count);
  return {
    completed: levels.map(({ id }) => id).filter(isCompleted),
    ...(open && { open: { level: open.level, done: open.count } }),
  };
}
