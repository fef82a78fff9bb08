import type { AttemptItem } from "../assessment/attempt.ts";
import type { Confidence, Profile, Response, SelfMark } from "../assessment/item.ts";

/** Where the reader stopped in a section. `block` is the id of the topmost visible block. */
export interface ReadingPosition {
  sectionId: string;
  block: string;
  /** Heading above the block, for "you stopped here". */
  heading: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** When the end of the section was first in view, in milliseconds since the epoch; absent until then. */
  endAt?: number;
}

/** What the learner did with a section as a whole. */
export interface SectionMark {
  sectionId: string;
  doneAt: number;
}

/** The first and the latest answer to an inline check; only the first counts as evidence. */
export interface CheckAnswer {
  itemId: string;
  /** The version of the item that was answered; absent in rows from before it was recorded, when all were version 1. */
  version?: number;
  sectionId: string;
  profile: Profile;
  response: Response;
  earned: number;
  maximum: number;
  confidence?: Confidence;
  /** Whether the hint was opened before checking. */
  hinted?: boolean;
  first: { earned: number; maximum: number; at: number };
  at: number;
}

/** A passage the reader marked, with or without a note. Anchored by quotation so that edits around it do no harm. */
export interface TextMark {
  id: string;
  sectionId: string;
  /** Id of the block the passage starts in. */
  block: string;
  /** Id of the heading above the passage; absent above the first heading, and in marks from before it was stored. */
  heading?: string;
  exact: string;
  prefix: string;
  suffix: string;
  note: string;
  createdAt: number;
  changedAt: number;
}

/** A self-marked reveal card. */
export interface RevealMark {
  itemId: string;
  mark: SelfMark;
  at: number;
}

/** "This looks wrong": kept on the device and exportable for the author. */
export interface ItemReport {
  id: string;
  itemId: string;
  version: number;
  profile: Profile;
  response?: Response;
  text: string;
  at: number;
}

/** Choices of the learner. Small ones that must be known before paint are mirrored in localStorage. */
export interface Settings {
  profile: Profile;
  /** False until the first-visit question was answered or dismissed. */
  profileChosen: boolean;
  theme: "system" | "light" | "dark";
  contrast: "normal" | "more";
  textSize: "small" | "medium" | "large" | "larger";
  density: "comfortable" | "compact";
  motion: "system" | "reduced";
  singleKeys: boolean;
  /** ISO date of the exam, or empty. */
  examDate: string;
  /** Questions not to be asked again: "install", "persist", … */
  dismissed: string[];
}

/** Settings as stored and backed up: with the time of the change, so that a merge can tell which are newer. */
export interface SavedSettings extends Settings {
  changedAt: number;
}

/** How long the learner was active on a day on one device, so that days of two devices add up. */
export interface ActivityRow {
  /** ISO date of the learner's calendar. */
  day: string;
  /** Id of the device, made at its first use. */
  device: string;
  seconds: number;
}

/** What the learner or the app decided about studying. The later decision counts. */
export type StudyRow = {
  /** Milliseconds since the epoch. */
  changedAt: number;
} & (
  | { key: "weights"; value: { weights: number[]; reviews: number } }
  /** The most reviews offered on a day. */
  | { key: "dailyCap"; value: number }
  /** Over how many days from a start the backlog is spread. */
  | { key: "catchUp"; value: { startedAt: number; days: number } }
  /** Minutes a week that the learner means to study. */
  | { key: "weeklyGoal"; value: number }
  /** Id of this device in the activity table; it stays out of backups. */
  | { key: "device"; value: string }
  /** Which answers from before the log were added to it: the version of the rules for that. */
  | { key: "logFrom"; value: number }
);

/** The review on screen, kept so that a reload or another tab continues with it. There is one at most. */
export interface ReviewRow {
  /** Id of the entry that grading it leaves in the log. */
  id: string;
  cardId: string;
  /** The question as it's shown; absent for a fact card. */
  item?: AttemptItem;
  /** Why it's asked, and what was known of it then: when it was due, when it was answered last, how likely it was remembered. */
  reason: "due" | "new" | "lookAhead";
  due?: number;
  lastAt?: number;
  recall?: number;
  startedAt: number;
  response?: Response;
  confidence?: Confidence;
  hinted?: boolean;
  /** When it was graded; from then on it doesn't change. */
  gradedAt?: number;
}
