import { Simulator, type SimulatorParts } from "../simulator/simulator.ts";
import { syntheticBlobs } from "../simulator/images/bulk-layers.ts";
import { MemoryBlobStore } from "../simulator/world/memory-blob-store.ts";
import type { World } from "../simulator/world/world.ts";
import { TrackedBlobs } from "./tracked-blobs.ts";

export interface SimulatorInPage {
  simulator: Simulator;
  blobs: TrackedBlobs;
}

const parts = async () => (await import("../simulator/cloud-parts.ts")).cloudParts();

/**
 * A simulator in the page over a world, with the bytes that belong to it. Its planes and services are loaded with the first
 * request, so that a shell doesn't wait for them.
 */
export function simulatorInPage(
  { facts, hash }: Pick<SimulatorParts, "facts" | "hash">,
  world: World,
  bytes: Iterable<readonly [string, Uint8Array]> = [],
): SimulatorInPage {
  const memory = new MemoryBlobStore(hash, syntheticBlobs);
  for (const [digest, content] of bytes) memory.put(digest, content);
  const blobs = new TrackedBlobs(memory);
  return { simulator: new Simulator({ facts, world, hash, blobs, parts }), blobs };
}
