import { mkdirSync } from "node:fs";
import type { Simulator } from "../simulator/simulator.ts";
import { syntheticBlobs } from "../simulator/images/bulk-layers.ts";
import type { SimulatorFacts } from "../simulator/registry/facts.ts";
import { newRegistry } from "../simulator/registry/new-registry.ts";
import { validRegistryName } from "../simulator/registry/names.ts";
import { Rules } from "../simulator/registry/rules.ts";
import type { StartOptions } from "../simulator/cloud-parts.ts";
import { createSimulator } from "../simulator/create-simulator.ts";
import { newWorld } from "../simulator/world/new-world.ts";
import { ok, failWith, type Failure, type Result } from "../simulator/world/result.ts";
import type { World } from "../simulator/world/world.ts";
import { DiskBlobStore } from "./disk-blob-store.ts";
import { nodeHash } from "./node-hash.ts";
import type { ServeOptions } from "./serve-options.ts";
import { readState, type SavedState, type StatePlace } from "./state-files.ts";

/** What decides which world is opened. */
export type WorldOptions = Pick<ServeOptions, "profile" | "profileGiven" | "seed">;

/** A simulator, the store of its blobs, and the files that its state was read from, if there were any. */
export interface OpenedState {
  simulator: Simulator;
  blobs: DiskBlobStore;
  saved: SavedState | undefined;
}

/** Opens a saved state, or a new world, with the registry of the command line. */
export function openSimulator(
  facts: SimulatorFacts,
  options: ServeOptions,
  place: StatePlace,
): Result<OpenedState, Failure> {
  const named = checkNames(new Rules(facts, options.profile), options);
  if (!named.ok) return named;
  const opened = openState(facts, options, place, { limits: options.limits, anySubscription: true });
  if (opened.ok) prepareRegistry(opened.value.simulator, options);
  return opened;
}

/** Opens a saved state, or a new world with nothing in it. The message of a failure says why a state can't be opened. */
export function openState(
  facts: SimulatorFacts,
  options: WorldOptions,
  place: StatePlace,
  start: StartOptions = {},
): Result<OpenedState, Failure> {
  const read = readState(place);
  if (!read.ok) return read;
  const saved = read.value;
  const world = saved?.world ?? newWorld({ profile: options.profile, seed: options.seed });
  const profile = world.get("settings")?.profile;
  if (profile !== undefined && profile !== options.profile && options.profileGiven) {
    const message = `The saved state uses the ${profile} profile. Omit --profile or choose another --state.`;
    return failWith("OtherProfile", message);
  }
  mkdirSync(place.blobs, { recursive: true });
  const blobs = new DiskBlobStore(place.blobs, nodeHash, syntheticBlobs);
  blobs.dropUploads((id) => {
    const [registry = "", ...session] = id.split("-");
    return world.has("upload", registry, session.join("-"));
  });
  // What the saved world does not name was freed, or its push was not acknowledged.
  if (saved) blobs.keepOnly(digestsIn(world));
  return ok({ simulator: createSimulator({ facts, world, hash: nodeHash, blobs }, start), blobs, saved });
}

/** Finds every digest that a world names, in keys and in rows. */
function digestsIn(world: World): Set<string> {
  const digests = new Set<string>();
  for (const [key, row] of world.entries()) {
    for (const [digest] of `${key} ${JSON.stringify(row)}`.matchAll(/\bsha(?:256|512):[0-9a-f]+\b/g))
      digests.add(digest);
  }
  return digests;
}

/** Checks the names of the command line against the facts. */
function checkNames(rules: Rules, { registry, location }: ServeOptions): Result<true, Failure> {
  const valid = validRegistryName(rules, registry);
  if (!valid.ok) return failWith("OptionInvalid", `--registry ${registry}: ${valid.refusal.message}`);
  return rules.region(location)
    ? ok(true)
    : failWith("OptionInvalid", `--location ${location} is not a region, like westeurope.`);
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
        adminPasswords: made.adminPasswords.map((adminPassword, at) =>
          at === 0 ? { ...adminPassword, value: password } : adminPassword,
        ),
      }),
    });
    if (!draft.has("usage", registry)) draft.put("usage", [registry], { bytes: 0 });
    return ok(true);
  });
}
