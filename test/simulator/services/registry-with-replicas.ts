import type { Simulator } from "../../../src/simulator/simulator.ts";
import { enqueue } from "../../../src/simulator/world/clock.ts";
import { ok } from "../../../src/simulator/world/result.ts";

/** Puts a replica in the world, past the management plane, ready to be filled. */
export function addReplica(simulator: Simulator, registry: string, region: string): void {
  simulator.transact((draft) => {
    draft.put("replication", [registry, region], {
      name: region,
      location: region,
      tags: {},
      createdAt: simulator.now,
      regionEndpointEnabled: true,
      zoneRedundancy: false,
      provisioningState: "Succeeded",
      status: { displayStatus: "Ready", message: "", timestamp: simulator.now },
    });
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
