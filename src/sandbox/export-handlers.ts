import { exportWorld } from "../simulator/world/world-file.ts";
import type { HandlersOf } from "./handlers.ts";
import type { OpenWorld } from "./open-world.ts";
import { writeShare } from "./share.ts";
import type { WorldParts } from "./world-parts.ts";

/** Answers what takes the open world elsewhere: as a file, and as a link of its commands. */
export function exportHandlers(
  parts: Pick<WorldParts, "storage" | "hash">,
  current: () => OpenWorld,
): HandlersOf<"exportWorld" | "share"> {
  return {
    exportWorld: async () => {
      const { entry, simulator, unsavedBlobs } = current();
      await current().settled();
      const stored = await parts.storage.load(entry.id);
      const blobs = new Map([...(stored?.blobs ?? []), ...unsavedBlobs]);
      const text = exportWorld(parts.hash, simulator.world, blobs);
      return { name: `${entry.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.drydock-world.json`, text };
    },
    share: () => {
      const { entry, transcript } = current();
      const { doneByHand } = current();
      if (doneByHand !== undefined) {
        return {
          refused: `Something was done in this world without a command (${doneByHand}), so a link of commands cannot make it. Export it as a file instead.`,
        };
      }
      const seed = current().simulator.world.get("settings")?.seed ?? 1;
      return writeShare(parts.hash, current().simulator.world, entry, transcript, seed);
    },
  };
}
