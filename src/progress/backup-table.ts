import type { BackupData } from "./backup-file.ts";

/** The tables of a backup that are lists of rows, each as in the database. */
export type TableName = Exclude<keyof BackupData, "settings" | "environments">;
export type Row<T extends TableName> = BackupData[T][number];

/** The primary key of a row as one text that sorts as the key does. */
export const rowKeys: { [T in TableName]: (row: Row<T>) => string } = {
  attempts: (row) => row.id,
  responses: (row) => `${row.attemptId}\u0000${row.itemId}`,
  positions: (row) => row.sectionId,
  sections: (row) => row.sectionId,
  checks: (row) => row.itemId,
  marks: (row) => row.id,
  reveals: (row) => row.itemId,
  reports: (row) => row.id,
  log: (row) => row.id,
  cardMarks: (row) => row.cardId,
  study: (row) => row.key,
  activity: (row) => `${row.day}\u0000${row.device}`,
  assignments: (row) => row.id,
  ownQuestions: (row) => row.id,
  gradebooks: (row) => row.hash,
  submissions: (row) => `${row.hash}\u0000${row.id}`,
  assigned: (row) => row.hash,
};

export const tableNames = Object.keys(rowKeys) as TableName[];
