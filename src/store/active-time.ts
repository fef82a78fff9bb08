import { localDay, startOfDay } from "../assessment/local-day.ts";

/** How long a learner counts as active after an input, in milliseconds. */
export const activeAfterInput = 60_000;

/** Time spent with the page in view that isn't stored yet. Times are in milliseconds since the epoch. */
export interface ActiveTime {
  /** Since when the learner has been active without being counted; undefined while they aren't. */
  since: number | undefined;
  /** Until when they are active if no further input comes. */
  until: number;
  /** Milliseconds by day of the learner's calendar. */
  counted: ReadonlyMap<string, number>;
}

/** No time so far. */
export const noActiveTime: ActiveTime = { since: undefined, until: 0, counted: new Map() };

/** Counts the time up to `at`, each day's part for that day. */
function countUntil({ since, until, counted }: ActiveTime, at: number): ActiveTime {
  if (since === undefined) return { since, until, counted };
  const end = Math.max(since, Math.min(at, until));
  const days = new Map(counted);
  for (let from = since; from < end;) {
    const to = Math.min(end, startOfDay(from, 1));
    const day = localDay(from);
    days.set(day, (days.get(day) ?? 0) + to - from);
    from = to;
  }
  return { since: at < until ? end : undefined, until, counted: days };
}

/** An input in a visible page: the learner is active from here on for a minute. */
export function withInput(time: ActiveTime, at: number): ActiveTime {
  const current = at > time.until ? countUntil(time, at) : time;
  return { ...current, since: current.since ?? at, until: Math.max(current.until, at + activeAfterInput) };
}

/** The page went out of view: the learner isn't active until the next input. */
export const withoutPage = (time: ActiveTime, at: number): ActiveTime => ({
  ...countUntil(time, at),
  since: undefined,
  until: at,
});

/** Takes the whole seconds of each day to store them; what remains of a second stays. */
export function takeSeconds(
  time: ActiveTime,
  at: number,
): { time: ActiveTime; days: { day: string; seconds: number }[] } {
  const current = countUntil(time, at);
  const days = [...current.counted].flatMap(([day, milliseconds]) => {
    const seconds = Math.floor(milliseconds / 1000);
    return seconds > 0 ? [{ day, seconds }] : [];
  });
  const counted = new Map([...current.counted].map(([day, milliseconds]) => [day, milliseconds % 1000] as const));
  return { time: { ...current, counted }, days };
}
