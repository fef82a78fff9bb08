import type { ReviewRow } from "../../progress/rows.ts";
import { counted } from "../../assessment/counted.ts";
import { percent } from "../shared/percent.ts";

const day = 24 * 60 * 60 * 1000;

const days = (count: number): string => counted(count, "day");

/** Says why a card is asked now, from what was known when its review began. */
export function whyAsked({ reason, due, lastAt, recall, startedAt }: ReviewRow): string {
  if (reason === "new") return "New: you added this fact to your reviews.";
  if (lastAt === undefined || recall === undefined) return "Asked again.";
  const ago = Math.round((startedAt - lastAt) / day);
  const last = ago === 0 ? "You last answered it today" : `You last answered it ${days(ago)} ago`;
  const chance = `${last}; the chance that you remember it is about ${percent(recall)}.`;
  if (reason === "lookAhead") return `Not due yet, but a look now helps on the day of the exam. ${chance}`;
  const overdue = due === undefined ? 0 : Math.floor((startedAt - due) / day);
  return `${overdue > 0 ? `Due for ${days(overdue)}.` : "Due today."} ${chance}`;
}
