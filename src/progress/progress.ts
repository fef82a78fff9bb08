import type { Attempt, AttemptItem, ItemScore, StoredResponse } from "../assessment/attempt.ts";
import type { ExamRun } from "../assessment/exam-run.ts";
import type { LogEntry } from "../assessment/log-entry.ts";
import type { CardMark, MemoryCard } from "../review/card.ts";
import type { ClassStorage } from "./class-storage.ts";
import type { BackupFile, ImportPreview, ImportProblem, Outcome } from "./backup-file.ts";
import type {
  ActivityRow,
  CheckAnswer,
  ItemReport,
  ReadingPosition,
  RevealMark,
  ReviewRow,
  SavedSettings,
  SectionMark,
  StudyRow,
  TextMark,
} from "./rows.ts";

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
  /** At assignments. */
  | { isAssigned: true }
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

  /** What instructors and their learners store; loaded when first asked for. */
  classes(): Promise<ClassStorage>;

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
