import { localDay, startOfDay } from "../../assessment/local-day.ts";
import type { ActivityRow } from "../../progress/rows.ts";

/** A day with how long the learner was active. */
export interface ActiveDay {
  /** ISO date of the learner's calendar. */
  day: string;
  minutes: number;
  /** 0 for Monday to 6 for Sunday. */
  weekday: number;
}

const weekdayOf = (at: number) => (new Date(at).getDay() + 6) % 7;

/** Adds up the devices, and returns the days of the last weeks, oldest first: whole weeks from Monday, up to today. */
export function activeDays(rows: readonly ActivityRow[], now: number, weeks: number): ActiveDay[] {
  const seconds = new Map<string, number>();
  for (const row of rows) seconds.set(row.day, (seconds.get(row.day) ?? 0) + row.seconds);
  const count = (weeks - 1) * 7 + weekdayOf(now) + 1;
  return Array.from({ length: count }, (_, at) => {
    const start = startOfDay(now, at - count + 1);
    const day = localDay(start);
    return { day, minutes: Math.round((seconds.get(day) ?? 0) / 60), weekday: weekdayOf(start) };
  });
}

/** Sums of the present week and month. */
export interface ActivitySums {
  weekMinutes: number;
  /** Days of this month with at least a minute. */
  daysThisMonth: number;
}

/** Sums up the week from Monday, and counts the days of the month. */
export function activitySums(rows: readonly ActivityRow[], now: number): ActivitySums {
  const days = activeDays(rows, now, 6);
  const month = localDay(now).slice(0, 7);
  return {
    weekMinutes: days.slice(-(weekdayOf(now) + 1)).reduce((sum, { minutes }) => sum + minutes, 0),
    daysThisMonth: days.filter(({ day, minutes }) => day.startsWith(month) && minutes > 0).length,
  };
}
