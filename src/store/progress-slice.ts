import { errorText } from "../assessment/error-text.ts";
import type { StateCreator } from "zustand";
import type { Changes, Progress } from "../progress/progress.ts";
import { createQueue } from "./in-turn.ts";
import type { Services } from "./services.ts";
import type { ProgressSlice } from "./state.ts";
import type { State } from "./state.ts";
import { untilIdle } from "./until-idle.ts";

// Loads with the storage that it reads.
const reader = () => import("./read-progress.ts");

/** Tables that no part of the snapshot depends on. A new snapshot also tells the screen of an attempt to read its answers again. */
const elsewhere = new Set([
  "log",
  "cards",
  "cardMarks",
  "study",
  "activity",
  "instructorKeys",
  "assignments",
  "ownQuestions",
  "gradebooks",
  "submissions",
  "assigned",
]);

export const createProgressSlice = ({ progress }: Services): StateCreator<State, [], [], ProgressSlice> => {
  let following = false;
  return (set, get, store) => {
    /** Submits exams whose time is over, also those of a tab that was closed by then, and logs what instructors released. */
    const settle = async () => {
      const { snapshot, now } = get();
      if (snapshot?.attempts.some(({ assigned, submittedAt }) => assigned !== undefined && submittedAt !== undefined)) {
        const { logReleased } = await import("./fill-log.ts");
        await logReleased(await progress(), snapshot.attempts, now());
      }
      if (!snapshot?.attempts.some(({ exam, submittedAt }) => exam !== undefined && submittedAt === undefined)) return;
      const { settleExams } = await import("./settle-exams.ts");
      await settleExams(store, snapshot.attempts);
    };
    const keep: ProgressSlice["keep"] = async (write) => {
      try {
        await write(await progress());
        if (get().storageProblem) set({ storageProblem: "" });
        return true;
      } catch (error) {
        set({ storageProblem: errorText(error) });
        return false;
      }
    };
    /** One refresh after the other, so that an earlier reading never replaces a later one. */
    const queue = createQueue();
    const inTurn = (work: () => Promise<unknown>) => queue(() => keep(work));

    const refresh = async (opened: Progress, changes: Changes) => {
      const { snapshot } = get();
      const { readSnapshot, refreshedSnapshot } = await reader();
      if (!snapshot) set({ snapshot: await readSnapshot(opened) });
      else if ([...changes.keys()].some((table) => !elsewhere.has(table))) {
        const [next, settings] = await Promise.all([refreshedSnapshot(opened, snapshot, changes), opened.settings()]);
        set({ snapshot: next });
        get().settleSettings(settings);
      }
      set({ storedChanges: get().storedChanges + 1 });
      await get().refreshLearning(changes);
      await settle();
    };
    return {
      overview: null,
      snapshot: null,
      storedChanges: 0,
      openProgress: progress,
      storageProblem: "",
      keep,
      followProgress: () => {
        if (following) return;
        following = true;
        void inTurn(async () => {
          const [opened, { readOverview, readSnapshot }] = await Promise.all([progress(), reader()]);
          opened.watch((changes) => void inTurn(() => refresh(opened, changes)));
          // What Today shows comes before every attempt that there ever was.
          const [overview, settings] = await Promise.all([
            readOverview(opened),
            opened.settings(),
            get().refreshLearning(null),
          ]);
          set({ overview });
          get().settleSettings(settings);
          // Lets the browser draw what is known before it reads on.
          await untilIdle(200);
          set({ snapshot: await readSnapshot(opened) });
          await settle();
        });
      },
    };
  };
};
