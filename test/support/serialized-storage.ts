import { deserialize, serialize } from "node:v8";
import type { RecentWorld, StoredWorld, WorldChange, WorldStorage } from "../../src/progress/world-storage.ts";

/** Values of a world as bytes outside the heap, as IndexedDB keeps them. */
interface Kept {
  entry: Buffer;
  state: Buffer;
  rows: Map<string, Buffer>;
  steps: Buffer[];
  blocks: Buffer[];
  blobs: Map<string, Uint8Array>;
}

const read = (bytes: Buffer): unknown => deserialize(bytes);

/** A device's storage whose content takes no room on the heap, so that a test can measure what the sandbox itself holds. */
export function serializedStorage(): WorldStorage {
  const worlds = new Map<string, Kept>();
  const change = (kept: Kept, { entry, state, rows, steps, stepCount, blocks, blobs }: WorldChange) => {
    kept.entry = serialize(entry);
    kept.state = serialize(state);
    for (const [key, row] of rows ?? []) {
      if (row === null) kept.rows.delete(key);
      else kept.rows.set(key, serialize(row));
    }
    if (stepCount !== undefined) kept.steps.length = Math.min(kept.steps.length, stepCount);
    for (const [index, step] of steps ?? []) kept.steps[index] = serialize(step);
    for (const [index, block, wire] of blocks ?? []) kept.blocks[index] = serialize({ block, wire });
    for (const [digest, bytes] of blobs ?? []) kept.blobs.set(digest, bytes);
  };
  const loadRecent = (id: string, limit: number): RecentWorld | undefined => {
    const kept = worlds.get(id);
    if (!kept) return undefined;
    const firstStep = Math.max(0, kept.steps.length - limit);
    const firstBlock = Math.max(0, kept.blocks.length - limit);
    return {
      id,
      entry: read(kept.entry),
      state: read(kept.state),
      rows: Array.from(kept.rows, ([key, row]) => [key, read(row)]),
      steps: kept.steps.slice(firstStep).map(read),
      blocks: kept.blocks.slice(firstBlock).map(read) as StoredWorld["blocks"],
      blobs: [...kept.blobs],
      firstStep,
      firstBlock,
    };
  };
  return {
    list: () =>
      Promise.resolve(Array.from(worlds, ([id, { entry, state }]) => ({ id, entry: read(entry), state: read(state) }))),
    load: (id) => Promise.resolve(loadRecent(id, Number.POSITIVE_INFINITY)),
    loadRecent: (id, limit) => Promise.resolve(loadRecent(id, limit)),
    steps: (id, from, to) => Promise.resolve((worlds.get(id)?.steps ?? []).slice(from, to).map(read)),
    blocks: (id, from, to) =>
      Promise.resolve((worlds.get(id)?.blocks ?? []).slice(from, to).map(read) as StoredWorld["blocks"]),
    create: ({ id, rows, steps, blocks, ...world }) => {
      const kept: Kept = {
        entry: serialize(world.entry),
        state: serialize(world.state),
        rows: new Map(),
        steps: steps.map((step) => serialize(step)),
        blocks: blocks.map((block) => serialize(block)),
        blobs: new Map(),
      };
      change(kept, { ...world, rows });
      worlds.set(id, kept);
      return Promise.resolve();
    },
    save: (id, changes) => {
      const kept = worlds.get(id);
      if (kept) change(kept, changes);
      return Promise.resolve();
    },
    saveEntry: (id, entry) => {
      const kept = worlds.get(id);
      if (kept) kept.entry = serialize(entry);
      return Promise.resolve();
    },
    duplicate: () => Promise.reject(new Error("A world isn't copied here.")),
    remove: (id) => {
      const world = loadRecent(id, Number.POSITIVE_INFINITY);
      worlds.delete(id);
      return Promise.resolve(world);
    },
    snapshots: () => Promise.resolve([]),
    saveSnapshot: () => Promise.reject(new Error("No snapshot is kept here.")),
    removeSnapshot: () => Promise.resolve(),
  };
}
