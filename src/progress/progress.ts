import type { Attempt, AttemptItem, ItemScore, StoredResponse } from "../assessment/attempt.ts";
import type { ExamRun } from "../assessment/exam-run.ts";
import type { Confidence, Profile, Response, SelfMark } from "../assessment/item.ts";
import type { LogEntry } from "../assessment/log-entry.ts";
import type { CardMark, MemoryCard } from "../review/card.ts";
import type { EnvironmentBackup } from "./environment-backup.ts";

/** Where the reader stopped in a section. `block` is the id of the topmost visible block. */
export interface ReadingPosition {
  sectionId: string;
  block: string;
  /** Heading above the block, for "you stopped here". */
  heading: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** When the end of the section was first in view, in milliseconds since the epoch; absent until then. */
  endAt?: number;
}

/** What the learner did with a section as a whole. */
export interface SectionMark {
  sectionId: string;
  doneAt: number;
}

/** The first and the latest answer to an inline check; only the first counts as evidence. */
export interface CheckAnswer {
  itemId: string;
  /** The version of the item that was answered; absent in rows from before it was recorded, when all were version 1. */
  version?: number;
  sectionId: string;
  profile: Profile;
  response: Response;
  earned: number;
  maximum: number;
  confidence?: Confidence;
  /** Whether the hint was opened before checking. */
  hinted?: boolean;
  first: { earned: number; maximum: number; at: number };
  at: number;
}

/** A passage the reader marked, with or without a note. Anchored by quotation so that edits around it do no harm. */
export interface TextMark {
  id: string;
  sectionId: string;
  /** Id of the block the passage starts in. */
  block: string;
  /** Id of the heading above the passage; absent above the first heading, and in marks from before it was stored. */
  heading?: string;
  exact: string;
  prefix: string;
  suffix: string;
  note: string;
  createdAt: number;
  changedAt: number;
}

/** A self-marked reveal card. */
export interface RevealMark {
  itemId: string;
  mark: SelfMark;
  at: number;
}

/** "This looks wrong": kept on the device and exportable for the author. */
export interface ItemReport {
  id: string;
  itemId: string;
  version: number;
  profile: Profile;
  response?: Response;
  text: string;
  at: number;
}

/** Choices of the learner. Small ones that must be known before paint are mirrored in localStorage. */
export interface Settings {
  profile: Profile;
  /** False until the first-visit question was answered or dismissed. */
  profileChosen: boolean;
  theme: "system" | "light" | "dark";
  contrast: "normal" | "more";
  textSize: "small" | "medium" | "large" | "larger";
  density: "comfortable" | "compact";
  motion: "system" | "reduced";
  singleKeys: boolean;
  /** ISO date of the exam, or empty. */
  examDate: string;
  /** Questions not to be asked again: "install", "persist", … */
  dismissed: string[];
}

/** How long the learner was active on a day on one device, so that days of two devices add up. */
export interface ActivityRow {
  /** ISO date of the learner's calendar. */
  day: string;
  /** Id of the device, made at its first use. */
  device: string;
  seconds: number;
}

/** What the learner or the app decided about studying. The later decision counts. */
export type StudyRow = {
  /** Milliseconds since the epoch. */
  changedAt: number;
} & (
  | { key: "weights"; value: { weights: number[]; reviews: number } }
  /** The most reviews offered on a day. */
  | { key: "dailyCap"; value: number }
  /** Over how many days from a start the backlog is spread. */
  | { key: "catchUp"; value: { startedAt: number; days: number } }
  /** Minutes a week that the learner means to study. */
  | { key: "weeklyGoal"; value: number }
  /** Id of this device in the activity table; it stays out of backups. */
  | { key: "device"; value: string }
  /** Which answers from before the log were added to it: the version of the rules for that. */
  | { key: "logFrom"; value: number }
);

/** The review on screen, kept so that a reload or another tab continues with it. There is one at most. */
export interface ReviewRow {
  /** Id of the entry that grading it leaves in the log. */
  id: string;
  cardId: string;
  /** The question as it's shown; absent for a fact card. */
  item?: AttemptItem;
  /** Why it's asked, and what was known of it then: when it was due, when it was answered last, how likely it was remembered. */
  reason: "due" | "new" | "lookAhead";
  due?: number;
  lastAt?: number;
  recall?: number;
  startedAt: number;
  response?: Response;
  confidence?: Confidence;
  hinted?: boolean;
  /** When it was graded; from then on it doesn't change. */
  gradedAt?: number;
}

/** Settings as stored and backed up: with the time of the change, so that a merge can tell which are newer. */
export interface SavedSettings extends Settings {
  changedAt: number;
}

/**
 * A backup: everything above. `checksum` is the sha-256 of the canonical JSON of `data`. Version 2 added `endAt` to
 * positions and `version` to checks, version 3 the answers to solution series and typed commands, version 4 the learning log
 * and the environments of the sandbox. Earlier ones still open.
 */
export interface BackupFile {
  format: "drydock-backup";
  version: 1 | 2 | 3 | 4;
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

/** Device storage as the browser reports it; bytes, absent where the browser does not say. */
export interface StorageState {
  /** False when storage is blocked and everything lives in memory until the tab closes. */
  durable: boolean;
  /** Whether the browser promised not to clear it; null when it cannot say. */
  persisted: boolean | null;
  usage?: number;
  quota?: number;
}

/** Which entries of the log to read. */
export interface LogFilter {
  since?: number;
  objective?: string;
  cardId?: string;
  latest?: number;
}

/** Which attempts to read; each in its own order. */
export type AttemptFilter =
  | { ids: readonly string[] }
  /** Not submitted yet. */
  | { isOpen: true }
  /** The latest submitted, of one assessment if it's named; `before` leaves out those submitted then or later. */
  | { latest: number; assessmentId?: string; before?: number };

/** Keys of the rows that changed, by table; "any" where it isn't known which. */
export type Changes = ReadonlyMap<string, readonly unknown[] | "any">;

/** Everything the learner would miss. Each write is one transaction with what depends on it. */
export interface Progress {
  /** Called after any change, from this tab or another. Returns the unsubscriber. */
  watch(listener: (changes: Changes) => void): () => void;

