import { useEffect, useEffectEvent, useState } from "react";
import type { Walkthrough } from "../../content/content.ts";
import type { LessonLevel } from "../../sandbox/world-entry.ts";
import { useSandboxApi } from "../shared/terminal/sandbox-context.tsx";
import { useRemembered } from "../shared/terminal/use-remembered.ts";
import { useHydrated } from "../shared/use-hydrated.ts";
import { useStoreApi } from "../shared/use-store.tsx";
import { usePlace } from "./place.ts";
import { levels, levelTitle } from "../shared/walkthrough-levels.ts";

/** What was just done to the run, and how to take it back. */
export interface Change {
  text: string;
  /** Label of the button that takes it back. */
  back: string;
  takeBack(): Promise<void>;
}

/** A walkthrough at one level, in the environment that belongs to the two. */
export interface Run {
  level: LessonLevel;
  change: Change | undefined;
  dismissChange(): void;
  /** Goes to another level; its run continues where it was left. */
  choose(level: LessonLevel): void;
  /** Replaces the run by a new one, from the start. */
  startOver(): Promise<void>;
  /** Opens the run here when it is open in another tab. */
  takeOver(): Promise<void>;
}

/** Opens the run of the level that the address names, else of the level chosen last, and changes between runs. */
export function useRun(walkthrough: Walkthrough): Run {
  const store = useSandboxApi();
  const learner = useStoreApi();
  const place = usePlace();
  const hydrated = useHydrated();
  const [kept, keep] = useRemembered<string>(`level.${walkthrough.id}`, "shown");
  const [change, setChange] = useState<Change | undefined>(undefined);
  const level = (hydrated ? (place.level ?? levels.find(({ id }) => id === kept)?.id) : undefined) ?? "shown";

  const open = (more: { take?: boolean; fresh?: boolean } = {}) =>
    store.getState().openLesson({
      walkthrough: walkthrough.id,
      level,
      name: `${walkthrough.title} · ${levelTitle(level)}`,
      template: walkthrough.start,
      profile: learner.getState().settings.profile,
      ...more,
    });
  const begin = useEffectEvent(() => void open());
  useEffect(() => {
    if (hydrated) begin();
  }, [hydrated, level, walkthrough.id]);

  const goTo = (next: LessonLevel) => {
    keep(next);
    place.go({ level: next, step: undefined });
  };

  return {
    level,
    change,
    dismissChange: () => setChange(undefined),
    choose: (next) => {
      const { blocks, running } = store.getState();
      goTo(next);
      if (blocks.length === 0 && !running) return setChange(undefined);
      setChange({
        text: `You switched to “${levelTitle(next)}”. Your run with “${levelTitle(level)}” is kept.`,
        back: "Switch back",
        takeBack: () => Promise.resolve(goTo(level)),
      });
    },
    startOver: async () => {
      const { ask, status } = store.getState();
      const before = status?.entry.id;
      place.go({ step: undefined });
      await open({ fresh: true });
      if (before === undefined) return;
      setChange({
        text: "You started over.",
        back: "Restore the earlier run",
        takeBack: async () => {
          const now = store.getState().status?.entry.id;
          if (now !== undefined && now !== before) await ask("remove", { id: now });
          await ask("restore", { id: before });
          place.go({ step: undefined });
          await open();
        },
      });
    },
    takeOver: () => open({ take: true }),
  };
}
