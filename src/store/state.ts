import type { Attempt } from "../assessment/attempt.ts";
import type { LogEntry } from "../assessment/log-entry.ts";
import type { SelfMark } from "../assessment/item.ts";
import type { Objective } from "../content/content.ts";
import type {
  ActivityRow,
  CheckAnswer,
  ReadingPosition,
  RevealMark,
  SavedSettings,
  SectionMark,
  Settings,
  StudyRow,
  TextMark,
} from "../progress/rows.ts";
import type { Changes, Progress } from "../progress/progress.ts";
import type { Services } from "./services.ts";

/** What screens show of the learner's progress: a snapshot, read again whenever any tab changes it. */
export interface ProgressSnapshot {
  attempts: Attempt[];
  positions: ReadingPosition[];
  sections: SectionMark[];
  checks: CheckAnswer[];
  marks: TextMark[];
  reveals: RevealMark[];
}

/** What Today needs at once: of the attempts those that are open, the latest, and one that completes the chapter, if any. */
export type Overview = Pick<ProgressSnapshot, "attempts" | "positions" | "sections" | "checks">;

/** What the log says of the learner. */
export interface Learning {
  objectives: readonly Objective[];
  /** The latest entries of the log about each objective, oldest first; enough for its level and for readiness. */
  entries: ReadonlyMap<string, readonly LogEntry[]>;
  /** How many cards were due when it was read, without suspended ones. */
  due: number;
  study: readonly StudyRow[];
  activity: readonly ActivityRow[];
}

/** What the learner knows, as far as the log tells. */
export interface LearningSlice {
  /** Null until a screen asked for it and storage has answered. */
  learning: Learning | null;
  /** Asks for it to be read and kept current. Safe to call often. */
  followLearning(): void;
  /** Reads again what these changes concern; everything with null, if it isn't known yet. */
  refreshLearning(changes: Changes | null): Promise<void>;
  /** Spreads the cards that are due over so many days from today; true when it was stored. */
  startCatchUp(days: number): Promise<boolean>;
  /** Stores how many minutes a week the learner means to study; true when it was stored. */
  saveWeeklyGoal(minutes: number): Promise<boolean>;
}

/** Progress as screens show it, and the way to write it. */
export interface ProgressSlice {
  /** The part of the snapshot that Today needs, read first; null until storage has answered. It isn't kept current. */
  overview: Overview | null;
  /** Null until storage has answered; screens show their shape meanwhile. */
  snapshot: ProgressSnapshot | null;
  /**
   * How many changes of what is stored were heard of, from this tab or another. What isn't in the snapshot is read again when
   * this grows.
   */
  storedChanges: number;
  /** Opened storage, for the screens that write. */
  openProgress(): Promise<Progress>;
  /** Why the last read or write failed, in words for the learner; empty when all is well. */
  storageProblem: string;
  /** Writes; a failure sets `storageProblem` instead of being thrown. True when it was stored. */
  keep(write: (progress: Progress) => Promise<unknown>): Promise<boolean>;
  /** Reads the snapshot and keeps it current. Safe to call often. */
  followProgress(): void;
}

/** A passage of a section that a mark can be on. */
export type MarkedPassage = Pick<TextMark, "sectionId" | "block" | "heading" | "exact" | "prefix" | "suffix">;

/** What a reader does in a section. Each write is true when it was stored; a failure sets `storageProblem`. */
export interface ReadingSlice {
  saveReadingPlace(place: Omit<ReadingPosition, "at">): Promise<boolean>;
  /** Marks a section as done by hand, or takes the mark back. */
  setSectionDone(sectionId: string, done: boolean): Promise<boolean>;
  /** Stores the learner's own grade of a reveal card, with its entry in the log. */
  gradeReveal(itemId: string, mark: SelfMark): Promise<boolean>;
  /** Returns a new mark without a note. It is not stored. */
  newMark(passage: MarkedPassage): TextMark;
  /** Stores a mark, new or changed. */
  saveMark(mark: TextMark): Promise<boolean>;
  deleteMark(id: string): Promise<boolean>;
}

/** A decision about studying, without the time at which it was made. */
export type StudyDecision = StudyRow extends infer Row
  ? Row extends StudyRow
    ? Omit<Row, "changedAt">
    : never
  : never;

/** What a learner decides about reviews. Each write is true when it was stored; a failure sets `storageProblem`. */
export interface ReviewSlice {
  saveStudy(decision: StudyDecision): Promise<boolean>;
  /** Leaves cards out of reviews, or takes them in; a fact takes part once it was taken in. */
  markCards(cardIds: readonly string[], isSuspended: boolean): Promise<boolean>;
}

/** The learner's settings. */
export interface SettingsSlice {
  settings: SavedSettings;
  /** Changes settings at once on screen, in the mirror and on the device. */
  changeSettings(change: Partial<Settings>): void;
  /** Takes what the device holds (another tab, a restored backup), or stores what a closed tab could only mirror. */
  settleSettings(stored: SavedSettings | null): void;
}

/** What the page knows of the device it runs on; null until known. */
export interface DeviceSlice {
  /** False when storage is blocked and everything ends with the tab. */
  durable: boolean | null;
  /** Whether the whole app is kept for opening without a network. */
  offlineReady: boolean | null;
}

/** Time and ids for whatever is stored, as injected. */
export type Sources = Pick<Services, "now" | "steady" | "newId">;

/** What the store holds; each slice creates its part and may call the others. */
export type State = SettingsSlice & ProgressSlice & LearningSlice & ReadingSlice & ReviewSlice & DeviceSlice & Sources;
