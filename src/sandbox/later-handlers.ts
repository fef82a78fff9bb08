import { exportHandlers } from "./export-handlers.ts";
import type { HandlersOf } from "./handlers.ts";
import { gradeLesson } from "./lesson/grade-lesson.ts";
import { importHandlers } from "./import-handlers.ts";
import type { OpenWorld } from "./open-world.ts";
import { panelHandlers } from "./panel-handlers.ts";
import type { RequestName } from "./protocol.ts";
import type { SandboxParts } from "./sandbox-parts.ts";
import { snapshotHandlers } from "./snapshot-handlers.ts";
import { viewHandlers } from "./view-handlers.ts";
import type { WorldCreator } from "./world-creator.ts";
import type { WorldOpener } from "./world-opener.ts";
import { setFault, setProfile } from "./world-settings.ts";

interface LaterServices {
  opener: WorldOpener;
  creator: WorldCreator;
  remove: HandlersOf<"remove">["remove"];
}

/** Answers what no command waits for: views, panels, snapshots, files and links. */
export function laterHandlers(services: SandboxParts, { opener, creator, remove }: LaterServices) {
  const current = (): OpenWorld => opener.current;
  return {
    ...importHandlers(services, { opener, creator, remove }),
    ...exportHandlers(services, current),
    ...viewHandlers(current),
    ...snapshotHandlers(services, current),
    ...panelHandlers(current),
    gradeLesson: (ask) => gradeLesson(services, ask),
    fault: (ask) => setFault(current(), ask),
    profile: ({ profile }) => setProfile(current(), profile),
  } satisfies Partial<HandlersOf<RequestName>>;
}
