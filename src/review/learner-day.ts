/** A day of the learner's calendar, in milliseconds since the epoch: from its first midnight up to the next. */
export interface LearnerDay {
  start: number;
  end: number;
}

/** Returns the day that a time is in, in the time zone of the device. */
export function learnerDay(at: number): LearnerDay {
  const date = new Date(at);
  const midnight = (days: number) => new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
  return { start: midnight(0), end: midnight(1) };
}

/** Returns when the day of an exam begins; undefined without a date, and when it has begun. */
export function examStart(examDate: string, now: number): number | undefined {
  const at = examDate === "" ? Number.NaN : new Date(`${examDate}T00:00:00`).getTime();
  return at > now ? at : undefined;
}
