import { now } from "../simulator/world/clock.ts";
import { exportWorld } from "../simulator/world/world-file.ts";
import type { World } from "../simulator/world/world.ts";
import type { HandlersOf } from "./handlers.ts";
import type { OpenWorld } from "./open-world.ts";
import type { SimulatorInPage } from "./page-simulator.ts";
import { findTemplate, type TemplateParts } from "./find-template.ts";
import type { Requests } from "./protocol.ts";
import { rehearse } from "./rehearse.ts";
import { worldFrom } from "./world-from.ts";
import { worldDigest, writeShare } from "./share.ts";
import type { WorldParts } from "./world-parts.ts";

interface ExportParts extends WorldParts, TemplateParts {}

/** Answers what takes the open world elsewhere: as a file, or as a link that repeats its steps. */
export function exportHandlers(services: ExportParts, current: () => OpenWorld): HandlersOf<"exportWorld" | "share"> {
  return {
    exportWorld: async () => {
      const { entry, simulator, unsavedBlobs } = current();
      await current().settled();
      const stored = await services.storage.load(entry.id);
      const blobs = new Map([...(stored?.blobs ?? []), ...unsavedBlobs]);
      const text = exportWorld(services.hash, simulator.world, blobs);
      return { name: `${entry.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}.drydock-world.json`, text };
    },
    share: () => shareOf(services, current()),
  };
}

const otherwise = "Export it as a file instead.";

/** Makes a link and opens it in memory, so that a link is only given out when it leads to the same environment. */
async function shareOf(services: ExportParts, open: OpenWorld): Promise<Requests["share"]["answer"]> {
  const { entry, simulator, status } = open;
  const template = await findTemplate(services, entry.template);
  if (!template) {
    return { refused: `This environment was opened from a file, so there are no steps to put in a link. ${otherwise}` };
  }
  const commands = await open.transcript.all();
  const secret = commands.find(({ block }) => block.askedSecret && !block.undone)?.block;
  if (secret) {
    return { refused: `\`${secret.line}\` asked for a password, and links don't carry passwords. ${otherwise}` };
  }
  const way = await open.way();
  const { profile, seed } = way.start.get("settings") ?? { profile: entry.profile, seed: 1 };
  const steps = [...way.steps];
  // Environments of earlier versions may have waited before their first step.
  const made = await worldFrom(services, template, { profile, seed });
  const waited = now(way.start) - made.simulator.now;
  if (waited > 0) {
    for (const [at, step] of steps.entries()) if ("back" in step) steps[at] = { ...step, back: step.back + 1 };
    steps.unshift({ wait: waited });
  }
  const { name } = entry;
  const shared = { name, template: template.id, profile, seed, place: status.place, steps };
  const written = writeShare({ ...shared, digest: worldDigest(services.hash, simulator.world) });
  if ("refused" in written) return written;
  const rehearsed = await rehearse(services, template, shared);
  const same =
    worldDigest(services.hash, rehearsed.simulator.world) === worldDigest(services.hash, simulator.world) &&
    hasSameBytes(simulator.world, open.blobs, rehearsed.blobs);
  if (same) return written;
  return {
    refused: `Drydock repeated the steps to check the link, and they led to a different result. That happens when an earlier version of the simulator ran some of them, or when content of undone commands is still in use. ${otherwise}`,
  };
}

/**
 * Returns whether the blobs that the rows of a world refer to are in a second store as well. A digest in the text of a file
 * refers to nothing: Docker's list of images names manifests whose bytes only an undone push stored.
 */
function hasSameBytes(world: World, first: SimulatorInPage["blobs"], second: SimulatorInPage["blobs"]): boolean {
  const rows = [...world.entries()].filter(([, row]) => (row as { kind?: unknown }).kind !== "text");
  const digests = JSON.stringify(rows).match(/sha256:[0-9a-f]{64}/g) ?? [];
  return [...new Set(digests)].every((digest) => first.size(digest) === second.size(digest));
}
