import type { StateCreator } from "zustand";
import { loadObjectives } from "../content/course.ts";
import type { Services } from "./services.ts";
import type { LearningSlice, State } from "./state.ts";

const reader = () => import("./read-learning.ts");

/** Creates the slice of what the log says of the learner. It's read for the screens that ask for it, and then kept current. */
export const createLearningSlice = ({ now }: Services): StateCreator<State, [], [], LearningSlice> => {
  let isWanted = false;
  return (set, get) => ({
    learning: null,
    followLearning: () => {
      isWanted = true;
      // What the reading needs loads while storage opens.
      void reader();
      void loadObjectives();
      if (get().overview && !get().learning) void get().refreshLearning(null);
    },
    refreshLearning: async (changes) => {
      const before = get().learning;
      if (!isWanted || (before && !changes)) return;
      const { readLearning, refreshedLearning } = await reader();
      await get().keep(async (progress) => {
        set({
          learning:
            before && changes
              ? await refreshedLearning(progress, before, changes, now())
              : await readLearning(progress, now()),
        });
      });
    },
    startCatchUp: (days) =>
      get().keep((progress) =>
        progress.saveStudy({ key: "catchUp", value: { startedAt: now(), days }, changedAt: now() }),
      ),
    saveWeeklyGoal: (minutes) =>
      get().keep((progress) => progress.saveStudy({ key: "weeklyGoal", value: minutes, changedAt: now() })),
  });
};
