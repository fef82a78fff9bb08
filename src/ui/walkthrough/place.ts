import { useLocation, useNavigate } from "react-router-dom";
import type { LessonLevel } from "../../sandbox/world-entry.ts";
import { levels } from "../shared/walkthrough-levels.ts";

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
