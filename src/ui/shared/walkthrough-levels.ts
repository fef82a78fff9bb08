import type { LessonLevel } from "../../sandbox/world-entry.ts";

/** How much of each command is shown, from most to least. */
export const levels: { id: LessonLevel; title: string; summary: string }[] = [
  { id: "shown", title: "Shown", summary: "Each command is shown. Read it, then run it." },
  { id: "blanks", title: "Blanks", summary: "Fill in the arguments that the step explains." },
  { id: "alone", title: "On your own", summary: "You get the task only. Any command with the right result counts." },
];

/** Returns the title of a level. */
export const levelTitle = (level: LessonLevel): string => levels.find(({ id }) => id === level)?.title ?? level;

/** Returns the path of the screen on which a walkthrough is done in the terminal. */
export const tryPath = (walkthrough: string): string => `/walkthroughs/${walkthrough}/try/`;
