import type { StateCreator } from "zustand";
import type { Attempt } from "../assessment/attempt.ts";
import type {
  CheckAnswer,
  Progress,
  ReadingPosition,
  RevealMark,
  SectionMark,
  TextMark,
} from "../progress/progress.ts";
import type { Services, State } from "./store.ts";

/** What screens show of the learner's progress: a snapshot, read again whenever any tab changes it. */
export interface ProgressSnapshot {
  attempts: Attempt[];
  positions: ReadingPosition[];
  sections: SectionMark[];
  checks: CheckAnswer[];
  marks: TextMark[];
  reveals: RevealMark[];
}

export interface ProgressSlice {
  /** Null until storage has answered; screens show their shape meanwhile. */
  snapshot: ProgressSnapshot | null;
  /** Opened storage, for the screens that write. */
  openProgress(): Promise<Progress>;
  /** Why the last read or write failed, in words for the learner; empty when all is well. */
  storageProblem: string;
  /** Writes; a failure sets `storageProblem` instead of being thrown. True when it was stored. */
  keep(write: (progress: Progress) => Promise<unknown>): Promise<boolean>;
  /** Reads the snapshot and keeps it current. Safe to call often. */
  followProgress(): void;
}

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
  return (set, get) => {
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
          };
          opened.watch(() => void keep(refresh));
          await refresh();
        });
      },
    };
  };
};
