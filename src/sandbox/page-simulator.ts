import type { Simulator } from "../simulator/simulator.ts";
import { syntheticBlobs } from "../simulator/images/bulk-layers.ts";
import type { SimulatorFacts } from "../simulator/registry/facts.ts";
import { createSimulator } from "../simulator/create-simulator.ts";
import type { Hash } from "../simulator/world/hash.ts";
import { MemoryBlobStore } from "../simulator/world/memory-blob-store.ts";
import type { World } from "../simulator/world/world.ts";
import { TrackedBlobs } from "./tracked-blobs.ts";

export interface SimulatorInPage {
  simulator: Simulator;
  blobs: TrackedBlobs;
}

/** A simulator in the page over a world, with the bytes that belong to it. */
export function simulatorInPage(
  { facts, hash }: { facts: SimulatorFacts; hash: Hash },
  world: World,
  bytes: Iterable<readonly [string, Uint8Array]> = [],
): SimulatorInPage {
  const memory = new MemoryBlobStore(hash, syntheticBlobs);
  for (const [digest, content] of bytes) memory.put(digest, content);
  const blobs = new TrackedBlobs(memory);
  return { simulator: createSimulator({ facts, world, hash, blobs }), blobs };
}
