import type { Simulator } from "../../src/simulator/simulator.ts";
import { enqueue } from "../../src/simulator/world/clock.ts";
import type { Replication } from "../../src/simulator/world/registry-tables.ts";
import { ok } from "../../src/simulator/world/result.ts";

/** Returns the row of a replica that is ready, created at `at`. */
export const replicaRow = (location: string, at: number, changes: Partial<Replication> = {}): Replication => ({
  name: location,
  location,
  tags: {},
  createdAt: at,
  regionEndpointEnabled: true,
  zoneRedundancy: false,
  provisioningState: "Succeeded",
  status: { displayStatus: "Ready", message: "", timestamp: at },
  ...changes,
});

/** Puts a replica in the world, past the management plane, which nothing is copied to. */
export function putReplica(
  simulator: Simulator,
  registry: string,
  location: string,
  changes: Partial<Replication> = {},
): void {
  simulator.transact((draft) =>
    ok(draft.put("replication", [registry, location], replicaRow(location, simulator.now, changes))),
  );
}

/** Puts a replica in the world, past the management plane, ready to be filled. */
export function addReplica(simulator: Simulator, registry: string, region: string): void {
  simulator.transact((draft) => {
    draft.put("replication", [registry, region], replicaRow(region, simulator.now));
    enqueue(draft, "replication.created", { registry, region });
    return ok(true);
  });
}

export function removeReplica(simulator: Simulator, registry: string, region: string): void {
  simulator.transact((draft) => {
    draft.remove("replication", registry, region);
    enqueue(draft, "replication.deleted", { registry, region });
    return ok(true);
  });
}
