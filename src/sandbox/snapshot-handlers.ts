import type { RowChanges } from "../simulator/world/row-changes.ts";
import { World } from "../simulator/world/world.ts";
import { compareWorlds } from "./compare-view.ts";
import { nameLimit, type HandlersOf } from "./handlers.ts";
import type { OpenWorld } from "./open-world.ts";
import type { Snapshot } from "./protocol.ts";
import { requireKnown, SandboxError } from "./sandbox-error.ts";
import type { WorldParts } from "./world-parts.ts";

/** Version of a stored snapshot: its rows as `World.entries` gives them. */
const snapshotVersion = 1;

interface SnapshotParts extends Pick<WorldParts, "storage" | "now"> {
  newId(): string;
}

/** Answers what is asked about snapshots of the open world. */
export function snapshotHandlers(
  services: SnapshotParts,
  current: () => OpenWorld,
): HandlersOf<"snapshot" | "snapshots" | "returnTo" | "compare" | "removeSnapshot"> {
  const storedSnapshots = async (): Promise<{ snapshot: Snapshot; rows: RowChanges }[]> => {
    const stored = await services.storage.snapshots(current().entry.id);
    return stored.map(({ snapshot, rows }) => ({ snapshot: snapshot as Snapshot, rows }));
  };

  const storedSnapshot = async (id: string): Promise<{ snapshot: Snapshot; rows: RowChanges }> => {
    const found = (await storedSnapshots()).find(({ snapshot }) => snapshot.id === id);
    if (!found) throw new SandboxError("NoSnapshot", "That snapshot was deleted.");
    requireKnown(found.snapshot.version, snapshotVersion, `The snapshot ${found.snapshot.name}`);
    return found;
  };

  const moment = async (id: string): Promise<World> => {
    return id === "now" ? current().simulator.world : World.of((await storedSnapshot(id)).rows);
  };

  return {
    snapshot: async ({ name }) => {
      const { entry, simulator, rows } = current();
      const snapshot: Snapshot = {
        id: services.newId(),
        name: name.trim().slice(0, nameLimit) || "Snapshot",
        at: simulator.now,
        takenAt: services.now(),
        version: snapshotVersion,
      };
      await services.storage.saveSnapshot(entry.id, { id: snapshot.id, snapshot, rows });
      return snapshot;
    },
    snapshots: async () => (await storedSnapshots()).map(({ snapshot }) => snapshot),
    returnTo: async ({ id }) => {
      const found = await storedSnapshot(id);
      return current().returnTo(found.snapshot.name, found.rows);
    },
    compare: async ({ from, to }) => compareWorlds(await moment(from), await moment(to)),
    removeSnapshot: async ({ id }) => {
      await services.storage.removeSnapshot(current().entry.id, id);
      return null;
    },
  };
}
