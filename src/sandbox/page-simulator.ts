import { Simulator, type SimulatorParts } from "../simulator/simulator.ts";
import { MemoryBlobStore, type SyntheticBlobs } from "../simulator/world/memory-blob-store.ts";
import type { World } from "../simulator/world/world.ts";
import { TrackedBlobs } from "./tracked-blobs.ts";

export interface SimulatorInPage {
  simulator: Simulator;
  blobs: TrackedBlobs;
}

/** The catalog's layers. Only requests and programs read them, so they are there as soon as the planes are. */
let catalog: SyntheticBlobs | undefined;
const lateCatalog: SyntheticBlobs = {
  size: (digest) => catalog?.size(digest),
  read: (digest, start, end) => catalog?.read(digest, start, end) ?? [],
};

const parts = async () => {
  const { cloudParts, syntheticBlobs } = await import("../simulator/cloud-parts.ts");
  catalog = syntheticBlobs;
  return cloudParts();
};

/**
 * A simulator in the page over a world, with the bytes that belong to it. Its planes and services are loaded with the first
 * request, so that a shell doesn't wait for them.
 */
export function simulatorInPage(
  { facts, hash }: Pick<SimulatorParts, "facts" | "hash">,
  world: World,
  bytes: Iterable<readonly [string, Uint8Array]> = [],
): SimulatorInPage {
  const memory = new MemoryBlobStore(hash, lateCatalog);
  for (const [digest, content] of bytes) memory.put(digest, content);
  const blobs = new TrackedBlobs(memory);
  return { simulator: new Simulator({ facts, world, hash, blobs, parts }), blobs };
}
