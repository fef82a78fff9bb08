import { useLocation, useNavigate } from "react-router-dom";
import type { LessonLevel } from "../../sandbox/protocol.ts";

/** How much of each command is shown, from most to least. */
export const levels: { id: LessonLevel; title: string; summary: string }[] = [
  { id: "shown", title: "Shown", summary: "Every command is there; read it and run it." },
  { id: "blanks", title: "Blanks", summary: "Fill in what the step explains." },
  { id: "alone", title: "On your own", summary: "Only the task. Any command that gets there counts." },
];

/** Path of the screen on which a walkthrough is done. */
export const tryPath = (walkthrough: string): string => `/walkthroughs/${walkthrough}/try/`;

interface Place {
  level: LessonLevel | undefined;
  /** Id of a step; undefined stands for the first that is not done. */
  step: string | undefined;
}

/** Where in a walkthrough the address points, and how to go elsewhere in it. It stands after the hash: the page stays the same. */
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
