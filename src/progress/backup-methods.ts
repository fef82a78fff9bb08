import * as v from "valibot";
import { createBackup, mergeInto, readData } from "./backup.ts";
import { backupDataSchema } from "./backup-schema.ts";
import type { ProgressDatabase } from "./database.ts";
import { compareBackup } from "./preview.ts";
import type { Progress } from "./progress.ts";
import { readBackup } from "./read-backup.ts";
import type { Write } from "./write.ts";

type BackupMethods = Pick<Progress, "exportBackup" | "previewBackup" | "importBackup">;

/** Backups of an open database, written and read back. */
export function createBackupMethods(database: ProgressDatabase, write: Write): BackupMethods {
  const readAll = () => database.transaction("r", database.tables, () => readData(database));
  return {
    exportBackup: async (savedAt) => createBackup(await readAll(), savedAt),
    previewBackup: async (text) => {
      const read = await readBackup(text);
      if (!read.ok) return read;
      return { ok: true, value: { backup: read.value, preview: compareBackup(await readAll(), read.value) } };
    },
    importBackup: async (backup) => {
      const data = v.parse(backupDataSchema, backup.data);
      await write(database.tables, () => mergeInto(database, data));
    },
  };
}
