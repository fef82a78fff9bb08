import type { CourseUnit } from "./player-lms.ts";

/** Whether the LMS counts the quiz as done, in a sentence. */
export function UnitStatus({ unit }: { unit: CourseUnit }) {
  const { done, passed } = unit.reached();
  if (done) return <>Your LMS counts this quiz as done.</>;
  return <>Your LMS doesn’t count this quiz as done{passed ? "." : ": it wasn’t passed."}</>;
}
