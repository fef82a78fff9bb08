import type { ScoredItem } from "../assessment/item.ts";
import type { DecisionChange } from "../assignment/decision.ts";
import type { MarkScale, SubmissionGrade } from "../assignment/grade.ts";
import type { LearnerRow } from "../assignment/gradebook.ts";
import type { Roster } from "../assignment/grades/roster.ts";
import type { ReadingProgress, SourceFile, Verdict } from "../assignment/read-submissions.ts";
import type { RosterPeople } from "../assignment/roster-people.ts";
import type { Signal } from "../assignment/signals.ts";
import type { Replay } from "../assignment/walkthrough-points.ts";
import type { AssignmentRow, GradebookRow, KeyRow, SubmissionRow } from "../progress/assignment-rows.ts";
import type { Replayer } from "./gradebook-replays.ts";
import type { GradingSession } from "./gradebook-session.ts";

/** An assignment that was issued. */
export type IssuedRow = AssignmentRow & { issued: NonNullable<AssignmentRow["issued"]> };

/** A step that can be taken back. */
export interface UndoStep {
  /** What was done, as a sentence. */
  text: string;
  undo(): Promise<void>;
}

/** The gradebook that is open. */
export interface GradebookState {
  row: IssuedRow;
  /** How much of it has been read and graded; null once that has ended. */
  loading: { done: number; total: number } | null;
  /** Whether it was opened: everything stored is in it. */
  isReady: boolean;
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
  /** What became of the files that were dropped last, and of those dropped while they were read. */
  verdicts: readonly Verdict[];
  /** What was done last, and the way to undo it. */
  notice: { text: string; undo: UndoStep | undefined } | null;
  problem: string;
  /** Reads and grades everything. */
  open(): Promise<void>;
  /** Reads files, after those that are read already, and stores the submissions in them, all in one transaction. */
  receive(files: readonly (File | SourceFile)[] | Promise<readonly (File | SourceFile)[]>): Promise<void>;
  /** Ends the reading of files, also of those that wait. */
  cancel(): void;
  /** Deletes a submission, which can be undone. */
  removeSubmission(id: string): Promise<void>;
  /** Changes facts of what is decided about a learner, the others stay. `text` says it, for undoing. False when it failed. */
  decide(learner: Pick<LearnerRow, "key" | "learner">, change: DecisionChange, text: string): Promise<boolean>;
  /** Takes a roster in; false when the file can't be read, which `problem` explains. */
  importRoster(name: string, bytes: Uint8Array): Promise<boolean>;
  removeRoster(): Promise<void>;
  /** Joins another instructor's gradebook, from its file. */
  merge(name: string, content: string): Promise<boolean>;
  /** Notes for whom results were made. */
  markReturned(learners: readonly Pick<LearnerRow, "key" | "learner">[]): Promise<void>;
  undo(): Promise<void>;
  dismiss(): void;
  /** Shows an error as the gradebook's problem. */
  report(error: unknown): void;
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
