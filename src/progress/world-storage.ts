import { Dexie } from "dexie";
import type { ProgressDatabase, WorldRow } from "./database.ts";
import { storageError } from "./storage-errors.ts";

type Rows = [key: string, row: unknown][];

/** A whole world as it is stored. */
export interface StoredWorld extends WorldRow {
  rows: Rows;
  steps: unknown[];
  blocks: { block: unknown; wire: unknown }[];
  blobs: [digest: string, bytes: Uint8Array][];
}

/** A world with the last of its steps and blocks. */
export interface RecentWorld extends StoredWorld {
  /** Position of the first step and the first block among all. */
  firstStep: number;
  firstBlock: number;
}

/** What one step changed; everything in it is stored or nothing is. */
export interface WorldChange {
  entry: unknown;
  state: unknown;
  /** Rows to write; null takes a row away. */
  rows?: Rows;
  /** Steps by their place; those from `stepCount` on are dropped. */
  steps?: [index: number, step: unknown][];
  stepCount?: number;
  blocks?: [index: number, block: unknown, wire: unknown][];
  blobs?: [digest: string, bytes: Uint8Array][];
}

export interface StoredSnapshot {
  id: string;
  snapshot: unknown;
  rows: Rows;
}

/** Keeps the simulator's worlds. Every method is one transaction; a full device throws StorageFullError and changes nothing. */
export interface WorldStorage {
  list(): Promise<WorldRow[]>;
  load(id: string): Promise<StoredWorld | undefined>;
  /** Loads a world with at most so many of its last steps and blocks. */
  loadRecent(id: string, limit: number): Promise<RecentWorld | undefined>;
  /** Returns the steps from position `from` up to, without, `to`. */
  steps(id: string, from: number, to: number): Promise<unknown[]>;
  /** Returns the blocks from position `from` up to, without, `to`. */
  blocks(id: string, from: number, to: number): Promise<StoredWorld["blocks"]>;
  create(world: StoredWorld): Promise<void>;
  save(id: string, change: WorldChange): Promise<void>;
  /** Stores what the list shows, nothing else. */
  saveEntry(id: string, entry: unknown): Promise<void>;
  /** Copies a world with all that belongs to it. */
  duplicate(id: string, copy: WorldRow): Promise<void>;
  remove(id: string): Promise<StoredWorld | undefined>;
  snapshots(id: string): Promise<StoredSnapshot[]>;
  saveSnapshot(id: string, snapshot: StoredSnapshot): Promise<void>;
  removeSnapshot(id: string, snapshot: string): Promise<void>;
}

