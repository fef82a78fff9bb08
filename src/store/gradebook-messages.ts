import type { SubmissionGrade } from "../assignment/grade.ts";
import type { OpenedSubmission, ReadingProgress, Verdict } from "../assignment/read-submissions.ts";
import type { Signal } from "../assignment/signals.ts";
import type { Replay } from "../assignment/walkthrough-points.ts";
import type { Submission } from "../assignment/submission.ts";
import type { SessionSetup } from "./gradebook-session.ts";

/** A file as a worker gets it. */
export type SentFile = File | { name: string; bytes: Uint8Array };

/** A request to the worker. */
export type GradebookRequest = { id: number } & (
  | { kind: "begin"; setup: SessionSetup }
  | { kind: "learnReplays"; replays: (readonly [string, Replay])[] }
  | { kind: "grade"; rows: { submission: Submission; addedAt: number }[] }
  | { kind: "signals"; learners: (readonly [string, string])[] }
  | { kind: "read"; files: SentFile[] }
  | { kind: "cancel" }
  | { kind: "forget"; ids: string[] }
);

/** What the worker answers to a request; `progress` and `part` are followed by another one. */
export type GradebookAnswer = { id: number } & (
  | { kind: "progress"; progress: ReadingProgress }
  /** Some of what was read. In parts, so that the page isn't held up by thousands at once. */
  | { kind: "part"; opened: OpenedSubmission[] }
  | { kind: "grades"; grades: SubmissionGrade[] }
  | { kind: "signals"; signals: Signal[] }
  | { kind: "verdicts"; verdicts: Verdict[] }
  | { kind: "done" }
  | { kind: "canceled" }
  | { kind: "failed"; message: string }
);
