import type { StateCreator } from "zustand";
import type { State } from "./store.ts";

/** What the page knows of the device it runs on; null until known. */
export interface DeviceSlice {
  /** False when storage is blocked and everything ends with the tab. */
  durable: boolean | null;
  /** Whether the whole app is kept for opening without a network. */
  offlineReady: boolean | null;
}

export const createDeviceSlice: StateCreator<State, [], [], DeviceSlice> = () => ({
  durable: null,
  offlineReady: null,
});
