import type { StateCreator } from "zustand";
import type { Attempt } from "../assessment/attempt.ts";
import { isOverdue } from "../assessment/exam-clock.ts";
import type { Changes, Progress } from "../progress/progress.ts";
import { readOverview } from "./overview.ts";
import type { Services } from "./services.ts";
import type { ProgressSlice, ProgressSnapshot } from "./state.ts";
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

/** Reads attempts that changed, and leaves the others as they are. New ones come last. */
async function changedAttempts(
  progress: Progress,
  before: readonly Attempt[],
  keys: readonly unknown[] | "any",
): Promise<Attempt[]> {
  if (keys === "any") return progress.attempts();
  const ids = [...new Set(keys as string[])];
  const changed = new Map((await progress.attempts({ ids })).map((attempt) => [attempt.id, attempt]));
  const kept = before.flatMap((attempt) => {
    const now = ids.includes(attempt.id) ? changed.get(attempt.id) : attempt;
    changed.delete(attempt.id);
    return now ?? [];
  });
  return [...kept, ...changed.values()];
}

/** Reads what changed of a snapshot; the rest stays the same object. */
async function refreshed(progress: Progress, before: ProgressSnapshot, changes: Changes): Promise<ProgressSnapshot> {
  const keys = changes.get("attempts");
  const [attempts, positions, sections, checks, marks, reveals] = await Promise.all([
    keys === undefined ? before.attempts : changedAttempts(progress, before.attempts, keys),
    changes.has("positions") ? progress.positions() : before.positions,
    changes.has("sections") ? progress.sections() : before.sections,
    changes.has("checks") ? progress.checks() : before.checks,
    changes.has("marks") ? progress.marks() : before.marks,
    changes.has("reveals") ? progress.reveals() : before.reveals,
  ]);
  return { attempts, positions, sections, checks, marks, reveals };
}

/** Tables that no part of the snapshot depends on. A new snapshot also tells the screen of an attempt to read its answers again. */
const elsewhere = new Set(["log", "cards", "cardMarks", "study", "activity"]);

/** Lets the browser draw what is known before it reads on. */
const idle = (): Promise<unknown> =>
  new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(resolve, { timeout: 200 });
    else resolve(undefined);
  });

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
    /** One refresh after the other, so that an earlier reading never replaces a later one. */
    let queue: Promise<unknown> = Promise.resolve();
    const inTurn = (work: () => Promise<unknown>) => (queue = queue.then(() => keep(work)));

    const refresh = async (opened: Progress, changes: Changes) => {
      const { snapshot } = get();
      if (!snapshot) set({ snapshot: await readSnapshot(opened) });
      else if ([...changes.keys()].some((table) => !elsewhere.has(table))) {
        const [next, settings] = await Promise.all([refreshed(opened, snapshot, changes), opened.settings()]);
        set({ snapshot: next });
        get().settleSettings(settings);
      }
      await get().refreshLearning(changes);
      await settle();
    };
    return {
      overview: null,
      snapshot: null,
      openProgress: progress,
      storageProblem: "",
      keep,
      followProgress: () => {
        if (following) return;
        following = true;
        void inTurn(async () => {
          const opened = await progress();
          opened.watch((changes) => void inTurn(() => refresh(opened, changes)));
          // What Today shows comes before every attempt that there ever was.
          const [overview, settings] = await Promise.all([
            readOverview(opened),
            opened.settings(),
            get().refreshLearning(null),
          ]);
          set({ overview });
          get().settleSettings(settings);
          await idle();
          set({ snapshot: await readSnapshot(opened) });
          await settle();
        });
      },
    };
  };
};
