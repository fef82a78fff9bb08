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
import type { Services } from "./store.ts";

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
  /** Reads the snapshot and keeps it current. Safe to call often. */
  followProgress(): void;
}

async function readSnapshot(progress: Progress): Promise<ProgressSnapshot> {
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

export const createProgressSlice = ({ progress }: Services): StateCreator<ProgressSlice> => {
  let following = false;
  return (set) => ({
    snapshot: null,
    openProgress: progress,
    followProgress: () => {
      if (following) return;
      following = true;
      void progress().then((opened) => {
        const refresh = () => void readSnapshot(opened).then((snapshot) => set({ snapshot }));
        opened.watch(refresh);
        refresh();
      });
    },
  });
};
