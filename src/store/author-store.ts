import { errorText } from "../assessment/error-text.ts";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { AssignmentDraft, DraftPart } from "../assignment/assignment-draft.ts";
import type { AssignmentRow } from "../progress/assignment-rows.ts";
import type { State } from "./state.ts";

/** An assignment in the editor. Every change is stored on the device at once. */
export interface AuthorState {
  phase: "loading" | "missing" | "ready";
  /** Undefined until it was read, and when there is none of this id. */
  row: AssignmentRow | undefined;
  /** What was removed last, until the parts are changed again. */
  removed: { name: string; parts: DraftPart[] } | undefined;
  isSaving: boolean;
  /** Why the last read or write failed; empty when all is well. */
  problem: string;
  open(): Promise<void>;
  change(fields: Partial<AssignmentDraft>): void;
  /** Changes the parts after something was removed, which can be undone. */
  remove(name: string, parts: DraftPart[]): void;
  undo(): void;
  /** Shows what was issued. */
  show(row: AssignmentRow): void;
}

/** Creates the store of the editor for one assignment. */
export function createAuthorStore(app: StoreApi<State>, id: string): StoreApi<AuthorState> {
  const { openProgress, now } = app.getState();
  return createStore<AuthorState>()((set, get) => {
    /** The writing under way; the next one begins after it with what is newest then. */
    let writing: Promise<void> | undefined;
    let isStale = false;
    const write = async () => {
      try {
        const classes = await (await openProgress()).classes();
        while (isStale) {
          isStale = false;
          const { row } = get();
          if (row && !(await classes.changeDraft(row))) {
            const stored = await classes.assignment(id);
            set({ row: stored, phase: stored ? "ready" : "missing" });
          }
        }
        set({ problem: "" });
      } catch (error) {
        set({ problem: errorText(error) });
      }
      writing = undefined;
      set({ isSaving: false });
    };
    const keep = (draft: AssignmentDraft) => {
      const { row } = get();
      if (!row || row.issued) return;
      set({ row: { ...row, draft, changedAt: now() }, isSaving: true });
      isStale = true;
      writing ??= write();
    };

    return {
      phase: "loading",
      row: undefined,
      removed: undefined,
      isSaving: false,
      problem: "",
      open: async () => {
        try {
          const row = await (await (await openProgress()).classes()).assignment(id);
          // What is being written here is newer than what another tab stored.
          const isOlder = (get().row?.changedAt ?? 0) > (row?.changedAt ?? Infinity);
          if (!get().isSaving && !isOlder) set({ row, phase: row ? "ready" : "missing", problem: "" });
        } catch (error) {
          set({ problem: errorText(error) });
        }
      },
      change: (fields) => {
        const { row } = get();
        if (!row) return;
        if (fields.parts) set({ removed: undefined });
        keep({ ...row.draft, ...fields });
      },
      remove: (name, parts) => {
        const { row } = get();
        if (!row) return;
        set({ removed: { name, parts: row.draft.parts } });
        keep({ ...row.draft, parts });
      },
      undo: () => {
        const { row, removed } = get();
        if (!row || !removed) return;
        set({ removed: undefined });
        keep({ ...row.draft, parts: removed.parts });
      },
      show: (row) => set({ row, phase: "ready" }),
    };
  });
}
