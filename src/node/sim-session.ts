import { existsSync, statSync } from "node:fs";
import type { Session } from "../simulator/cli/session.ts";
import { syntheticBlobs } from "../simulator/images/bulk-layers.ts";
import { startShell } from "../simulator/start-shell.ts";
import { createSimulator } from "../simulator/create-simulator.ts";
import { MemoryBlobStore } from "../simulator/world/memory-blob-store.ts";
import { newWorld } from "../simulator/world/new-world.ts";
import { ok, type Failure, type Result } from "../simulator/world/result.ts";
import { nodeHash } from "./node-hash.ts";
import { openState } from "./serve-world.ts";
import type { SimContent } from "./sim-content.ts";
import type { SimOptions } from "./sim-options.ts";
import { filePlace, statePlace, type StatePlace } from "./state-files.ts";
import { StateJournal } from "./state-journal.ts";
import { lockState } from "./state-lock.ts";

export interface SimSession {
  session: Session;
  /** Writes what changed to the journal of `--state`, for after a command; does nothing without a state. */
  save(): void;
  /** Saves the state and lets it go, so that another process may open it. */
  close(): void;
}

/** Where a state is kept: a path with an extension, or one that is a file already, is the world file itself. */
function placeOf(state: string): StatePlace {
  if (state.endsWith(".json")) return statePlace(state);
  const file = existsSync(state) ? statSync(state).isFile() : /\.[^/\\.]+$/.test(state);
  return file ? filePlace(state) : statePlace(state);
}

/**
 * Starts a shell over a saved or a new world. The message of a failure says why a state can't be opened, e.g. because another process
 * has it.
 */
export function openSimSession({ facts, ...shell }: SimContent, options: SimOptions): Result<SimSession, Failure> {
  if (options.state === undefined) {
    const blobs = new MemoryBlobStore(nodeHash, syntheticBlobs);
    const world = newWorld({ profile: options.profile, seed: options.seed });
    const simulator = createSimulator({ facts, world, hash: nodeHash, blobs });
    return ok({ session: startShell(simulator, shell), save: () => undefined, close: () => undefined });
  }
  const place = placeOf(options.state);
  const locked = lockState(place.world);
  if (!locked.ok) return locked;
  const unlock = locked.value;
  let opened: Result<SimSession, Failure> | undefined;
  try {
    opened = open();
  } finally {
    if (!opened?.ok) unlock();
  }
  return opened;

  function open(): Result<SimSession, Failure> {
    const state = openState(facts, options, place);
    if (!state.ok) return state;
    const { simulator, blobs, saved } = state.value;
    const session = startShell(simulator, shell);
    const journal = new StateJournal(place, saved, simulator, blobs);
    const close = () => {
      try {
        journal.close();
      } finally {
        unlock();
      }
    };
    return ok({ session, save: () => journal.commit(), close });
  }
}
