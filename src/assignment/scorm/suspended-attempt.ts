import type { Confidence, Profile, Response, ScoredItem } from "../../assessment/item.ts";

/** One question of a suspended attempt: which version was drawn, how it was shown, and what was answered. */
export interface SuspendedItem {
  itemId: string;
  version: number;
  profile: Profile;
  /** Ids of options, steps or tokens in the order shown; empty when the authored order is kept. */
  order: string[];
  response?: Response;
  /** Whether the learner has seen the verdict, so that the answer can't change any more. */
  checked: boolean;
  flagged: boolean;
  hinted: boolean;
  confidence?: Confidence;
  /** How long the question was on screen. */
  seconds: number;
}

/** What an LMS keeps of an attempt between two sessions. */
export interface SuspendedAttempt {
  /** Id or hash of the assignment; an attempt of another one must not be continued. */
  assignment: string;
  /** The number of the attempt, from 1. */
  attempt: number;
  /** Index of the question on screen. */
  position: number;
  /** Time used in all sessions. */
  elapsedSeconds: number;
  items: SuspendedItem[];
}

/** Finds the body that an attempt was drawn with; undefined when the package doesn't have it. */
export type FindBody = (itemId: string, version: number, profile: Profile) => ScoredItem | undefined;
