import type { StateCreator } from "zustand";
import type { SettingsSlice } from "./state.ts";
import type { SavedSettings } from "../progress/rows.ts";
import type { Services } from "./services.ts";
import type { State } from "./state.ts";

export const defaultSettings: SavedSettings = {
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
  changedAt: 0,
};

/** Settings as the mirror holds them; anything unreadable counts as the default. */
export function readMirror(text: string | null): SavedSettings {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? { ...defaultSettings, ...value } : defaultSettings;
  } catch {
    return defaultSettings;
  }
}

export const createSettingsSlice =
  ({ mirror, now }: Services): StateCreator<State, [], [], SettingsSlice> =>
  (set, get) => {
    let settled = false;
    const show = (settings: SavedSettings) => {
      set({ settings });
      mirror.write(JSON.stringify(settings));
    };
    const save = (settings: SavedSettings) => void get().keep((opened) => opened.saveSettings(settings));
    return {
      settings: defaultSettings,
      changeSettings: (change) => {
        const { settings } = get();
        // Later than the last change even if the clock was set back, so that the newest wins.
        const changedAt = Math.max(now(), settings.changedAt + 1);
        const changed = { ...settings, ...change, changedAt };
        show(changed);
        save(changed);
      },
      settleSettings: (stored) => {
        const { settings } = get();
        const storedAt = stored?.changedAt ?? 0;
        if (stored && storedAt > settings.changedAt) show({ ...settings, ...stored });
        // Only at first: later, less on the device means that it was erased.
        else if (!settled && storedAt < settings.changedAt) save(settings);
        settled = true;
      },
    };
  };
