import type { StateCreator } from "zustand";
import type { Services } from "./services.ts";
import type { ReviewSlice, State } from "./state.ts";

/** Creates the slice that stores what a learner decides about reviews, with the time of the decision. */
export const createReviewSlice =
  ({ now }: Services): StateCreator<State, [], [], ReviewSlice> =>
  (_set, get) => ({
    saveStudy: (decision) => get().keep((progress) => progress.saveStudy({ ...decision, changedAt: now() })),
    markCards: (cardIds, isSuspended) =>
      get().keep(async (progress) => {
        for (const cardId of cardIds) await progress.markCard({ cardId, isSuspended, changedAt: now() });
      }),
  });
