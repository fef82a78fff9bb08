import { useLocation, useNavigate } from "react-router-dom";
import type { LessonLevel } from "../../sandbox/protocol.ts";

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

interface Place {
  level: LessonLevel | undefined;
  /** Id of a step; undefined stands for the first that isn't done. */
  step: string | undefined;
}

/** Reads level and step from the part of the address after the hash, and changes them without leaving the page. */
export function usePlace(): Place & { go(place: Partial<Place>, replace?: boolean): void } {
  const { hash, pathname } = useLocation();
  const navigate = useNavigate();
  const fields = new URLSearchParams(hash.slice(1));
  const level = levels.find(({ id }) => id === fields.get("level"))?.id;
  const step = fields.get("step") ?? undefined;
  return {
    level,
    step,
    go: (place, replace = false) => {
      const to = { level, step, ...place };
      const entries = Object.entries(to).filter((entry): entry is [string, string] => entry[1] !== undefined);
      void navigate({ pathname, hash: new URLSearchParams(entries).toString() }, { replace });
    },
  };
}
