import type { Settings } from "../../progress/rows.ts";

/** Puts settings on the document, where the style sheet reads them. The same names as in public/boot.js. */
export function applySettings(settings: Settings): void {
  const { dataset } = document.documentElement;
  const dark =
    settings.theme === "dark" ||
    (settings.theme === "system" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  dataset["theme"] = dark ? "dark" : "light";
  dataset["profile"] = settings.profile;
  dataset["rules"] = settings.profileChosen ? "chosen" : "open";
  dataset["text"] = settings.textSize;
  dataset["density"] = settings.density;
  dataset["contrast"] = settings.contrast;
  dataset["motion"] = settings.motion;
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", dark ? "#0f141a" : "#ffffff");
}
