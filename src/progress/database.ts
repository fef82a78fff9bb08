import { Dexie, type DexieOptions, type Table } from "dexie";
import type { Attempt, StoredResponse } from "../assessment/attempt.ts";
import type { LogEntry } from "../assessment/log-entry.ts";
import type { CardMark, MemoryCard } from "../review/card.ts";
import type {
  AssignedRow,
  AssignmentRow,
  GradebookRow,
  KeyRow,
  OwnQuestionRow,
  SubmissionRow,
} from "./assignment-rows.ts";
import { upgradeAssigned } from "./upgrade-assigned.ts";
import type {
  ActivityRow,
  CheckAnswer,
  ItemReport,
  ReadingPosition,
  ReviewRow,
  RevealMark,
  SectionMark,
  Settings,
  StudyRow,
  TextMark,
} from "./rows.ts";

/** A world of the simulator as the list of worlds needs it; what `state` and `entry` hold belongs to the sandbox. */
export interface WorldRow {
  id: string;
  entry: unknown;
  /** Where the sandbox is in it: steps undone, clock, place. */
  state: unknown;
}

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
  /** Every graded answer. */
  log: Table<LogEntry, string>;
  /** Worked out from the log, so that what is due is found at once. */
  cards: Table<MemoryCard, string>;
  cardMarks: Table<CardMark, string>;
  study: Table<StudyRow, string>;
  /** The review under way, under the key `current`. */
  reviews: Table<ReviewRow & { key: "current" }, string>;
  activity: Table<ActivityRow, [string, string]>;
  /** The keys of an instructor. */
  instructorKeys: Table<KeyRow, string>;
  /** What an instructor writes, issues and gets back. */
  assignments: Table<AssignmentRow, string>;
  ownQuestions: Table<OwnQuestionRow, string>;
  gradebooks: Table<GradebookRow, string>;
  submissions: Table<SubmissionRow, [string, string]>;
  /** Assignments that the learner opened. */
  assigned: Table<AssignedRow, string>;
  worlds: Table<WorldRow, string>;
  /** Rows of a world by their key in it. */
  worldRows: Table<{ world: string; key: string; row: unknown }, [string, string]>;
  /** What the learner did in it, in order; see sandbox/timeline.ts. */
  worldSteps: Table<{ world: string; index: number; step: unknown }, [string, number]>;
  /** The transcript, with the requests behind each command. */
  worldBlocks: Table<{ world: string; index: number; block: unknown; wire: unknown }, [string, number]>;
  worldBlobs: Table<{ world: string; digest: string; bytes: Uint8Array }, [string, string]>;
  worldSnapshots: Table<{ world: string; id: string; snapshot: unknown; rows: [string, unknown][] }, [string, string]>;
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
  database.version(2).stores({
    worlds: "id",
    worldRows: "[world+key]",
    worldSteps: "[world+index]",
    worldBlocks: "[world+index]",
    worldBlobs: "[world+digest]",
    worldSnapshots: "[world+id]",
  });
  database.version(3).stores({
    attempts: "id, submittedAt, [assessmentId+submittedAt]",
    log: "id, at, [objective+at], [cardId+at], *misconceptions",
    cards: "id, due",
    cardMarks: "cardId",
    study: "key",
    reviews: "key",
    activity: "[day+device]",
  });
  database.version(4).stores({
    instructorKeys: "id",
    assignments: "id",
    ownQuestions: "id",
    gradebooks: "hash",
    submissions: "[hash+id], hash",
    assigned: "hash",
  });
  database
    .version(5)
    .stores({})
    .upgrade((transaction) =>
      transaction
        .table<AssignedRow>("assigned")
        .toCollection()
        .modify((row, ref) => {
          ref.value = upgradeAssigned(row);
        }),
    );
  return database;
}
