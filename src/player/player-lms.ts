import type { Attempt, StoredResponse } from "../assessment/attempt.ts";
import type { ScoredItem } from "../assessment/item.ts";
import type { LmsMode } from "../assignment/scorm/lms-session.ts";

/** Whether the LMS has everything that was answered so far. */
export interface Delivery {
  state: "sent" | "sending" | "failed";
  /** Why it failed, in words for the learner; else empty. */
  message: string;
}

/** Sends an attempt to the LMS while it's answered. */
export interface LmsRecorder {
  /** Sends what changed of a question: a new answer, or the saved state alone. */
  answered(row: StoredResponse, position: number): void;
  moved(position: number): void;
  /** Sends the result, which ends the connection. */
  submitted(): void;
  /** Sends the state, since the page may be left. */
  leave(): void;
}

/** What an LMS's recorder is about. */
export interface Recorded {
  attempt: Attempt;
  bodies: ReadonlyMap<string, ScoredItem>;
  /** Answers of earlier sessions. */
  rows: readonly StoredResponse[];
  now(): number;
}

/** What only a cmi5 session has. */
export interface CourseUnit {
  /** Address of the course in the LMS. */
  returnUrl?: string;
  /** Returns what counts for the LMS: whether the unit is done, and whether it was passed. */
  reached(): { done: boolean; passed: boolean };
  /** Sends what is left, then ends the session. Returns whether the LMS knows that it ended. */
  end(): Promise<boolean>;
}

/** The LMS that opened the page, the same for SCORM and cmi5. */
export interface PlayerLms {
  /** Nothing is recorded in `browse` and `review`. */
  readonly mode: LmsMode;
  readonly learner: { readonly id: string; readonly name: string };
  /** The share of points, 0 to 1, from which the LMS counts the attempt as passed. */
  readonly passMark?: number;
  /** The saved attempt; empty when there is none. */
  readonly resumeState: string;
  readonly resumeProblem?: { readonly message: string };
  readonly unit?: CourseUnit;
  /** Calls the listener with each change of the delivery, and now if something is under way. */
  watch(listener: (delivery: Delivery) => void): void;
  /** Sends again what failed. */
  sendAgain(): void;
  record(recorded: Recorded): LmsRecorder;
  /** Ends the connection when the page is left. The next launch continues an attempt that wasn't submitted. */
  close(isSubmitted: boolean): void;
}
