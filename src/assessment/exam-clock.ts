import type { Attempt } from "./attempt.ts";

/** By how much a learner who needs more time may multiply a form's. */
export const timeFactors = [1, 1.25, 1.5, 2] as const;

type Timed = Pick<Attempt, "startedAt" | "exam">;

/** Returns when the time of an exam is over, in milliseconds since the epoch; undefined without a time limit. */
export const endOf = ({ startedAt, exam }: Timed): number | undefined =>
  exam?.seconds === undefined ? undefined : startedAt + exam.seconds * 1000;

/**
 * Returns the whole seconds left at a moment, rounded up, so that 0 means over; undefined without a time limit. A device whose
 * clock was set back gives no more than the whole time.
 */
export function secondsLeft(attempt: Timed, now: number): number | undefined {
  const end = endOf(attempt);
  if (end === undefined) return undefined;
  return Math.min(attempt.exam?.seconds ?? 0, Math.max(0, Math.ceil((end - now) / 1000)));
}

/** Returns whether an exam that isn't submitted has used up its time. */
export const isOverdue = (attempt: Timed & Pick<Attempt, "submittedAt">, now: number): boolean =>
  attempt.submittedAt === undefined && secondsLeft(attempt, now) === 0;

/** Returns whether a submitted exam ended because time ran out. */
export const endedByTime = (attempt: Timed & Pick<Attempt, "submittedAt">): boolean =>
  attempt.submittedAt !== undefined && attempt.submittedAt === endOf(attempt);

/** Returns seconds as a clock shows them: `1:04:09`, `14:09`, `0:09`. */
export function clockText(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const padded = (part: number) => String(part).padStart(2, "0");
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(rest)}` : `${minutes}:${padded(rest)}`;
}

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`;

/** Returns seconds in words: `1 hour 4 minutes`, `14 minutes`, `9 seconds`. Seconds are named below two minutes only. */
export function spokenTime(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const parts = [
    ...(hours > 0 ? [counted(hours, "hour")] : []),
    ...(minutes > 0 ? [counted(minutes, "minute")] : []),
    ...(seconds < 120 && (rest > 0 || minutes === 0) ? [counted(rest, "second")] : []),
  ];
  return parts.join(" ");
}

/** Minutes left at which the time is announced, besides half of it. */
const announcedMinutes = [10, 5, 1];

/**
 * Returns what to announce when the seconds left go from `before` to `now` of `total`: the last of half the time, 10, 5 and
 * 1 minutes that was passed; undefined when none was, and when the time is over.
 */
export function announcement(before: number, now: number, total: number): string | undefined {
  if (now <= 0) return undefined;
  const minuteMarks = announcedMinutes.map((minutes) => minutes * 60).filter((mark) => mark < total);
  const mark = Math.min(...[...minuteMarks, total / 2].filter((seconds) => before > seconds && now <= seconds));
  if (mark === Infinity) return undefined;
  return minuteMarks.includes(mark)
    ? `${counted(mark / 60, "minute")} left`
    : `Half of the time is left: ${spokenTime(now)}`;
}
