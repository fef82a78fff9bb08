import type { Profile } from "../assessment/item.ts";

/** A world as the list of worlds shows it. */
export interface WorldEntry {
  id: string;
  name: string;
  /** Id of the template that it was made from. */
  template: string;
  profile: Profile;
  /** Real time, milliseconds of the epoch. */
  createdAt: number;
  changedAt: number;
  /** How many commands were given in it. */
  commands: number;
  /** Where a walkthrough is done in it. */
  lesson?: Lesson;
  /** How far the mission of its template is. */
  mission?: MissionProgress;
  /** The question that the learner answers in it; it isn't in the list of environments. */
  exercise?: Exercise;
}

/** A question that the learner answers with commands in a separate environment. */
export interface Exercise {
  /** Tells questions, their versions and their rules apart. */
  key: string;
  goals: { id: string; test: string }[];
}

/** What is stored of a mission. */
export interface MissionProgress {
  /** How many hints were shown. */
  hints: number;
  /** Real time at which all goals were met for the first time. */
  completedAt?: number;
}

/** How much of a step's command is shown: all, with its values left out, or nothing. */
export type LessonLevel = "shown" | "blanks" | "alone";

/** A walkthrough that is done in a world. */
export interface Lesson {
  walkthrough: string;
  level: LessonLevel;
  /** Steps that are done, each with the block of the transcript that did it. */
  done: Record<string, string>;
  /** What was predicted before a step, by the place of the choice. */
  predictions: Record<string, number>;
  /** Real time at which all steps were first done at this level; starting over keeps it. */
  completedAt?: number;
}
