import type { Progress } from "../progress/progress.ts";

/** Makes a code for everything that changed since a time, for another device; environments are too large for it. */
export async function handoverCode(progress: Progress, since: number, now: number): Promise<string> {
  const [{ backupText }, { packHandover }] = await Promise.all([
    import("../progress/backup.ts"),
    import("../progress/handover.ts"),
  ]);
  return packHandover(backupText(await progress.exportBackup(new Date(now), since)));
}

/** The start of a day of the learner's calendar, so many days before the one that `now` is in. */
export function startOfDay(now: number, daysBefore: number): number {
  const day = new Date(now);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() - daysBefore);
  return day.getTime();
}
