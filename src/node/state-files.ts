import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { readJournal } from "../simulator/world/journal.ts";
import { readWorldFile, worldFileLimit, worldFilePieces } from "../simulator/world/world-file.ts";
import type { World } from "../simulator/world/world.ts";
import { failWith, ok, type Failure, type Result } from "../simulator/world/result.ts";
import { syncFolder } from "./file-sync.ts";
import { nodeHash } from "./node-hash.ts";

/** Where a state is kept: a snapshot of the world, the journal that continues it, and a folder of blobs. */
export interface StatePlace {
  world: string;
  journal: string;
  blobs: string;
}

const placeOf = (world: string, blobs: string): StatePlace => ({ world, journal: `${world}.journal`, blobs });

/** Returns the place that `--state` names: a folder, or the world file itself if its name ends with .json. */
export const statePlace = (state: string): StatePlace =>
  state.endsWith(".json")
    ? placeOf(state, `${state.slice(0, -".json".length)}.blobs`)
    : placeOf(join(state, "world.json"), join(state, "blobs"));

/** Returns the place of a world file with any name. */
export const filePlace = (world: string): StatePlace => placeOf(world, `${world}.blobs`);

/** A state as its files have it. */
export interface SavedState {
  world: World;
  /** Number of the last change in the world; undefined when the snapshot is one of version 1, which no journal continues. */
  sequence?: number;
  /** Bytes of whole records in the journal. */
  journalEnd: number;
}

/**
 * Reads snapshot and journal; undefined when there is no state yet. Says on standard error when the last record of the journal
 * was not fully written, which leaves it out. A StateInvalid failure names the file that is damaged or of a newer version.
 */
export function readState(place: StatePlace): Result<SavedState | undefined, Failure> {
  const journal = existsSync(place.journal) ? readFileSync(place.journal) : new Uint8Array();
  const text = readSnapshot(place.world);
  if (!text.ok) return text;
  const orphan = () =>
    invalid(place.journal, `The journal doesn't belong to ${place.world}. Restore both from one copy.`);
  if (text.value === undefined) return journal.length > 0 ? orphan() : ok(undefined);
  const snapshot = readWorldFile(nodeHash, text.value);
  if (!snapshot.ok) return invalid(place.world, `${snapshot.refusal.message} ${snapshot.refusal.next ?? ""}`);
  const { world, sequence } = snapshot.value;
  if (sequence === undefined) return journal.length > 0 ? orphan() : ok({ world, journalEnd: 0 });
  const read = readJournal(nodeHash, journal, world, sequence);
  if (!read.ok) return invalid(place.journal, `${read.refusal.message} ${read.refusal.next ?? ""}`);
  const torn = journal.length - read.value.end;
  if (torn > 0) {
    console.error(`${place.journal}: The last ${torn} bytes are a change that was not fully written; it is left out.`);
  }
  return ok({ world: read.value.world, sequence: read.value.sequence, journalEnd: read.value.end });
}

const invalid = (path: string, message: string) => failWith("StateInvalid", `${path}: ${message}`);

function readSnapshot(path: string): Result<string | undefined, Failure> {
  if (!existsSync(path)) return ok(undefined);
  return statSync(path).size > worldFileLimit
    ? invalid(path, "The file is too large to be a saved state.")
    : ok(readFileSync(path, "utf8"));
}

/**
 * Writes a snapshot in place of the one before, which stays until the new one is on disk. Returns its size in bytes, or
 * undefined when it would be larger than what is read again; then the old one stays.
 */
export function writeSnapshot(path: string, world: World, sequence: number): number | undefined {
  const part = `${path}.part`;
  const size = writePieces(part, worldFilePieces(nodeHash, world, { sequence }));
  if (size > worldFileLimit) {
    rmSync(part);
    return undefined;
  }
  renameSync(part, path);
  syncFolder(dirname(path));
  return size;
}

/** Writes a file that is on disk afterward; stops when it gets larger than a world file may be. Returns the bytes written. */
function writePieces(path: string, pieces: Iterable<string>): number {
  const file = openSync(path, "w");
  let size = 0;
  try {
    for (const piece of pieces) {
      if (size > worldFileLimit) break;
      const bytes = Buffer.from(piece);
      writeWhole(file, bytes, size);
      size += bytes.length;
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return size;
}

/** Writes all bytes at a position of a file; the operating system may take them in several parts. */
export function writeWhole(file: number, bytes: Uint8Array, position: number): void {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at, bytes.length - at, position + at);
}
