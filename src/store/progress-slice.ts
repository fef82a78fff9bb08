import type { StateCreator } from "zustand";
import { isOverdue } from "../assessment/exam-clock.ts";
import type { ProgressSnapshot, ProgressSlice } from "./state.ts";
import type { Progress } from "../progress/progress.ts";
import type { Services } from "./services.ts";
import type { State } from "./state.ts";

/** Everything that screens show, read at once. */
export async function readSnapshot(progress: Progress): Promise<ProgressSnapshot> {
  const [attempts, positions, sections, checks, marks, reveals] = await Promise.all([
    progress.attempts(),
    progress.positions(),
    progress.sections(),
    progress.checks(),
    progress.marks(),
    progress.reveals(),
  ]);
  return { attempts, positions, sections, checks, marks, reveals };
}

export const createProgressSlice = ({ progress }: Services): StateCreator<State, [], [], ProgressSlice> => {
  let following = false;
  return (set, get, store) => {
    /** Submits exams whose time is over, also those of a tab that was closed by then. */
    const settle = async () => {
      const { snapshot, now } = get();
      if (!snapshot?.attempts.some((attempt) => isOverdue(attempt, now()))) return;
      const { settleExams } = await import("./settle-exams.ts");
      await settleExams(store, snapshot.attempts);
    };
    const keep: ProgressSlice["keep"] = async (write) => {
      try {
        await write(await progress());
        if (get().storageProblem) set({ storageProblem: "" });
        return true;
      } catch (error) {
        set({ storageProblem: error instanceof Error ? error.message : String(error) });
        return false;
      }
    };
    return {
      snapshot: null,
      openProgress: progress,
      storageProblem: "",
      keep,
      followProgress: () => {
        if (following) return;
        following = true;
        void keep(async (opened) => {
          const refresh = async () => {
            const [snapshot, settings] = await Promise.all([readSnapshot(opened), opened.settings()]);
            set({ snapshot });
            get().settleSettings(settings);
            await settle();
          };
          opened.watch(() => void keep(refresh));
          await refresh();
        });
      },
    };
  };
};
