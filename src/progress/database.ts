import { Dexie, type DexieOptions, type Table } from "dexie";
import type { Attempt, StoredResponse } from "../assessment/attempt.ts";
import type {
  CheckAnswer,
  ItemReport,
  ReadingPosition,
  RevealMark,
  SectionMark,
  Settings,
  TextMark,
} from "./progress.ts";

/** The one row of the settings table. */
export interface SettingsRow {
  key: "learner";
  settings: Settings;
  changedAt: number;
}

export interface ProgressTables {
  attempts: Table<Attempt, string>;
  responses: Table<StoredResponse, [string, string]>;
  positions: Table<ReadingPosition, string>;
  sections: Table<SectionMark, string>;
  checks: Table<CheckAnswer, string>;
  marks: Table<TextMark, string>;
  reveals: Table<RevealMark, string>;
  reports: Table<ItemReport, string>;
  settings: Table<SettingsRow, string>;
}

export type ProgressDatabase = Dexie & ProgressTables;

/**
 * A published version is never edited, because learners' devices hold it: a change is a new
 * `version(n)` with its upgrade, below the others, and a test that opens the version before.
 */
export function createDatabase(name: string, options: DexieOptions): ProgressDatabase {
  const database = new Dexie(name, options) as ProgressDatabase;
  database.version(1).stores({
    attempts: "id",
    responses: "[attemptId+itemId]",
    positions: "sectionId",
    sections: "sectionId",
    checks: "itemId",
    marks: "id",
    reveals: "itemId",
    reports: "id",
    settings: "key",
  });
  return database;
}
