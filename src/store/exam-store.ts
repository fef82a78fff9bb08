import { errorText } from "../assessment/error-text.ts";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Attempt, StoredResponse } from "../assessment/attempt.ts";
import { isOverdue } from "../assessment/exam-clock.ts";
import type { ExamRun } from "../assessment/exam-run.ts";
import type { ScoredItem } from "../assessment/item.ts";
import type { RowChange } from "../assessment/row-changes.ts";
import { createTabLock } from "../progress/tab-lock.ts";
import type { AttemptState } from "./attempt-store.ts";
import type { State } from "./state.ts";

/** An exam that is being taken: what it adds to the attempt on screen. Every change is stored on the device at once. */
export interface ExamState {
  run: ExamRun;
  /** Whether this tab may change the exam: another one may have it. Null until that is known. */
  isMine: boolean | null;
  /** Why the last write failed; empty when all is well. */
  problem: string;
  /** Takes the exam for this tab: only if no other tab has it, or from whichever has it. */
  acquire(take: boolean): Promise<void>;
  /** Changes the row of a question; see assessment/row-changes.ts. Does nothing in a tab that may only read, or after the end. */
  change(item: ScoredItem, change: RowChange): Promise<void>;
  /** Counts the time since the last look as time on this question. Asked every second, and with null when nothing is read. */
  look(item: ScoredItem | null): void;
  /** Shows another question; the time on the present one is stored. */
  go(from: ScoredItem | undefined, to: number): Promise<void>;
  /** Leaves the section, which is final, for the question at `to`, the first of the next one. */
  leaveSection(from: ScoredItem | undefined, to: number): Promise<void>;
  /** Begins a break: what was seen so far is locked, and stays so. */
  startBreak(from: ScoredItem | undefined): Promise<void>;
  endBreak(): Promise<void>;
  submit(from: ScoredItem | undefined, items: ReadonlyMap<string, ScoredItem>): Promise<boolean>;
  /** Lets other tabs have the exam. */
  release(): void;
}

/** A look that comes later than this, in seconds, counts as this long: the device slept, or the learner was away. */
const longestLook = 5;

const tenths = (seconds: number): number => Math.round(seconds * 10) / 10;

/** Creates the store of an exam that is being taken, over the store of its attempt. */
export function createExamStore(
  app: StoreApi<State>,
  attempt: Attempt & { exam: ExamRun },
  answers: StoreApi<AttemptState>,
): StoreApi<ExamState> {
  const { openProgress, now } = app.getState();
  const lock = createTabLock("drydock-exam-");
  let lastLook: number | undefined;
  /** Seconds that aren't stored yet, and the question they were spent on. */
  let unsaved: { itemId: string; seconds: number } | undefined;
  let isReleased = false;

  const look = (itemId: string | null) => {
    const at = now();
    if (itemId !== null && lastLook !== undefined) {
      const passed = Math.min(longestLook, Math.max(0, (at - lastLook) / 1000));
      const before = unsaved?.itemId === itemId ? unsaved.seconds : 0;
      unsaved = { itemId, seconds: before + passed };
    }
    lastLook = itemId === null ? undefined : at;
  };
  const withSeconds = (row: StoredResponse): StoredResponse => {
    look(row.itemId);
    const seconds = unsaved?.itemId === row.itemId ? unsaved.seconds : 0;
    unsaved = undefined;
    return { ...row, seconds: tenths((row.seconds ?? 0) + seconds) };
  };
  const isOver = () => isOverdue(attempt, now());

  return createStore<ExamState>()((set, get) => {
    const change = async (item: ScoredItem, changed: RowChange): Promise<void> => {
      if (get().isMine && !isOver()) await answers.getState().change(item, (row) => withSeconds(changed(row)));
    };
    /** Stores the time spent on a question. */
    const saveTime = async (item: ScoredItem | undefined): Promise<void> => {
      if (item) await change(item, (row) => row);
    };
    const saveRun = async (run: ExamRun, position: number): Promise<void> => {
      set({ run });
      try {
        await (await openProgress()).saveExam(attempt.id, run, position);
        set({ problem: "" });
      } catch (error) {
        set({ problem: errorText(error) });
      }
    };
    const place = () => answers.getState().position ?? attempt.position;

    return {
      run: attempt.exam,
      isMine: null,
      problem: "",
      acquire: async (take) => {
        isReleased = false;
        const wasReading = get().isMine === false;
        const lost = () => set({ isMine: false });
        // Where the browser can't tell tabs apart, each of them may change the exam.
        const isMine = await lock.acquire(attempt.id, { take, lost }).catch(() => true);
        if (isReleased) return lock.release();
        if (isMine) {
          // The tab that had it may have gone on meanwhile.
          const stored = await (await openProgress()).attempt(attempt.id);
          await answers.getState().read();
          if (stored?.exam) set({ run: stored.exam });
          if (stored && wasReading) answers.setState({ position: stored.position });
        }
        set({ isMine });
      },
      release: () => {
        isReleased = true;
        lock.release();
      },
      change,
      look: (item) => look(item?.id ?? null),
      go: async (from, to) => {
        const saving = saveTime(from);
        lastLook = now();
        await Promise.all([saving, answers.getState().go(to)]);
      },
      leaveSection: async (from, to) => {
        const saving = saveTime(from);
        lastLook = now();
        const { run } = get();
        answers.setState({ position: to });
        await Promise.all([saving, saveRun({ ...run, closedSections: run.closedSections + 1 }, to)]);
      },
      startBreak: async (from) => {
        await saveTime(from);
        look(null);
        const seen = [...(answers.getState().responses?.keys() ?? [])];
        const { run } = get();
        await saveRun({ ...run, locked: [...new Set([...run.locked, ...seen])], breakSince: now() }, place());
      },
      endBreak: async () => {
        const { breakSince: _, ...run } = get().run;
        await saveRun(run, place());
      },
      submit: async (from, items) => {
        await saveTime(from);
        return answers.getState().submit(attempt, items);
      },
    };
  });
}
