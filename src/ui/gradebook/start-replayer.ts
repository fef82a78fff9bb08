import { loadWalkthrough } from "../../content/course.ts";
import { createReplayer, type Replayer } from "../../store/gradebook-replays.ts";

/** Milliseconds that the commands of one walkthrough may take. */
const replayLimit = 60_000;

/** Creates what repeats walkthroughs in the simulator, which is loaded with the first one. */
export const startReplayer = (): Replayer =>
  createReplayer({
    startSandbox: async () => (await import("../../sandbox/client.ts")).createSandboxClient(),
    templateOf: async (walkthrough) => (await loadWalkthrough(walkthrough))?.start,
    limit: replayLimit,
  });
