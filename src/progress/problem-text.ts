import { backupVersion } from "./backup.ts";
import type { ImportProblem } from "./backup-file.ts";

const unchanged = "Nothing was changed.";

/** What is wrong with a backup file and what to do about it. */
export function problemText(problem: ImportProblem): string {
  switch (problem.code) {
    case "tooLarge":
      return `This file is ${megabytes(problem.bytes)} MB; a backup can have at most ${megabytes(problem.limitBytes)} MB. Check that you chose the right file. ${unchanged}`;
    case "notJson":
      return `This file cannot be read as a backup: it is cut off, was edited, or is another kind of file (${problem.message}). Choose the file as Drydock saved it, or copy it to this device again. ${unchanged}`;
    case "notABackup":
      return `This is not a Drydock backup: ${problem.message}. Choose a file that you saved with “Export a backup”. ${unchanged}`;
    case "newerVersion":
      return `This backup was made by a newer version of Drydock (format ${problem.version}; this version reads formats up to ${backupVersion}). To update Drydock on this device, reload it while you’re online, and then import the backup again. ${unchanged}`;
    case "damaged":
      return `This backup is damaged: ${problem.message}. Use another copy or an earlier backup. ${unchanged}`;
  }
}

function megabytes(bytes: number): string {
  return (Math.ceil((bytes / 1024 / 1024) * 10) / 10).toString();
}
