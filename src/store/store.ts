import { create, type StoreApi, type UseBoundStore } from "zustand";
import { createDeviceSlice } from "./device-slice.ts";
import { createLearningSlice } from "./learning-slice.ts";
import { createProgressSlice } from "./progress-slice.ts";
import { createReadingSlice } from "./reading-slice.ts";
import { createReviewSlice } from "./review-slice.ts";
import type { Services } from "./services.ts";
import { createSettingsSlice } from "./settings-slice.ts";
import type { State } from "./state.ts";

/** Creates the store of the app from its slices. */
export const createStore = (services: Services): UseBoundStore<StoreApi<State>> =>
  create<State>()((...slice) => ({
    now: services.now,
    steady: services.steady,
    newId: services.newId,
    ...createSettingsSlice(services)(...slice),
    ...createProgressSlice(services)(...slice),
    ...createLearningSlice(services)(...slice),
    ...createReadingSlice(services)(...slice),
    ...createReviewSlice(services)(...slice),
    ...createDeviceSlice(...slice),
  }));
