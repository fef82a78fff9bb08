import type { Attempt, StoredResponse } from "../assessment/attempt.ts";
import type { LogEntry } from "../assessment/log-entry.ts";
import type { CardMark } from "../review/card.ts";
import type { AssignedRow, AssignmentRow, GradebookRow, OwnQuestionRow, SubmissionRow } from "./assignment-rows.ts";
import type { EnvironmentBackup } from "./environment-backup.ts";
import type {
  ActivityRow,
  CheckAnswer,
  ItemReport,
  ReadingPosition,
  RevealMark,
  SavedSettings,
  SectionMark,
  StudyRow,
  TextMark,
} from "./rows.ts";

/**
 * A backup: everything above. `checksum` is the sha-256 of the canonical JSON of `data`. Version 2 added `endAt` to
 * positions and `version` to checks, version 3 the answers to solution series and typed commands, version 4 the learning log
 * and the environments of the sandbox, version 5 assignments, those given and those taken, version 6 with
 * each attempt at one whose it is and under which personal link it began. Earlier ones still open.
 */
export interface BackupFile {
  format: "drydock-backup";
  version: 1 | 2 | 3 | 4 | 5 | 6;
  savedAt: string;
  checksum: string;
  data: BackupData;
}

export interface BackupData {
  settings: SavedSettings | null;
  attempts: Attempt[];
  responses: StoredResponse[];
  positions: ReadingPosition[];
  sections: SectionMark[];
  checks: CheckAnswer[];
  marks: TextMark[];
  reveals: RevealMark[];
  reports: ItemReport[];
  log: LogEntry[];
  cardMarks: CardMark[];
  /** Without the rows that belong to one device. */
  study: StudyRow[];
  activity: ActivityRow[];
  environments: EnvironmentBackup[];
  assignments: AssignmentRow[];
  ownQuestions: OwnQuestionRow[];
  gradebooks: GradebookRow[];
  submissions: SubmissionRow[];
  assigned: AssignedRow[];
}

/** What an import would do, per table, before anything is written. */
export interface ImportPreview {
  savedAt: string;
  tables: { table: keyof BackupData; inFile: number; added: number; newer: number; kept: number }[];
}

export type ImportProblem =
  | { code: "tooLarge"; limitBytes: number; bytes: number }
  | { code: "notJson"; message: string }
  | { code: "notABackup"; message: string }
  | { code: "newerVersion"; version: number }
  | { code: "damaged"; message: string };

export type Outcome<T, E> = { ok: true; value: T } | { ok: false; error: E };
