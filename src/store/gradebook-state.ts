import type { ScoredItem } from "../assessment/item.ts";
import type { MarkScale, SubmissionGrade } from "../assignment/grade.ts";
import type { LearnerRow } from "../assignment/gradebook.ts";
import type { Roster } from "../assignment/grades/roster.ts";
import type { ReadingProgress, SourceFile, Verdict } from "../assignment/read-submissions.ts";
import type { RosterPeople } from "../assignment/roster-people.ts";
import type { Signal } from "../assignment/signals.ts";
import type { Replay } from "../assignment/walkthrough-points.ts";
import type {
  AssignmentRow,
  GradebookRow,
  KeyRow,
  LearnerDecision,
  SubmissionRow,
} from "../progress/assignment-rows.ts";
import type { Replayer } from "./gradebook-replays.ts";
import type { GradingSession } from "./gradebook-session.ts";

/** An assignment that was issued. */
export type IssuedRow = AssignmentRow & { issued: NonNullable<AssignmentRow["issued"]> };

/** What an instructor changes about a learner; undefined takes something back. */
export type DecisionChange = Partial<Omit<LearnerDecision, "learner" | "changedAt">>;

/** A step that can be taken back. */
export interface UndoStep {
  /** What was done, as a sentence. */
  text: string;
  undo(): Promise<void>;
}

/** The gradebook that is open. */
export interface GradebookState {
  row: IssuedRow;
  /** How much of it has been read and graded; null once it's ready. */
  loading: { done: number; total: number } | null;
  gradebook: GradebookRow;
  submissions: ReadonlyMap<string, SubmissionRow>;
  grades: ReadonlyMap<string, SubmissionGrade>;
  /** By submission. */
  signals: ReadonlyMap<string, Signal[]>;
  bodies: ReadonlyMap<string, ScoredItem>;
  scale: MarkScale;
  roster: Roster | undefined;
  people: RosterPeople | undefined;
  rows: LearnerRow[];
  /** What repeating the commands of walkthroughs showed, by `replayKey`. */
  replays: ReadonlyMap<string, Replay>;
  /** How many walkthroughs have been repeated; null when all have. */
  replaying: { done: number; total: number } | null;
  /** Keys of the instructor on this device. */
  keys: readonly KeyRow[];
  /** How far reading files has come; null when none are read. */
  reading: ReadingProgress | null;
  /** What became of the files that were dropped last. */
  verdicts: readonly Verdict[];
  /** What was done last, and the way to undo it. */
  notice: { text: string; undo: UndoStep | undefined } | null;
  problem: string;
  /** Reads and grades everything. */
  open(): Promise<void>;
  /** Reads files and stores the submissions in them, all in one transaction. */
  receive(files: readonly (File | SourceFile)[]): Promise<void>;
  cancel(): void;
  /** Changes what is decided about a learner. `text` says it, for undoing. */
  decide(learner: Pick<LearnerRow, "key" | "learner">, change: DecisionChange, text: string): Promise<void>;
  /** Takes a roster in; false when the file can't be read, which `problem` explains. */
  importRoster(name: string, bytes: Uint8Array): Promise<boolean>;
  removeRoster(): Promise<void>;
  /** Joins another instructor's gradebook, from its file. */
  merge(name: string, content: string): Promise<boolean>;
  /** Notes for whom results were made. */
  markReturned(learners: readonly Pick<LearnerRow, "key" | "learner">[]): Promise<void>;
  undo(): Promise<void>;
  dismiss(): void;
  /** Ends the work and stops listening. */
  close(): void;
}

/** What the store of a gradebook needs besides the app's. */
export interface GradebookParts {
  session: GradingSession;
  /** Repeats walkthroughs; without it they aren't graded. */
  replayer?: Replayer;
  loadBodies(assignment: IssuedRow["issued"]["assignment"]): Promise<Map<string, ScoredItem>>;
}
