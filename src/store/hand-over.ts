import type { Progress } from "../progress/progress.ts";

/** Makes a code for everything that changed since a time, for another device; environments are too large for it. */
export async function handoverCode(progress: Progress, since: number, now: number): Promise<string> {
  const [{ backupText }, { packHandover }] = await Promise.all([
    import("../progress/backup.ts"),
    import("../progress/handover.ts"),
  ]);
  return packHandover(backupText(await progress.exportBackup(new Date(now), since)));
}
