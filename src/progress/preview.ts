import { rowKeys, type TableName, tableNames } from "./backup-table.ts";
import { canonicalJson } from "../assessment/canonical-json.ts";
import type { BackupData, BackupFile, ImportPreview } from "./backup-file.ts";
import { mergeData } from "./merge.ts";

/** What importing would do to each table: rows of the file that are new, that replace ours, and that change nothing. */
export function compareBackup(local: BackupData, backup: BackupFile): ImportPreview {
  const merged = mergeData(local, backup.data);
  return {
    savedAt: backup.savedAt,
    tables: [
      compareSettings(local, backup.data, merged),
      ...tableNames.map((table) =>
        compareTable(table, rowKeys[table] as KeyOf<typeof table>, local, backup.data, merged),
      ),
      compareTable("environments", ({ id }) => id, local, backup.data, merged),
    ],
  };
}

type KeyOf<T extends keyof BackupData> = (row: NonNullable<BackupData[T]> extends (infer R)[] ? R : never) => string;

type TablePreview = ImportPreview["tables"][number];

function compareSettings(local: BackupData, file: BackupData, merged: BackupData): TablePreview {
  const inFile = file.settings ? 1 : 0;
  const added = file.settings && !local.settings ? 1 : 0;
  const newer = local.settings && canonicalJson(local.settings) !== canonicalJson(merged.settings) ? 1 : 0;
  return { table: "settings", inFile, added, newer, kept: inFile - added - newer };
}

function compareTable<T extends TableName | "environments">(
  table: T,
  keyOf: (row: BackupData[T][number]) => string,
  local: BackupData,
  file: BackupData,
  merged: BackupData,
): TablePreview {
  const texts = (rows: BackupData[T][number][]) => new Map(rows.map((row) => [keyOf(row), canonicalJson(row)]));
  const ours = texts(local[table]);
  const after = texts(merged[table]);
  const keys = file[table].map(keyOf);
  const added = keys.filter((key) => !ours.has(key) && after.has(key)).length;
  const newer = keys.filter((key) => ours.has(key) && after.has(key) && ours.get(key) !== after.get(key)).length;
  return { table, inFile: keys.length, added, newer, kept: keys.length - added - newer };
}
