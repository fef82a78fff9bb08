import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Simulator } from "../simulator/simulator.ts";
import { syntheticBlobs } from "../simulator/images/bulk-layers.ts";
import type { SimulatorFacts } from "../simulator/registry/facts.ts";
import { newRegistry } from "../simulator/registry/new-registry.ts";
import { registryNameProblem } from "../simulator/registry/names.ts";
import { Rules } from "../simulator/registry/rules.ts";
import { createSimulator, type StartOptions } from "../simulator/create-simulator.ts";
import type { BlobStore } from "../simulator/world/blob-store.ts";
import { newWorld } from "../simulator/world/new-world.ts";
import { ok } from "../simulator/world/result.ts";
import { importWorld, worldFileLimit, worldFilePieces } from "../simulator/world/world-file.ts";
import type { World } from "../simulator/world/world.ts";
import { DiskBlobStore } from "./disk-blob-store.ts";
import { nodeHash } from "./node-hash.ts";
import type { ServeOptions } from "./serve-options.ts";

/** Where a state is kept: a world file, and a folder of blobs beside it. */
export interface StatePlace {
  world: string;
  blobs: string;
}

/** `--state` names a folder, or the world file itself if it ends with .json. */
export const statePlace = (state: string): StatePlace =>
  state.endsWith(".json")
    ? { world: state, blobs: `${state.slice(0, -".json".length)}.blobs` }
    : { world: join(state, "world.json"), blobs: join(state, "blobs") };

/** What decides which world is opened. */
export type WorldOptions = Pick<ServeOptions, "profile" | "profileGiven" | "seed">;

/** A simulator over a saved state, or over a new world with the registry that was asked for. */
export function openSimulator(facts: SimulatorFacts, options: ServeOptions, place: StatePlace): Simulator {
  checkNames(new Rules(facts, options.profile), options);
  const { simulator } = openState(facts, options, place, { limits: options.limits, anySubscription: true });
  prepareRegistry(simulator, options);
  return simulator;
}

/** A simulator over a saved state, or over a new world with nothing in it; and the blobs beside it. */
export function openState(
  facts: SimulatorFacts,
  options: WorldOptions,
  place: StatePlace,
  start: StartOptions = {},
): { simulator: Simulator; blobs: BlobStore } {
  const file = readWorldText(place.world);
  const world =
    (file !== undefined && worldOf(place.world, file)) || newWorld({ profile: options.profile, seed: options.seed });
  const saved = world.get("settings")?.profile;
  if (saved !== undefined && saved !== options.profile && options.profileGiven) {
    throw new Error(`The saved state uses the ${saved} profile. Omit --profile or choose another --state.`);
  }
  mkdirSync(place.blobs, { recursive: true });
  const blobs = new DiskBlobStore(place.blobs, nodeHash, syntheticBlobs);
  blobs.dropUploads((id) => {
    const [registry = "", ...session] = id.split("-");
    return world.has("upload", registry, session.join("-"));
  });
  // What the saved world does not name was freed, or belongs to what happened after it was saved.
  if (file !== undefined) blobs.keepOnly(new Set(file.match(/\bsha(256|512):[0-9a-f]+\b/g)));
  return { simulator: createSimulator({ facts, world, hash: nodeHash, blobs }, start), blobs };
}

/** What the facts have to say about the names of the command line. */
function checkNames(rules: Rules, { registry, location }: ServeOptions): void {
  const problem = registryNameProblem(rules, registry);
  if (problem !== undefined) throw new Error(`--registry ${registry}: ${problem}`);
  if (!rules.region(location)) throw new Error(`--location ${location} is not a region, like westeurope.`);
}

function readWorldText(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  if (statSync(path).size > worldFileLimit) throw new Error(`${path}: The file is too large to be a saved state.`);
  return readFileSync(path, "utf8");
}

function worldOf(path: string, text: string): World {
  const read = importWorld(nodeHash, text);
  if (!read.ok) throw new Error(`${path}: ${read.refusal.message} ${read.refusal.next ?? ""}`);
  return read.value;
}

/** Makes the default registry where it is missing, and gives its admin account the name and password of the command line. */
function prepareRegistry(simulator: Simulator, options: ServeOptions): void {
  const { registry, sku, username, password, strictAcr, anonymous } = options;
  const location = simulator.rules().region(options.location)?.name ?? options.location;
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
export function saveWorld(simulator: Simulator, path: string): void {
  const file = openSync(`${path}.part`, "w");
  try {
    for (const piece of worldFilePieces(nodeHash, simulator.world)) writeFileSync(file, piece);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.part`, path);
}
