import { readWorldFile } from "../simulator/world/world-file.ts";
import type { HandlersOf } from "./handlers.ts";
import type { OpenedWorld } from "./protocol.ts";
import { repeatSteps } from "./rehearse.ts";
import { SandboxError } from "./sandbox-error.ts";
import type { SandboxParts } from "./sandbox-parts.ts";
import { readShare, worldDigest } from "./share.ts";
import type { WorldCreator } from "./world-creator.ts";
import { openedWorld, type WorldOpener } from "./world-opener.ts";

/** Says why a link may not lead to exactly what its sender saw. */
const differenceNotes = {
  1: "This link was made by an earlier version of Drydock. Its commands ran again, but links of that version don't hold time that was skipped, and the simulator has changed since, so details may differ from the original.",
  2: "The simulator has changed since this link was made. Its steps ran again, but details may differ from the original.",
} as const;

interface ImportServices {
  opener: WorldOpener;
  creator: WorldCreator;
  remove: HandlersOf<"remove">["remove"];
}

/** Opens environments that come from a file or a shared link. */
export function importHandlers(
  { hash, emit }: SandboxParts,
  { opener, creator, remove }: ImportServices,
): HandlersOf<"importWorld" | "openShared"> {
  return {
    importWorld: ({ name, text }) => {
      const read = readWorldFile(hash, text);
      if (!read.ok) throw new SandboxError("BadFile", [read.refusal.message, read.refusal.next].join(" ").trim());
      const { world, blobs } = read.value;
      const profile = world.get("settings")?.profile ?? "chapter";
      return opener.openNew(world, blobs, { name, template: "imported", profile });
    },
    openShared: async ({ payload, profile }) => {
      const openEmpty = async (why: string): Promise<OpenedWorld> => ({
        ...(await creator.create({ template: "empty", profile })),
        note: `${why} An empty environment was opened instead.`,
      });
      const read = readShare(payload);
      if (!read.ok) return openEmpty(read.refusal.message);
      const { value: shared } = read;
      const { template, seed, name, digest, version } = shared;
      await creator.create({ template, profile: shared.profile, name, seed });
      const open = opener.current;
      const of = shared.steps.length;
      try {
        await repeatSteps(open, shared, (done) => emit({ kind: "progress", subject: "link", done, of }));
      } catch (error) {
        await remove({ id: open.entry.id });
        const reason = error instanceof Error ? error.message : String(error);
        return openEmpty(`The steps of the link can't be repeated: ${reason}`);
      }
      const same = worldDigest(hash, open.simulator.world, { time: version > 1 }) === digest;
      return { ...openedWorld(open), ...(!same && { note: differenceNotes[version] }) };
    },
  };
}
