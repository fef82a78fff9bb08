import { nodeHash } from "../../../src/node/node-hash.ts";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import type { Cloud } from "../../../src/simulator/registry/cloud.ts";
import type { ContentSite } from "../../../src/simulator/registry/content-change.ts";
import { enqueue } from "../../../src/simulator/world/clock.ts";
import { MemoryBlobStore } from "../../../src/simulator/world/memory-blob-store.ts";
import { ok } from "../../../src/simulator/world/result.ts";

/** What the functions that change contents need of a simulator, with a blob store of its own. */
export const cloudOf = (simulator: Simulator): Cloud => ({
  world: () => simulator.world,
  transact: (change) => simulator.transact(change),
  rules: () => simulator.rules(),
  blobs: new MemoryBlobStore(nodeHash),
  hash: nodeHash,
  trace: (response) => response,
});

/** Somebody who changes contents through the endpoint of a region. */
export const siteIn = (registry: string, region: string): ContentSite => ({
  registry,
  region,
  who: "someone",
  request: { host: `${registry}.azurecr.io`, method: "PUT", userAgent: "test" },
});

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
