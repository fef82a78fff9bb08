import type { ExamRun, TextSpan } from "./exam-run.ts";
import type { Confidence, Profile, Response } from "./item.ts";
import type { PracticeRun } from "./practice.ts";

/** One item of an attempt: which body was seen and in which order its parts were shown. */
export interface AttemptItem {
  itemId: string;
  version: number;
  /** The profile this item is asked under; may differ from the attempt's for items that exist under one only. */
  profile: Profile;
  /** Ids of options, steps, tokens, statements or choices in the order shown; empty when the authored order is kept. */
  order: string[];
  /** Id of the question whose wrong idea this one asks about again. */
  returnFor?: string;
}

export interface SecondTry {
  response: Response;
  /** Set once the learner asked for the verdict on it. */
  checkedAt?: number;
}

/** An answer as stored: one row per attempt and item, replaced when the answer changes. */
export interface StoredResponse {
  attemptId: string;
  itemId: string;
  response: Response;
  confidence?: Confidence;
  /** Whether the hint was opened before the answer was checked; the answer then tells less of what is known. */
  hinted?: boolean;
  flagged?: boolean;
  /** Ids of options that the learner struck through. Not scored. */
  struck?: string[];
  /** The learner's own note on the question. Not scored. */
  note?: string;
  /** Passages of the stem that the learner highlighted, in order and apart from each other. */
  highlights?: TextSpan[];
  /** How long the question was on screen, in seconds. */
  seconds?: number;
  /** Set when the learner asked to see the verdict (feedback after each item). First check counts. */
  checkedAt?: number;
  /** A second answer after a first that wasn't fully right. It's never scored or logged. */
  secondTry?: SecondTry;
  /** When the learner asked for the key instead of trying again. */
  revealedAt?: number;
  /** Milliseconds since the epoch. */
  answeredAt: number;
}

/** Points of one item, whole numbers. */
export interface ItemScore {
  itemId: string;
  earned: number;
  maximum: number;
}

/** What an assignment adds to an attempt. Its rules are those of the assignment, so that the attempt can be shown without it. */
export interface AssignedRun {
  /** Hash of the assignment. */
  hash: string;
  /** Which of the learner's attempts it is, from 1. */
  number: number;
  /** What the result may show, and from when on, in milliseconds since the epoch; never when `from` is absent. */
  feedback: { shows: Released; from?: number };
  /**
   * From when on nothing is accepted any more, in milliseconds since the epoch. Its questions may be practiced from then on, also
   * where the answers are never released. Absent without such a moment.
   */
  closesAt?: number;
  /** What the instructor has released since, with a returned result. */
  released?: Released;
}

/** How much of a result is shown: the score; the learner's answers with the key, too; or the reasons as well. */
export type Released = "score" | "answers" | "explanations";

/** A run through an assembled set of items. Never deleted by an update; scored with the versions it saw. */
export interface Attempt {
  id: string;
  /** Id in content/assessments, or "misses", "table:<comparison id>", "check:<section id>" for made-up sets. */
  assessmentId: string;
  title: string;
  profile: Profile;
  /** When feedback is shown: after every item, or only on the result page. */
  feedback: "each" | "end";
  /** All-or-nothing scoring. */
  strict: boolean;
  items: AttemptItem[];
  /** Index of the item on screen. */
  position: number;
  /** Share of points needed, 0 to 1; absent when the set has no pass mark. */
  passMark?: number;
  startedAt: number;
  submittedAt?: number;
  /** Present once submitted. */
  scores?: ItemScore[];
  /** For sets made in the app (table tests): the items themselves, since no content file holds them. */
  madeItems?: import("./item.ts").ScoredItem[];
  /** Present in exams. */
  exam?: ExamRun;
  /** Present in attempts at an assignment of an instructor. */
  assigned?: AssignedRun;
  /** What was chosen to practice; present where questions can be tried again, come back, or be added. */
  practice?: PracticeRun;
}
