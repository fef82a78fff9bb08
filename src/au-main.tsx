import { createRoot, type Root } from "react-dom/client";
import { bodyKey } from "./assignment/item-bodies.ts";
import { reject, succeed, type Outcome } from "./assignment/outcome.ts";
import { packageable, type PlayerContent } from "./assignment/scorm/player-text.ts";
import type { Cmi5Session } from "./assignment/xapi/cmi5.ts";
import { readCmi5Launch } from "./assignment/xapi/cmi5-launch.ts";
import { readLaunchParameters } from "./assignment/xapi/launch-parameters.ts";
import { browserSurroundings } from "./player/browser-surroundings.ts";
import { mountPlayer, mountProblem, mountWithoutCourse } from "./player/mount-player.tsx";
import { openCmi5Player } from "./player/open-cmi5-player.ts";
import { loadBodies } from "./store/gradebook-bodies.ts";
import { defaultSettings } from "./store/settings-slice.ts";
import { applySettings } from "./ui/shared/apply-settings.ts";
import "./ui/shared/shell.css";
import "./ui/shared/item/sheet.css";
import "./ui/exam/exam.css";
import "./player/player.css";

/** Returns the questions of the assignment that the LMS passed on. */
async function contentOf({ launchParameters }: Cmi5Session): Promise<Outcome<PlayerContent>> {
  const assignment = readLaunchParameters(launchParameters);
  if (!assignment.ok) return assignment;
  const bodies = await loadBodies(assignment.value);
  const { content } = packageable(assignment.value, (item) => bodies.get(bodyKey(item)));
  if (content.items.length > 0) return succeed(content);
  return reject("empty", "This version of Drydock has none of the questions. Ask your instructor for a new course.");
}

/** Opens the assignment of a cmi5 course that stays on this site, and sends the answers to the LMS that launched it. */
async function start(root: Root): Promise<void> {
  const launch = readCmi5Launch(window.location.search);
  const { site } = document.documentElement.dataset;
  const address = new URL(site ?? "", document.baseURI).href;
  if (!launch.ok) {
    const { code, message } = launch.error;
    return code === "not-launched" ? mountWithoutCourse(root, address) : mountProblem(root, message);
  }
  const opened = await openCmi5Player(launch.value, browserSurroundings(address), contentOf);
  if (opened.ok) return mountPlayer(root, opened.value, () => Date.now());
  const { code, message } = opened.error;
  mountProblem(root, message, code === "unreachable" ? () => void start(root) : undefined);
}

applySettings(defaultSettings);
const container = document.getElementById("root");
if (container) void start(createRoot(container));
