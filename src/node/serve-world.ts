import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Simulator } from "../simulator/create-simulator.ts";
import { syntheticBlobs } from "../simulator/images/bulk-layers.ts";
import type { SimulatorFacts } from "../simulator/registry/facts.ts";
import { newRegistry } from "../simulator/registry/new-registry.ts";
import { startSimulator } from "../simulator/start.ts";
import { newWorld } from "../simulator/world/new-world.ts";
import { ok } from "../simulator/world/result.ts";
import { exportWorld, importWorld } from "../simulator/world/world-file.ts";
import { DiskBlobStore } from "./disk-blob-store.ts";
import { nodeHash } from "./node-hash.ts";
import type { ServeOptions } from "./serve-options.ts";

const worldFile = (folder: string): string => join(folder, "world.json");

/** A simulator over the state of a folder, or over a new world with the registry that was asked for. */
export function openSimulator(facts: SimulatorFacts, options: ServeOptions, folder: string): Simulator {
  mkdirSync(folder, { recursive: true });
  const world = readWorld(folder) ?? newWorld({ profile: options.profile, seed: options.seed });
  const blobs = new DiskBlobStore(join(folder, "blobs"), nodeHash, syntheticBlobs);
  const simulator = startSimulator(
    { facts, world, hash: nodeHash, blobs },
    { limits: options.limits, anySubscription: true },
  );
  prepareRegistry(simulator, options);
  return simulator;
}

function readWorld(folder: string) {
  const path = worldFile(folder);
  if (!existsSync(path)) return undefined;
  const read = importWorld(nodeHash, readFileSync(path, "utf8"));
  if (!read.ok) throw new Error(`${path}: ${read.refusal.message} ${read.refusal.next ?? ""}`);
  return read.value;
}

/** Makes the default registry where it is missing, and gives its admin account the name and password of the command line. */
function prepareRegistry(simulator: Simulator, options: ServeOptions): void {
  const { registry, sku, location, username, password, strictAcr, anonymous } = options;
  simulator.transact((draft) => {
    const group = "loopback";
    if (!draft.has("group", group)) draft.put("group", [group], { name: group, location, tags: {} });
    const made =
      draft.get("registry", registry) ??
      newRegistry(draft, nodeHash, simulator.rules(), { name: registry, resourceGroup: group, location, sku });
    const credentials = username !== undefined && password !== undefined;
    draft.put("registry", [registry], {
      ...made,
      deleteByTag: !strictAcr,
      adminUserEnabled: made.adminUserEnabled || credentials || anonymous,
      ...(credentials && {
        adminUsername: username,
        adminPasswords: made.adminPasswords.map((one, at) => (at === 0 ? { ...one, value: password } : one)),
      }),
    });
    if (!draft.has("usage", registry)) draft.put("usage", [registry], { bytes: 0 });
    return ok(true);
  });
}

/** Saves the world whole: the old file stays until the new one is written. */
export function saveWorld(simulator: Simulator, folder: string): void {
  const path = worldFile(folder);
  writeFileSync(`${path}.part`, exportWorld(nodeHash, simulator.world));
  renameSync(`${path}.part`, path);
}