export function createWorldStorage(database: ProgressDatabase): WorldStorage {
  const { worlds, worldRows, worldSteps, worldBlocks, worldBlobs, worldSnapshots } = database;
  const tables = [worlds, worldRows, worldSteps, worldBlocks, worldBlobs, worldSnapshots];
  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await database.transaction("rw", tables, work);
    } catch (error) {
      throw storageError(error);
    }
  };
  const within = (id: string) =>
    [
      [id, Dexie.minKey],
      [id, Dexie.maxKey],
    ] as const;

  const loadRecent = async (id: string, limit: number): Promise<RecentWorld | undefined> => {
    const row = await worlds.get(id);
    if (!row) return undefined;
    const [low, high] = within(id);
    const [rows, steps, blocks, blobs] = await Promise.all([
      worldRows.where("[world+key]").between(low, high).toArray(),
      worldSteps.where("[world+index]").between(low, high).reverse().limit(limit).toArray(),
      worldBlocks.where("[world+index]").between(low, high).reverse().limit(limit).toArray(),
      worldBlobs.where("[world+digest]").between(low, high).toArray(),
    ]);
    return {
      ...row,
      rows: rows.map(({ key, row: value }) => [key, value]),
      steps: steps.map(({ step }) => step).reverse(),
      firstStep: steps.at(-1)?.index ?? 0,
      blocks: blocks.map(({ block, wire }) => ({ block, wire })).reverse(),
      firstBlock: blocks.at(-1)?.index ?? 0,
      blobs: blobs.map(({ digest, bytes }) => [digest, bytes]),
    };
  };
  const load = async (id: string): Promise<StoredWorld | undefined> => {
    const found = await loadRecent(id, Number.POSITIVE_INFINITY);
    if (!found) return undefined;
    const { firstStep: _firstStep, firstBlock: _firstBlock, ...world } = found;
    return world;
  };

  const store = async (world: StoredWorld): Promise<void> => {
    const { id, entry, state } = world;
    await worlds.put({ id, entry, state });
    await worldRows.bulkPut(world.rows.map(([key, row]) => ({ world: id, key, row })));
    await worldSteps.bulkPut(world.steps.map((step, index) => ({ world: id, index, step })));
    await worldBlocks.bulkPut(world.blocks.map(({ block, wire }, index) => ({ world: id, index, block, wire })));
    await worldBlobs.bulkPut(world.blobs.map(([digest, bytes]) => ({ world: id, digest, bytes })));
  };

  const clear = async (id: string): Promise<void> => {
    const [low, high] = within(id);
    await worlds.delete(id);
    await worldRows.where("[world+key]").between(low, high).delete();
    await worldSteps.where("[world+index]").between(low, high).delete();
    await worldBlocks.where("[world+index]").between(low, high).delete();
    await worldBlobs.where("[world+digest]").between(low, high).delete();
  };

  return {
    list: () => worlds.toArray(),
    load: (id) => database.transaction("r", tables, () => load(id)),
    loadRecent: (id, limit) => database.transaction("r", tables, () => loadRecent(id, limit)),
    steps: async (id, from, to) => {
      const found = await worldSteps.where("[world+index]").between([id, from], [id, to]).toArray();
      return found.map(({ step }) => step);
    },
    blocks: async (id, from, to) => {
      const found = await worldBlocks.where("[world+index]").between([id, from], [id, to]).toArray();
      return found.map(({ block, wire }) => ({ block, wire }));
    },
    create: (world) => write(() => store(world)),
    save: (id, { entry, state, rows = [], steps = [], stepCount, blocks = [], blobs = [] }) =>
      write(async () => {
        await worlds.put({ id, entry, state });
        await worldRows.bulkPut(rows.flatMap(([key, row]) => (row === null ? [] : [{ world: id, key, row }])));
        await worldRows.bulkDelete(rows.flatMap(([key, row]) => (row === null ? [[id, key] as [string, string]] : [])));
        if (stepCount !== undefined) {
          await worldSteps.where("[world+index]").between([id, stepCount], [id, Dexie.maxKey]).delete();
        }
        await worldSteps.bulkPut(steps.map(([index, step]) => ({ world: id, index, step })));
        await worldBlocks.bulkPut(blocks.map(([index, block, wire]) => ({ world: id, index, block, wire })));
        await worldBlobs.bulkPut(blobs.map(([digest, bytes]) => ({ world: id, digest, bytes })));
      }),
    saveEntry: (id, entry) => write(async () => void (await worlds.update(id, { entry }))),
    duplicate: (id, copy) =>
      write(async () => {
        const world = await load(id);
        if (world) await store({ ...world, ...copy });
      }),
    // Its snapshots stay, so that bringing the world back brings them back; they go with `erase`.
    remove: (id) =>
      write(async () => {
        const world = await load(id);
        await clear(id);
        return world;
      }),
    snapshots: async (id) => {
      const [low, high] = within(id);
      const found = await worldSnapshots.where("[world+id]").between(low, high).toArray();
      return found.map(({ id: name, snapshot, rows }) => ({ id: name, snapshot, rows }));
    },
    saveSnapshot: (id, { id: name, snapshot, rows }) =>
      write(async () => void (await worldSnapshots.put({ world: id, id: name, snapshot, rows }))),
    removeSnapshot: (id, snapshot) => write(() => worldSnapshots.delete([id, snapshot])),
  };
}
