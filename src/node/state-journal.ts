import { closeSync, constants, fdatasync, ftruncateSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import type { Simulator } from "../simulator/simulator.ts";
import { encodeRecord } from "../simulator/world/journal.ts";
import { rowChanges } from "../simulator/world/row-changes.ts";
import { worldFileLimit } from "../simulator/world/world-file.ts";
import type { World } from "../simulator/world/world.ts";
import type { DiskBlobStore } from "./disk-blob-store.ts";
import { syncFile, syncFileNow, syncFolder } from "./file-sync.ts";
import { nodeHash } from "./node-hash.ts";
import { writeSnapshot, writeWhole, type SavedState, type StatePlace } from "./state-files.ts";

/** Milliseconds between two times that what was written is put on disk, where it survives a loss of power. */
const syncMs = 100;
/** Bytes of a journal that is worth a new snapshot, if they are also more than the snapshot has. */
const compactFrom = 4 * 2 ** 20;

const nowKey = "now";
const syncData = promisify(fdatasync);

/**
 * Keeps the world of a simulator in files: a snapshot, and a journal of the rows that changed since. A change that `commit`
 * wrote is with the operating system, so it survives the end of the process; it is on disk a tenth of a second later.
 */
export class StateJournal {
  private readonly file: number;
  /** Bytes of whole records; what is behind them is left from a write that failed. */
  private length: number;
  private sequence: number;
  /** The world as the files have it. */
  private saved: World;
  private snapshotSize = 0;
  private clean = true;
  private synced = true;
  private syncing: Promise<void> = Promise.resolve();
  private committing: Promise<void> | undefined;
  private problem: string | undefined;
  private readonly timer: NodeJS.Timeout;
  private closed = false;

  /** Continues a state that was read from its files, or starts one. Throws when the files can't be written. */
  constructor(
    private readonly place: StatePlace,
    state: SavedState | undefined,
    private readonly simulator: Simulator,
    private readonly blobs: DiskBlobStore,
  ) {
    mkdirSync(dirname(place.world), { recursive: true });
    blobs.startJournal();
    this.sequence = state?.sequence ?? 0;
    this.saved = state?.world ?? simulator.world;
    // A new state, or one of a version without journals: no journal may exist before the snapshot that it continues.
    if (state?.sequence === undefined) this.snapshotSize = writeSnapshot(place.world, this.saved, this.sequence) ?? 0;
    this.file = openSync(place.journal, constants.O_RDWR | constants.O_CREAT, 0o644);
    this.length = state?.journalEnd ?? 0;
    ftruncateSync(this.file, this.length);
    syncFolder(dirname(place.journal));
    this.commit();
    this.timer = setInterval(() => this.tick(), syncMs);
    this.timer.unref();
  }

  /**
   * Writes what changed since the last time as one record; a clock that moved on its own is written with the next change.
   * Throws when it can't be written. Nothing is lost then: the next record has it as well.
   */
  commit(): void {
    const { world } = this.simulator;
    if (this.closed || world === this.saved) return;
    const rows = rowChanges(this.saved, world);
    if (rows.every(([key]) => key === nowKey)) return;
    const record = encodeRecord(nodeHash, this.sequence + 1, rows);
    if (!this.clean) ftruncateSync(this.file, this.length);
    this.clean = false;
    writeWhole(this.file, record, this.length);
    this.clean = true;
    this.length += record.length;
    this.sequence += 1;
    this.saved = world;
    this.synced = false;
    this.blobs.dropClosedUploads();
  }

  /** Does what `commit` does, for all that asked in the same turn of the event loop together. */
  committed(): Promise<void> {
    if (this.simulator.world === this.saved) return this.committing ?? Promise.resolve();
    this.committing ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      this.committing = undefined;
      this.commit();
    });
    return this.committing;
  }

  /** Writes a snapshot that makes the journal unnecessary, and lets the files go. Has no effect the second time. */
  close(): void {
    if (this.closed) return;
    clearInterval(this.timer);
    try {
      this.commit();
      this.compact();
    } finally {
      this.closed = true;
      void this.syncing.then(() => closeSync(this.file));
    }
  }

  private tick(): void {
    try {
      this.commit();
      if (this.length > Math.max(compactFrom, this.snapshotSize)) this.compact();
      if (!this.synced) {
        this.synced = true;
        const before = this.syncing;
        this.syncing = before.then(() => this.sync()).catch((error: unknown) => this.complain(error));
      }
      this.problem = undefined;
    } catch (error) {
      this.complain(error);
    }
  }

  /** Puts on disk what was written: blobs before the records that name them. */
  private async sync(): Promise<void> {
    await Promise.all(this.blobs.takeUnsynced().map((path) => syncFile(path)));
    await syncData(this.file);
  }

  /** Replaces snapshot and journal by a snapshot. A start in the midst of it skips the changes that the snapshot has. */
  private compact(): void {
    const { world } = this.simulator;
    for (const path of this.blobs.takeUnsynced()) syncFileNow(path);
    const size = writeSnapshot(this.place.world, world, this.sequence);
    if (size === undefined) {
      this.snapshotSize = Number.POSITIVE_INFINITY;
      console.error(
        `The state is too large for a snapshot of ${worldFileLimit / 2 ** 20} MiB, so ${this.place.journal} grows from now on. ` +
          "Every change is still saved. To make the state smaller, delete images or registries, then start the server again.",
      );
      return;
    }
    this.snapshotSize = size;
    this.saved = world;
    ftruncateSync(this.file, 0);
    this.length = 0;
  }

  private complain(error: unknown): void {
    const problem = `The state can't be saved: ${error instanceof Error ? error.message : String(error)}`;
    if (problem !== this.problem) console.error(problem);
    this.problem = problem;
  }
}
