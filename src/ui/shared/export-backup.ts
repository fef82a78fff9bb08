import type { Progress } from "../../progress/progress.ts";
import { download } from "./download.ts";
import { writeNote } from "./local-notes.ts";

/** When the last backup left this browser, in milliseconds since the epoch, as a note. */
export const exportedNote = "exported";

/** Saves everything as one file. Returns its size in bytes. */
export async function exportBackup(progress: Progress, now: Date): Promise<number> {
  const { backupText } = await import("../../progress/backup.ts");
  const text = backupText(await progress.exportBackup(now));
  download(text, `drydock-backup-${now.toISOString().slice(0, 10)}.json`, "application/json");
  writeNote(exportedNote, String(now.getTime()));
  return new TextEncoder().encode(text).length;
}
