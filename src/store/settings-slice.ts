import type { StateCreator } from "zustand";
import type { Settings } from "../progress/progress.ts";
import type { Services } from "./store.ts";

export interface SettingsSlice {
  settings: Settings;
  /** Changes settings at once on screen, in the mirror and on the device. */
  changeSettings(change: Partial<Settings>): void;
}

export const defaultSettings: Settings = {
  profile: "chapter",
  profileChosen: false,
  theme: "system",
  contrast: "normal",
  textSize: "medium",
  density: "comfortable",
  motion: "system",
  singleKeys: true,
  examDate: "",
  dismissed: [],
};

/** Settings as the mirror holds them; anything unreadable counts as the default. */
export function readMirror(text: string | null): Settings {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? { ...defaultSettings, ...value } : defaultSettings;
  } catch {
    return defaultSettings;
  }
}

export const createSettingsSlice =
  ({ progress, mirror }: Services): StateCreator<SettingsSlice> =>
  (set, get) => ({
    settings: defaultSettings,
    changeSettings: (change) => {
      const settings = { ...get().settings, ...change };
      set({ settings });
      mirror.write(JSON.stringify(settings));
      void progress().then((opened) => opened.saveSettings(settings));
    },
  });
