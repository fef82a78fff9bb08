import type { ScoredItem } from "../assessment/item.ts";
import type { Assignment } from "../assignment/assignment.ts";
import { gradeSubmission, type SubmissionGrade } from "../assignment/grade.ts";
import type { PrivateKey } from "../assignment/keys.ts";
import {
  readSubmissions,
  type OpenedSubmission,
  type ReadingProgress,
  type SourceFile,
  type Verdict,
} from "../assignment/read-submissions.ts";
import { signalsOf, type Signal } from "../assignment/signals.ts";
import type { Submission } from "../assignment/submission.ts";
import { pointsFromReplays, type Replay } from "../assignment/walkthrough-points.ts";

/** What the work on one gradebook begins with; all of it can be sent to a worker. */
export interface SessionSetup {
  hash: string;
  assignment: Assignment;
  /** By `bodyKey`. */
  bodies: readonly (readonly [string, ScoredItem])[];
  keys: readonly PrivateKey[];
  /** Titles of the instructor's assignments, by hash. */
  titles: readonly (readonly [string, string])[];
}

/** What files held, before anything of it is stored. */
export interface ReadFiles {
  opened: OpenedSubmission[];
  verdicts: Verdict[];
}

/** The part of a gradebook's work that takes long: opening, grading, comparing. It runs in a worker, or in place in tests. */
export interface GradingSession {
  /** Begins the work, or continues it with other keys: what is remembered stays. */
  begin(setup: SessionSetup): Promise<void>;
  /** Remembers what replays of walkthroughs showed, by `replayKey`; what is graded from then on counts them. */
  learnReplays(replays: readonly (readonly [string, Replay])[]): Promise<void>;
  /** Grades submissions that are stored, and remembers them for comparing. */
  grade(rows: readonly { submission: Submission; addedAt: number }[]): Promise<SubmissionGrade[]>;
  /** Compares all submissions that are remembered. `learners` says whose each is, by submission. */
  signals(learners: readonly (readonly [string, string])[]): Promise<Signal[]>;
  /** Opens what files hold; undefined when it was canceled. Nothing is remembered until it's graded. */
  read(
    files: readonly (SourceFile | File)[],
    onProgress: (progress: ReadingProgress) => void,
  ): Promise<ReadFiles | undefined>;
  cancel(): void;
  /** Forgets submissions that were deleted. */
  forget(ids: readonly string[]): Promise<void>;
  /** Ends the work. */
  end(): void;
}

interface Remembered {
  submission: Submission;
  grade: SubmissionGrade;
  addedAt: number;
}

const asSource = (file: SourceFile | File): SourceFile =>
  "read" in file
    ? file
    : {
        name: file.webkitRelativePath || file.name,
        size: file.size,
        read: async () => new Uint8Array(await file.arrayBuffer()),
      };

/** Creates the work on a gradebook. */
export function createGradingSession(): GradingSession {
  let setup: SessionSetup | undefined;
  let bodies = new Map<string, ScoredItem>();
  const remembered = new Map<string, Remembered>();
  const replays = new Map<string, Replay>();
  let isCanceled = false;

  const started = (): SessionSetup => {
    if (!setup) throw new Error("The grading session hasn't begun.");
    return setup;
  };
  const gradeOne = (submission: Submission): SubmissionGrade => {
    const { assignment } = started();
    return gradeSubmission(assignment, submission, bodies, pointsFromReplays(assignment, replays));
  };

  return {
    begin: async (given) => {
      setup = given;
      bodies = new Map(given.bodies);
    },
    learnReplays: async (learned) => {
      for (const [key, replay] of learned) replays.set(key, replay);
    },
    grade: async (rows) =>
      rows.map(({ submission, addedAt }) => {
        const grade = gradeOne(submission);
        remembered.set(submission.id, { submission, grade, addedAt });
        return grade;
      }),
    signals: async (learners) =>
      signalsOf(
        started().assignment,
        [...remembered.values()].map(({ submission, grade: { draw, claim }, addedAt }) => ({
          submission,
          draw,
          claim,
          addedAt,
        })),
        new Map(learners),
      ),
    read: async (files, onProgress) => {
      const { hash, keys, titles } = started();
      isCanceled = false;
      const known = new Map([...remembered].map(([id, { submission }]) => [id, submission]));
      return readSubmissions(
        files.map(asSource),
        { hash, keys, assignments: new Map(titles), known },
        { onProgress, isCanceled: () => isCanceled },
      );
    },
    cancel: () => {
      isCanceled = true;
    },
    forget: async (ids) => {
      for (const id of ids) remembered.delete(id);
    },
    end: () => {
      remembered.clear();
    },
  };
}
