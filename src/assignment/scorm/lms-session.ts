import type { LmsProblem, LmsResult } from "./lms-connection.ts";
import type { LmsInteraction } from "./interactions.ts";
import type { ScormVersion } from "./find-api.ts";

/** Whether the attempt counts, or the LMS opened the package to look at it (`browse`) or at a finished attempt (`review`). */
export type LmsMode = "normal" | "browse" | "review";

/** How the LMS opened the package: for the first time, to continue a suspended attempt, or it doesn't say. */
export type LmsEntry = "first" | "resume" | "unknown";

/**
 * An open connection to an LMS, the same for SCORM 1.2 and 2004. Nothing in it throws: what fails returns a problem with the
 * LMS's own words. After `finish`, or when the LMS closed the connection, nothing is sent any more. In `browse` and `review`
 * nothing is recorded.
 *
 * For each answer call `setScore` and `setStatus` if they changed, `addTime`, `saveState`, `recordAnswer`, then `commit`
 * them all.
 */
export interface LmsSession {
  readonly version: ScormVersion;
  readonly mode: LmsMode;
  /** What the manifest gave the LMS for the package; `launch-data.ts` reads it. */
  readonly launchData: string;
  readonly learner: { readonly id: string; readonly name: string };
  /** The text of the last `saveState`, also from an earlier session; empty when there is none. */
  readonly resumeState: string;
  /** What failed when the saved state was read. Don't overwrite the state before the learner agrees. */
  readonly resumeProblem?: LmsProblem;
  readonly entry: LmsEntry;
  /** The share of points, 0 to 1, from which the LMS itself counts the attempt as passed. */
  readonly passMark?: number;
  /** The most characters that `saveState` takes: 4,000 in SCORM 1.2, 64,000 in SCORM 2004. */
  readonly stateLimit: number;
  saveState(text: string): LmsResult;
  /** Sets the score: a share of the points, 0 to 1. */
  setScore(share: number): LmsResult;
  /** `passed` is absent for a quiz without a pass mark, or while it isn't known. */
  setStatus(status: { completed: boolean; passed?: boolean }): LmsResult;
  /**
   * Adds or replaces the answer to a question in the LMS's report. It writes what it can and returns the first problem. The result,
   * right or wrong, is left out where learners could see it and change their answer.
   */
  recordAnswer(interaction: LmsInteraction, options?: { withoutResult?: boolean }): LmsResult;
  /** Adds to the time of this session, in seconds. */
  addTime(seconds: number): LmsResult;
  commit(): LmsResult;
  /**
   * Commits and closes the connection. `suspend` keeps the attempt, so that the next launch continues it; otherwise the next
   * launch starts a new one, if the LMS allows it. When it fails, it can be called again.
   */
  finish(end: { suspend: boolean }): LmsResult;
}

/** A connection that was opened, with the problems that didn't prevent it. */
export interface OpenedSession {
  session: LmsSession;
  warnings: LmsProblem[];
}

export interface SessionOptions {
  /** Minutes to add to UTC for the time of day of an answer, which SCORM 1.2 stores without a time zone. */
  utcOffsetMinutes: number;
}
