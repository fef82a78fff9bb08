import { learnerDay } from "../../assessment/local-day.ts";

const day = 24 * 60 * 60 * 1000;

/** Names a day as seen from now: “today”, “tomorrow”, a weekday within the week, or a date. */
export function dayText(at: number, now: number): string {
  const away = Math.round((learnerDay(at).start - learnerDay(now).start) / day);
  if (away <= 0) return "today";
  if (away === 1) return "tomorrow";
  return new Intl.DateTimeFormat("en", away < 7 ? { weekday: "long" } : { dateStyle: "medium" }).format(at);
}
