import type { StateCreator } from "zustand";
import type { Services } from "./services.ts";
import type { ReadingSlice, State } from "./state.ts";

/** Creates the slice that stores what a reader does in a section, with the time it is done. */
export const createReadingSlice =
  ({ now, newId }: Services): StateCreator<State, [], [], ReadingSlice> =>
  (_set, get) => ({
    saveReadingPlace: (place) => get().keep((progress) => progress.saveReadingPosition({ ...place, at: now() })),
    setSectionDone: (sectionId, done) => get().keep((progress) => progress.markSection(sectionId, done ? now() : null)),
    gradeReveal: (itemId, mark) => get().keep((progress) => progress.saveReveal({ itemId, mark, at: now() })),
    newMark: (passage) => {
      const at = now();
      return { ...passage, id: newId(), note: "", createdAt: at, changedAt: at };
    },
    saveMark: (mark) => get().keep((progress) => progress.saveMark({ ...mark, changedAt: now() })),
    deleteMark: (id) => get().keep((progress) => progress.deleteMark(id)),
  });
