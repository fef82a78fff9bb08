import type { Profile } from "../../src/assessment/item.ts";
import { nodeHash } from "../../src/node/node-hash.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { newRegistry, type NewRegistry } from "../../src/simulator/registry/new-registry.ts";
import { syntheticBlobs } from "../../src/simulator/images/bulk-layers.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { Origin } from "../../src/simulator/world/cloud.ts";
import { MemoryBlobStore } from "../../src/simulator/world/memory-blob-store.ts";
import { newWorld } from "../../src/simulator/world/new-world.ts";
import type { Registry } from "../../src/simulator/world/registry-tables.ts";
import { ok } from "../../src/simulator/world/result.ts";
import { facts } from "./simulator-facts.ts";

/** A laptop on the open internet. */
export const laptop: Origin = { address: "203.0.113.24" };

/** A simulator over an empty cloud. */
export function aSimulator({ profile = "chapter", seed = 1 }: { profile?: Profile; seed?: number } = {}): Simulator {
  const blobs = new MemoryBlobStore(nodeHash, syntheticBlobs);
  return createSimulator({ facts, world: newWorld({ profile, seed }), hash: nodeHash, blobs });
}

/** Puts a registry in the world, past the management plane; `changes` overrides its defaults. */
export function aRegistry(
  simulator: Simulator,
  options: Partial<NewRegistry> = {},
  changes: Partial<Registry> = {},
): Registry {
  const made = simulator.transact((draft) => {
    const fullOptions: NewRegistry = {
      name: "contoso",
      resourceGroup: "shop",
      location: "westeurope",
      sku: "Premium",
      ...options,
    };
    const registry = { ...newRegistry(draft, nodeHash, simulator.rules(), fullOptions), ...changes };
    draft.put("group", [fullOptions.resourceGroup.toLowerCase()], {
      name: fullOptions.resourceGroup,
      location: fullOptions.location,
      tags: {},
    });
    draft.put("registry", [fullOptions.name.toLowerCase()], registry);
    draft.put("usage", [fullOptions.name.toLowerCase()], { bytes: 0 });
    return ok(registry);
  });
  if (!made.ok) throw new Error(made.refusal.message);
  return made.value;
}
