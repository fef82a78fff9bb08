import { counted } from "../assessment/counted.ts";
import type { AssignmentDraft } from "./assignment-draft.ts";
import type { DraftDates } from "./check-draft.ts";
import { sizeOf } from "./pin-parts.ts";
import { distanceText, momentText, zoneCity } from "./zoned-text.ts";

/** Returns a date with its zone and how far away it is: `Fri 18 Dec 2026, 24:00 Berlin (in 3 days)`. */
export const dateLine = (at: number, zone: string, edge: "start" | "end", now: number): string =>
  `${momentText(at, zone, edge)} ${zoneCity(zone)} (${distanceText(at, now)})`;

/** Returns an assignment in one line: how much, how long, from when, until when. */
export function summaryLine(draft: AssignmentDraft, { opensAt, dueAt, closesAt }: DraftDates, now: number): string {
  const { questions, walkthroughs } = sizeOf(draft.parts);
  const { zone, minutes, attempts } = draft;
  return [
    ...(questions > 0 || walkthroughs === 0 ? [counted(questions, "question")] : []),
    ...(walkthroughs > 0 ? [counted(walkthroughs, "walkthrough")] : []),
    minutes === null ? "no time limit" : counted(minutes, "minute"),
    attempts === null ? "any number of attempts" : counted(attempts, "attempt"),
    ...(opensAt === undefined ? [] : [`opens ${dateLine(opensAt, zone, "start", now)}`]),
    dueAt === undefined ? "no due date" : `due ${dateLine(dueAt, zone, "end", now)}`,
    ...(closesAt === undefined ? [] : [`closes ${dateLine(closesAt, zone, "end", now)}`]),
  ].join(", ");
}
