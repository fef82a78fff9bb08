import * as v from "valibot";
import { createBackup, mergeInto, readData } from "./backup.ts";
import { backupDataSchema } from "./backup-schema.ts";
import { changedSince } from "./changed-since.ts";
import type { ProgressDatabase } from "./database.ts";
import { compareBackup } from "./preview.ts";
import { rebuildCards } from "./learning-progress.ts";
import type { Progress } from "./progress.ts";
import { readBackup } from "./read-backup.ts";
import type { Write } from "./write.ts";

type BackupMethods = Pick<Progress, "exportBackup" | "previewBackup" | "importBackup">;

/** Backups of an open database, written and read back. */
export function createBackupMethods(database: ProgressDatabase, write: Write): BackupMethods {
  const readAll = () => database.transaction("r", database.tables, () => readData(database));
  return {
    exportBackup: async (savedAt, since) => {
      const data = await readAll();
      return createBackup(since === undefined ? data : changedSince(data, since), savedAt);
    },
    previewBackup: async (text) => {
      const read = await readBackup(text);
      if (!read.ok) return read;
      return { ok: true, value: { backup: read.value, preview: compareBackup(await readAll(), read.value) } };
    },
    importBackup: async (backup) => {
      const data = v.parse(backupDataSchema, backup.data);
      const schedule = await import("../review/schedule.ts");
      await write(database.tables, async () => {
        await mergeInto(database, data);
        await rebuildCards(database, schedule);
      });
    },
  };
}
