import type { Terms } from "../../assignment/accommodation.ts";
import type { Assignment } from "../../assignment/assignment.ts";
import { momentText } from "../../assignment/zoned-text.ts";
import { counted } from "../../assessment/counted.ts";
import { durationText } from "../shared/duration-text.ts";

/** Returns how a learner's terms differ from the class's: `45 min (extended from 30 min)`. */
export function termsText(terms: Terms, assignment: Assignment): string[] {
  const { seconds, dueAt, opensAt, attempts, navigation, zone, late } = assignment;
  const lines: string[] = [];
  if (terms.seconds !== seconds && seconds !== null) {
    lines.push(
      terms.seconds === null
        ? `no time limit (class: ${durationText(seconds)})`
        : `${durationText(terms.seconds)} (extended from ${durationText(seconds)})`,
    );
  }
  if (terms.opensAt !== opensAt && terms.opensAt !== undefined)
    lines.push(`opens ${momentText(terms.opensAt, zone, "start")}`);
  if (terms.dueAt !== dueAt && terms.dueAt !== undefined) lines.push(`due ${momentText(terms.dueAt, zone, "end")}`);
  if (terms.late.closesAt !== late.closesAt && terms.late.closesAt !== undefined)
    lines.push(`closes ${momentText(terms.late.closesAt, zone, "end")}`);
  if (terms.attempts !== attempts && terms.attempts !== null) lines.push(counted(terms.attempts, "attempt"));
  if (terms.navigation !== navigation) lines.push("may go back");
  if (terms.breaks) lines.push("may take breaks");
  return lines;
}

/** Returns why terms don't fit together: a window that is shorter than the time in it. */
export function termsWarning({ seconds, opensAt, dueAt, late }: Terms): string | undefined {
  const end = late.closesAt ?? dueAt;
  if (seconds === null || opensAt === undefined || end === undefined) return undefined;
  return (end - opensAt) / 1000 < seconds
    ? "The window is shorter than the time allowed: the learner can’t use all of it. Move the due date or the closing date."
    : undefined;
}
