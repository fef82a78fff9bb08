const two = (value: number): string => String(value).padStart(2, "0");

/** Returns the day of the learner's calendar that a time is in, as an ISO date. */
export function localDay(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Returns when the day of a time begins in the learner's calendar, or the day so many days later, in milliseconds since the epoch. */
export function startOfDay(at: number, daysLater = 0): number {
  const date = new Date(at);
  // A day of the calendar has 23 or 25 hours when clocks change, so that adding 24 hours would miss midnight.
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + daysLater).getTime();
}

/** Counts the days of the calendar from one time to another: 1 from any time of a day to any of the next. */
export const daysBetween = (from: number, to: number): number =>
  Math.round((startOfDay(to) - startOfDay(from)) / 86_400_000);

/** Returns when an ISO date begins in the learner's calendar, in milliseconds since the epoch; undefined for other text. */
export function startOfIsoDay(day: string): number | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00`).getTime() : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

/** A day of the learner's calendar, in milliseconds since the epoch: from its first midnight up to the next. */
export interface LearnerDay {
  start: number;
  end: number;
}

/** Returns the day that a time is in, in the time zone of the device. */
export const learnerDay = (at: number): LearnerDay => ({ start: startOfDay(at), end: startOfDay(at, 1) });

/** Returns when the day of an exam begins; undefined without a date, and when it has begun. */
export function examStart(examDate: string, now: number): number | undefined {
  const at = startOfIsoDay(examDate);
  return at !== undefined && at > now ? at : undefined;
}
