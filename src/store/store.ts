import { create, type StoreApi, type UseBoundStore } from "zustand";
import type { Progress } from "../progress/progress.ts";
import { createDeviceSlice, type DeviceSlice } from "./device-slice.ts";
import { createSettingsSlice, type SettingsSlice } from "./settings-slice.ts";
import { createProgressSlice, type ProgressSlice } from "./progress-slice.ts";

/** What the store needs from outside; the composition root passes the real ones, tests their own. */
export interface Services {
  /** Opens storage on first use, so that Dexie stays out of the first screen. */
  progress(): Promise<Progress>;
  now(): number;
  newId(): string;
  /** The synchronous mirror of the settings that must be known before paint. */
  mirror: { read(): string | null; write(text: string): void };
}

/** Time and ids for whatever is stored, as injected. */
type Sources = Pick<Services, "now" | "newId">;

export type State = SettingsSlice & ProgressSlice & DeviceSlice & Sources;

export const createStore = (services: Services): UseBoundStore<StoreApi<State>> =>
  create<State>()((...slice) => ({
    now: services.now,
    newId: services.newId,
    ...createSettingsSlice(services)(...slice),
    ...createProgressSlice(services)(...slice),
    ...createDeviceSlice(...slice),
  }));
