import type { Table } from "dexie";
import { type Row, rowKeys, type TableName, tableNames } from "./backup-table.ts";
import { canonicalJson } from "../assessment/canonical-json.ts";
import { sha256Hex } from "./checksum.ts";
import type { ProgressDatabase } from "./database.ts";
import { mergeData, sortData } from "./merge.ts";
import { readEnvironments, writeEnvironments } from "./stored-environments.ts";
import type { BackupData, BackupFile } from "./backup-file.ts";
import type { StudyRow } from "./rows.ts";

/** The version that this build writes; it reads this one and all before. See `BackupFile` for what each added. */
export const backupVersion = 6;

/** The text to save: canonical, so that equal progress gives equal bytes after `data`. */
export function backupText(backup: BackupFile): string {
  return `${canonicalJson(backup)}\n`;
}

/** A backup of this data, with its keys and rows in canonical order. */
export async function createBackup(data: BackupData, savedAt: Date): Promise<BackupFile> {
  const text = canonicalJson(sortData(data));
  return {
    format: "drydock-backup",
    version: backupVersion,
    savedAt: savedAt.toISOString(),
    checksum: await sha256Hex(text),
    data: JSON.parse(text) as BackupData,
  };
}

/** Rows that say something about this device alone. */
const deviceKeys: ReadonlySet<StudyRow["key"]> = new Set(["device", "logFrom"]);

/** Everything stored. Runs inside the caller's transaction. */
export async function readData(database: ProgressDatabase): Promise<BackupData> {
  const row = await database.settings.get("learner");
  return {
    settings: row ? { ...row.settings, changedAt: row.changedAt } : null,
    attempts: await database.attempts.toArray(),
    responses: await database.responses.toArray(),
    positions: await database.positions.toArray(),
    sections: await database.sections.toArray(),
    checks: await database.checks.toArray(),
    marks: await database.marks.toArray(),
    reveals: await database.reveals.toArray(),
    reports: await database.reports.toArray(),
    log: await database.log.toArray(),
    cardMarks: await database.cardMarks.toArray(),
    study: (await database.study.toArray()).filter(({ key }) => !deviceKeys.has(key)),
    activity: await database.activity.toArray(),
    assignments: await database.assignments.toArray(),
    ownQuestions: await database.ownQuestions.toArray(),
    gradebooks: await database.gradebooks.toArray(),
    submissions: await database.submissions.toArray(),
    assigned: await database.assigned.toArray(),
    // Last, because packing them takes time in which the transaction would end.
    environments: await readEnvironments(database),
  };
}

/** Merges data into what is stored, writing only what changes. Runs inside the caller's transaction. */
export async function mergeInto(database: ProgressDatabase, data: BackupData): Promise<void> {
  const local = await readData(database);
  const merged = mergeData(local, data);
  for (const table of tableNames) await writeTable(database, table, local, merged);
  const known = new Map(local.environments.map((environment) => [environment.id, canonicalJson(environment)]));
  await writeEnvironments(
    database,
    merged.environments.filter((environment) => known.get(environment.id) !== canonicalJson(environment)),
  );
  if (merged.settings && canonicalJson(merged.settings) !== canonicalJson(local.settings)) {
    const { changedAt, ...settings } = merged.settings;
    await database.settings.put({ key: "learner", settings, changedAt });
  }
}

async function writeTable<T extends TableName>(
  database: ProgressDatabase,
  table: T,
  local: BackupData,
  merged: BackupData,
): Promise<void> {
  const keyOf: (row: Row<T>) => string = rowKeys[table];
  const stored = database.table(table) as Table<Row<T>>;
  const before = new Map(local[table].map((row) => [keyOf(row), canonicalJson(row)]));
  const after = new Set(merged[table].map(keyOf));
  await stored.bulkPut(merged[table].filter((row) => before.get(keyOf(row)) !== canonicalJson(row)));
  // Only answers can disappear: those of an attempt that the file has as submitted without them.
  if (table !== "responses") return;
  const gone = local.responses.filter((row) => !after.has(rowKeys.responses(row)));
  await database.responses.bulkDelete(gone.map((row) => [row.attemptId, row.itemId]));
}