  settings(): Promise<SavedSettings | null>;
  saveSettings(settings: SavedSettings): Promise<void>;

  /** All attempts, or those that a filter names; without reading the others. */
  attempts(filter?: AttemptFilter): Promise<Attempt[]>;
  attempt(id: string): Promise<Attempt | undefined>;
  responses(attemptId: string): Promise<StoredResponse[]>;
  startAttempt(attempt: Attempt): Promise<void>;
  /**
   * Stores the answer, the place and what goes into the log. Rejected (false) once the attempt was submitted, here or in another tab, and when the time of
   * an exam was over.
   */
  saveResponse(response: StoredResponse, position: number, entries?: readonly LogEntry[]): Promise<boolean>;
  savePosition(attemptId: string, position: number): Promise<void>;
  /** Stores how far an exam has come, with the question on screen. Changes nothing once it is submitted. */
  saveExam(attemptId: string, exam: ExamRun, position: number): Promise<void>;
  /**
   * Puts questions into an open attempt at an index. Returns false, and changes nothing, unless it has `expected` questions, so that two tabs
   * don't both add them.
   */
  addItems(attemptId: string, items: readonly AttemptItem[], at: number, expected: number): Promise<boolean>;
  /**
   * Submits once: a second call, from any tab, returns the attempt as first submitted. An exam counts as submitted at the end of
   * its time at the latest.
   */
  submitAttempt(id: string, scores: ItemScore[], at: number, entries?: readonly LogEntry[]): Promise<Attempt>;
  deleteAttempt(id: string): Promise<void>;

  positions(): Promise<ReadingPosition[]>;
  /** Keeps the time when the end was first reached. */
  saveReadingPosition(position: ReadingPosition): Promise<void>;
  sections(): Promise<SectionMark[]>;
  markSection(sectionId: string, doneAt: number | null): Promise<void>;
  checks(): Promise<CheckAnswer[]>;
  /** Keeps the first result of an item already answered. */
  saveCheck(check: Omit<CheckAnswer, "first">, entries?: readonly LogEntry[]): Promise<void>;
  marks(): Promise<TextMark[]>;
  saveMark(mark: TextMark): Promise<void>;
  deleteMark(id: string): Promise<void>;
  reveals(): Promise<RevealMark[]>;
  saveReveal(mark: RevealMark, entries?: readonly LogEntry[]): Promise<void>;
  reports(): Promise<ItemReport[]>;
  saveReport(report: ItemReport): Promise<void>;
  deleteReport(id: string): Promise<void>;

  /**
   * The learning log, oldest first: all of it, since a time, of an objective or of a card; with `latest`, only so many of the
   * newest. Entries that were taken back are included.
   */
  log(filter?: LogFilter): Promise<LogEntry[]>;
  /** Entries by their ids, those that are there. */
  logOf(ids: readonly string[]): Promise<LogEntry[]>;
  /** Adds entries to the log, and works their cards out again. An entry that is there already stays as it is. */
  logEntries(entries: readonly LogEntry[]): Promise<void>;
  /** Takes an answer back, or counts it again with null. */
  undoEntry(id: string, undoneAt: number | null): Promise<void>;
  cards(): Promise<MemoryCard[]>;
  /** Ids of the cards that are due at a time and not suspended. */
  dueCards(at: number): Promise<string[]>;
  cardMarks(): Promise<CardMark[]>;
  /** The review under way. */
  review(): Promise<ReviewRow | undefined>;
  /** Begins a review, and returns the one that is under way: another tab may have begun one before. `replace` puts it in its place. */
  beginReview(row: ReviewRow, options?: { replace: boolean }): Promise<ReviewRow>;
  /** Stores what is entered. Refused (false) once it was graded or another one began, here or in another tab. */
  changeReview(id: string, change: Pick<ReviewRow, "response" | "confidence" | "hinted">): Promise<boolean>;
  /** Grades the review under way, once: stores the answer and its entry. False when it was graded before or is another one. */
  gradeReview(id: string, entry: LogEntry): Promise<boolean>;
  /** Makes room for the next review; does nothing when that has begun. */
  endReview(id: string): Promise<void>;
  markCard(mark: CardMark): Promise<void>;
  study(): Promise<StudyRow[]>;
  saveStudy(row: StudyRow): Promise<void>;
  /** Works all cards out again, as after an import or with new weights. */
  rebuildCards(): Promise<void>;
  activity(): Promise<ActivityRow[]>;
  addActivity(row: ActivityRow): Promise<void>;

  /** Everything, or only what changed since a time, then without environments. */
  exportBackup(savedAt: Date, since?: number): Promise<BackupFile>;
  /** Reads, checks and compares a file; writes nothing. */
  previewBackup(text: string): Promise<Outcome<{ backup: BackupFile; preview: ImportPreview }, ImportProblem>>;
  /** Merges by newest in one transaction; a failure changes nothing. */
  importBackup(backup: BackupFile): Promise<void>;
  /** Deletes everything, settings included. */
  erase(): Promise<void>;

  storage(): Promise<StorageState>;
  /** Asks the browser to keep the data; true when granted. */
  requestPersistence(): Promise<boolean>;
}
