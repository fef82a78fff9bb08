import type { StateCreator } from "zustand";
import { bodyFor } from "../assessment/body-for.ts";
import type { Profile } from "../assessment/item.ts";
import { loadItems } from "../content/course.ts";
import type { Services } from "./services.ts";
import type { ReadingSlice, State } from "./state.ts";

/** Finds the body of a reveal card; undefined for one that the bank doesn't have, or when the bank doesn't load. */
const bodyOf = async (itemId: string, profile: Profile) => {
  const item = (await loadItems().catch(() => [])).find(({ id }) => id === itemId);
  return item && bodyFor(item, profile);
};

/** Creates the slice that stores what a reader does in a section, with the time it is done. */
export const createReadingSlice =
  ({ now, newId }: Services): StateCreator<State, [], [], ReadingSlice> =>
  (_set, get) => ({
    saveReadingPlace: (place) => get().keep((progress) => progress.saveReadingPosition({ ...place, at: now() })),
    setSectionDone: (sectionId, done) => get().keep((progress) => progress.markSection(sectionId, done ? now() : null)),
    gradeReveal: async (itemId, mark) => {
      const at = now();
      const body = await bodyOf(itemId, get().settings.profile);
      const { revealEntryOf } = await import("../assessment/log-entry.ts");
      const entries = body ? [revealEntryOf(body, mark, at)] : [];
      return get().keep((progress) => progress.saveReveal({ itemId, mark, at }, entries));
    },
    newMark: (passage) => {
      const at = now();
      return { ...passage, id: newId(), note: "", createdAt: at, changedAt: at };
    },
    saveMark: (mark) => get().keep((progress) => progress.saveMark({ ...mark, changedAt: now() })),
    deleteMark: (id) => get().keep((progress) => progress.deleteMark(id)),
  });
