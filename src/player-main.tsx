import { createRoot, type Root } from "react-dom/client";
import { readCmi5Launch } from "./assignment/xapi/cmi5-launch.ts";
import { browserSurroundings } from "./player/browser-surroundings.ts";
import { mountPlayer, mountProblem } from "./player/mount-player.tsx";
import { openCmi5Player } from "./player/open-cmi5-player.ts";
import { loadContent, openScormPlayer } from "./player/open-player.ts";
import { defaultSettings } from "./store/settings-slice.ts";
import { applySettings } from "./ui/shared/apply-settings.ts";
import "./ui/shared/shell.css";
import "./ui/shared/item/sheet.css";
import "./ui/exam/exam.css";
import "./player/player.css";

/** Loads the module with the questions, which the package has beside this page. */
async function loadText(path: string): Promise<string> {
  const module: unknown = await import(/* @vite-ignore */ new URL(path, document.baseURI).href);
  const text = typeof module === "object" && module !== null && "default" in module ? module.default : undefined;
  if (typeof text !== "string") throw new TypeError("not a file of questions");
  return text;
}

const now = () => Date.now();

async function startScorm(root: Root, scorm: "1.2" | "2004", questions: string): Promise<void> {
  const utcOffsetMinutes = -new Date().getTimezoneOffset();
  const opened = await openScormPlayer(window, { scorm, questions }, { utcOffsetMinutes, loadText });
  if (opened.ok) mountPlayer(root, opened.value, now);
  else mountProblem(root, opened.error.message);
}

async function startCmi5(root: Root, site: string, questions: string): Promise<void> {
  const launch = readCmi5Launch(window.location.search);
  if (!launch.ok) {
    const content = await loadContent(questions, loadText);
    if (content.ok) mountPlayer(root, { content: content.value, problems: [launch.error.message] }, now);
    else mountProblem(root, content.error.message);
    return;
  }
  const opened = await openCmi5Player(launch.value, browserSurroundings(site), () => loadContent(questions, loadText));
  if (opened.ok) return mountPlayer(root, opened.value, now);
  const { code, message } = opened.error;
  mountProblem(root, message, code === "unreachable" ? () => void startCmi5(root, site, questions) : undefined);
}

async function start(root: Root): Promise<void> {
  // The page has the LMS's address, so it leaves the LMS's storage alone: no settings, and no database.
  applySettings(defaultSettings);
  const { lms, site = "", questions = "" } = document.documentElement.dataset;
  if (lms === "cmi5") await startCmi5(root, site, questions);
  else await startScorm(root, lms === "2004" ? "2004" : "1.2", questions);
}

const container = document.getElementById("root");
if (container) void start(createRoot(container));
