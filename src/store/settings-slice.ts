import type { StateCreator } from "zustand";
import type { Settings } from "../progress/progress.ts";
import type { Services, State } from "./store.ts";

export interface SettingsSlice {
  settings: Settings;
  /** Changes settings at once on screen, in the mirror and on the device. */
  changeSettings(change: Partial<Settings>): void;
  /** How many changes were made here; tells a stale reading from a current one. */
  settingsEdition: number;
  /** Takes what the device holds (another tab, a restored backup), unless something changed here since `edition`. */
  takeSettings(stored: Settings, edition: number): void;
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
  ({ mirror }: Services): StateCreator<State, [], [], SettingsSlice> =>
  (set, get) => {
    let unsaved = 0;
    const show = (settings: Settings) => {
      set({ settings });
      mirror.write(JSON.stringify(settings));
    };
    return {
      settings: defaultSettings,
      settingsEdition: 0,
      changeSettings: (change) => {
        const settings = { ...get().settings, ...change };
        unsaved += 1;
        set(({ settingsEdition }) => ({ settingsEdition: settingsEdition + 1 }));
        show(settings);
        void get()
          .keep((opened) => opened.saveSettings(settings))
          .finally(() => (unsaved -= 1));
      },
      takeSettings: (stored, edition) => {
        const { settings, settingsEdition } = get();
        if (unsaved > 0 || edition !== settingsEdition) return;
        const taken = { ...settings, ...stored };
        if (JSON.stringify(taken) !== JSON.stringify(settings)) show(taken);
      },
    };
  };
