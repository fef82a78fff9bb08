import type { StoreApi } from "zustand/vanilla";
import type { Sitting } from "../progress/assignment-rows.ts";
import { withLook, type Look, type SittingTime, type TimeRecord } from "./assigned-time.ts";
import type { State } from "./state.ts";

/** Milliseconds between two writes while only time changes. */
const writeEvery = 15_000;

/** Records how an attempt at an assignment is sat. */
export interface SittingRecorder {
  /** Looks at the page; what changed is stored right away, time alone now and then. */
  look(page: Pick<Look, "isHidden" | "isOffline">): void;
  /** Seconds that the page was open, by a clock that can't be set; 0 until what is stored was read. */
  elapsed(): number;
  /** Stores what isn't stored yet. */
  save(): Promise<void>;
}

/** Returns a sitting with what was recorded of its time. */
const withTime = (sitting: Sitting, { elapsed, hidden, offline, seenAt }: SittingTime): Sitting => ({
  ...sitting,
  elapsed: Math.round(elapsed * 10) / 10,
  hidden: [...hidden],
  offline: [...offline],
  ...(seenAt !== undefined && { seenAt }),
});

/** Creates the recorder of an attempt in the tab that has it. */
export function createSittingRecorder(app: StoreApi<State>, hash: string, attemptId: string): SittingRecorder {
  const { openProgress, now, steady } = app.getState();
  let record: TimeRecord | undefined;
  let savedAt = steady();

  const reading = openProgress()
    .then((progress) => progress.classes())
    .then((classes) => classes.assignedOf(hash))
    .then((row) => {
      const sitting = row?.sittings.find((other) => other.attemptId === attemptId);
      if (sitting) record = { time: sitting };
    })
    // An attempt continues without a record of its time: the instructor sees that there is none.
    .catch(() => undefined);

  const save = async (): Promise<void> => {
    await reading;
    if (!record) return;
    savedAt = steady();
    const { time } = record;
    await app.getState().keep(async (progress) => {
      const classes = await progress.classes();
      await classes.changeAssigned(hash, (row) => {
        if (!row) throw new Error("This assignment isn’t on this device any more.");
        const sittings = row.sittings.map((sitting) =>
          sitting.attemptId === attemptId && sitting.sealed === undefined ? withTime(sitting, time) : sitting,
        );
        return { ...row, sittings };
      });
    });
  };

  return {
    look: (page) => {
      if (!record) return;
      const before = record.last;
      record = withLook(record, { at: now(), steady: steady(), ...page });
      const isChanged = before?.isHidden !== page.isHidden || before.isOffline !== page.isOffline;
      if (isChanged || steady() - savedAt >= writeEvery) void save();
    },
    elapsed: () => record?.time.elapsed ?? 0,
    save,
  };
}
