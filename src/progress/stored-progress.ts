import type { Table } from "dexie";
import * as v from "valibot";
import type { Write } from "./write.ts";
import { createAttemptMethods } from "./attempt-progress.ts";
import { addToLog, checkEntries, createLearningMethods, logTables } from "./learning-progress.ts";
import { watchDatabase } from "./change-watch.ts";
import type { ProgressDatabase } from "./database.ts";
import { createReviewMethods } from "./review-progress.ts";
import { deviceStorage, persistDevice } from "./device-storage.ts";
import type { Progress } from "./progress.ts";
import {
  itemReportSchema,
  newCheckSchema,
  readingPositionSchema,
  revealMarkSchema,
  sectionMarkSchema,
  settingsSchema,
  textMarkSchema,
} from "./row-schema.ts";
import { storageError } from "./storage-errors.ts";

/** Progress on an open database. Rows are checked before they are stored, see row-schema.ts. */
export function createProgress(database: ProgressDatabase, { durable }: { durable: boolean }): Progress {
  const write: Write = async (tables, work) => {
    try {
      return await database.transaction("rw", tables, work);
    } catch (error) {
      throw storageError(error);
    }
  };
  /** One row, replacing the row with the same key. */
  const put = async <R>(table: Table<R>, schema: v.GenericSchema<unknown, R>, row: R) => {
    const checked = v.parse(schema, row);
    await write([table], async () => {
      await table.put(checked);
    });
  };
  const remove = (table: Table<unknown, string>, key: string) => write([table], () => table.delete(key));
  // Few visits need them, so that they load when asked for.
  const backups = async () => (await import("./backup-methods.ts")).createBackupMethods(database, write);

  return {
    watch: (listener) => watchDatabase(database, listener),

    settings: async () => {
      const row = await database.settings.get("learner");
      return row ? { ...row.settings, changedAt: row.changedAt } : null;
    },
    saveSettings: async ({ changedAt, ...settings }) => {
      const row = { key: "learner" as const, settings: v.parse(settingsSchema, settings), changedAt };
      await write([database.settings], async () => {
        await database.settings.put(row);
      });
    },

    ...createAttemptMethods(database, write),

    positions: async () => database.positions.toArray(),
    saveReadingPosition: async (position) => {
      const checked = v.parse(readingPositionSchema, position);
      await write([database.positions], async () => {
        const endAt = (await database.positions.get(checked.sectionId))?.endAt ?? checked.endAt;
        await database.positions.put({ ...checked, ...(endAt !== undefined && { endAt }) });
      });
    },
    sections: async () => database.sections.toArray(),
    markSection: (sectionId, doneAt) =>
      doneAt === null
        ? remove(database.sections, sectionId)
        : put(database.sections, sectionMarkSchema, { sectionId, doneAt }),
    checks: async () => database.checks.toArray(),
    saveCheck: async (check, entries = []) => {
      const checked = v.parse(newCheckSchema, check);
      const { earned, maximum, at } = checked;
      const log = await checkEntries(entries);
      await write([database.checks, ...logTables(database, log)], async () => {
        const stored = await database.checks.get(checked.itemId);
        await database.checks.put({ ...checked, first: stored?.first ?? { earned, maximum, at } });
        await addToLog(database, log);
      });
    },
    marks: async () => database.marks.toArray(),
    saveMark: (mark) => put(database.marks, textMarkSchema, mark),
    deleteMark: (id) => remove(database.marks, id),
    reveals: async () => database.reveals.toArray(),
    saveReveal: async (mark, entries = []) => {
      const checked = v.parse(revealMarkSchema, mark);
      const log = await checkEntries(entries);
      await write([database.reveals, ...logTables(database, log)], async () => {
        await database.reveals.put(checked);
        await addToLog(database, log);
      });
    },
    reports: async () => database.reports.toArray(),
    saveReport: (report) => put(database.reports, itemReportSchema, report),
    deleteReport: (id) => remove(database.reports, id),

    ...createLearningMethods(database, write),
    ...createReviewMethods(database, write),

    classes: async () => (await import("./class-storage.ts")).createClassStorage(database, write),

    exportBackup: async (savedAt, since) => (await backups()).exportBackup(savedAt, since),
    previewBackup: async (text) => (await backups()).previewBackup(text),
    importBackup: async (backup) => (await backups()).importBackup(backup),
    erase: () =>
      write(database.tables, async () => {
        for (const table of database.tables) await table.clear();
      }),

    storage: async () => (durable ? deviceStorage() : { durable: false, persisted: false }),
    requestPersistence: async () => durable && persistDevice(),
  };
}
