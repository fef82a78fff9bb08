import { createStore, type StoreApi } from "zustand/vanilla";
import { gradebookDecisions } from "./gradebook-decisions.ts";
import { gradebookOpening } from "./gradebook-opening.ts";
import { gradebookReceiving } from "./gradebook-receiving.ts";
import { gradebookReplaying } from "./gradebook-replaying.ts";
import type { GradebookParts, GradebookState, IssuedRow } from "./gradebook-state.ts";
import { gradebookSteps } from "./gradebook-steps.ts";
import { gradebookWork } from "./gradebook-work.ts";
import { createQueue } from "./in-turn.ts";
import type { State } from "./state.ts";

/** Creates the store of the gradebook of an issued assignment. */
export function createGradebookStore(
  app: StoreApi<State>,
  row: IssuedRow,
  { session, replayer, loadBodies }: GradebookParts,
): StoreApi<GradebookState> {
  return createStore<GradebookState>()((set, get) => {
    const { hash, assignment } = row.issued;
    const { now } = app.getState();
    let isClosed = false;
    const work = gradebookWork(app, row, session, { set, get });
    const steps = gradebookSteps(createQueue(), set);
    const replayAll = gradebookReplaying(work, steps, { assignment, replayer, isClosed: () => isClosed, set, get });
    const { open, stop } = gradebookOpening(work, steps, {
      assigned: row.issued,
      session,
      loadBodies,
      gradesWalkthroughs: replayer !== undefined,
      onStoredChange: (listener) => {
        let changes = app.getState().storedChanges;
        return app.subscribe((state) => {
          if (state.storedChanges === changes) return;
          changes = state.storedChanges;
          if (!isClosed) listener();
        });
      },
      replayAll,
      set,
      get,
    });
    return {
      row,
      loading: { done: 0, total: 0 },
      isReady: false,
      gradebook: { hash, decisions: {}, changedAt: 0 },
      submissions: new Map(),
      grades: new Map(),
      signals: new Map(),
      bodies: new Map(),
      scale: { maximum: 100, fixed: false },
      roster: undefined,
      people: undefined,
      rows: [],
      replays: new Map(),
      replaying: null,
      keys: [],
      reading: null,
      verdicts: [],
      notice: null,
      problem: "",

      open,
      ...gradebookReceiving(work, steps, { hash, session, now, replayAll, set, get }),
      ...gradebookDecisions(work, steps, now),
      undo: steps.undo,
      dismiss: () => set({ notice: null }),
      report: steps.fail,
      close: () => {
        isClosed = true;
        stop();
        session.end();
        replayer?.end();
      },
    };
  });
}
