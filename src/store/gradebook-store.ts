import { createStore, type StoreApi } from "zustand/vanilla";
import { gradebookDecisions } from "./gradebook-decisions.ts";
import { gradebookOpening } from "./gradebook-opening.ts";
import { gradebookReceiving } from "./gradebook-receiving.ts";
import { gradebookReplaying } from "./gradebook-replaying.ts";
import type { GradebookParts, GradebookState, IssuedRow } from "./gradebook-state.ts";
import { gradebookWork } from "./gradebook-work.ts";
import type { State } from "./state.ts";

/** Creates the store of the gradebook of an issued assignment. */
export function createGradebookStore(
  app: StoreApi<State>,
  row: IssuedRow,
  parts: GradebookParts,
): StoreApi<GradebookState> {
  return createStore<GradebookState>()((set, get) => {
    const work = gradebookWork(app, row, parts, { set, get });
    const { hash, steps, fail } = work;
    const replayAll = gradebookReplaying(work);
    return {
      row,
      loading: { done: 0, total: 0 },
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

      ...gradebookOpening(work, replayAll),
      ...gradebookReceiving(work, replayAll),
      ...gradebookDecisions(work),
      undo: async () => {
        const step = steps.pop();
        if (!step) return;
        try {
          await step.undo();
          set({ notice: { text: `Undone: ${step.text}`, undo: undefined } });
        } catch (error) {
          fail(error);
        }
      },
      dismiss: () => set({ notice: null }),
    };
  });
}
