import type { StateCreator } from "zustand";
import type { DeviceSlice } from "./state.ts";
import type { State } from "./state.ts";

export const createDeviceSlice: StateCreator<State, [], [], DeviceSlice> = () => ({
  durable: null,
  offlineReady: null,
});
