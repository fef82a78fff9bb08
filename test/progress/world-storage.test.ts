import { IDBFactory, IDBKeyRange, IDBObjectStore } from "fake-indexeddb";
import { describe, expect, it, vi } from "vitest";
import { openDatabase } from "../../src/progress/open-database.ts";
import { createWorldStorage, type StoredWorld } from "../../src/progress/world-storage.ts";

const opened = async (indexedDB = new IDBFactory()) => {
  const { database } = await openDatabase({ indexedDB, IDBKeyRange });
  return { database, storage: createWorldStorage(database), indexedDB };
};

const aWorld = (id: string): StoredWorld => ({
  id,
  entry: { name: `World ${id}` },
  state: { clock: "paused" },
  rows: [
    ["now", 5],
    ["registry\u0000contoso", { sku: "Premium" }],
  ],
  steps: [{ label: "az acr create" }],
  blocks: [{ block: { line: "az acr create" }, wire: [] }],
  blobs: [["sha256:aa", new Uint8Array([1, 2, 3])]],
});

describe("the worlds of the simulator on the device", () => {
  it("are restored completely and separately", async () => {
    const { storage, indexedDB } = await opened();
    await storage.create(aWorld("a"));
    await storage.create(aWorld("b"));
    const again = await opened(indexedDB);
    expect(await again.storage.load("a")).toEqual(aWorld("a"));
    expect((await again.storage.list()).map(({ id }) => id)).toEqual(["a", "b"]);
    expect(await again.storage.load("c")).toBeUndefined();
  });

  it("store a step: changed and removed rows, dropped redo steps, and the longer transcript", async () => {
    const { storage } = await opened();
    await storage.create(aWorld("a"));
    await storage.create(aWorld("b"));
    await storage.save("a", {
      entry: { name: "renamed" },
      state: { clock: "running" },
      rows: [
        ["now", 9],
        ["registry\u0000contoso", null],
      ],
      steps: [[0, { label: "other" }]],
      stepCount: 0,
      blocks: [[1, { line: "ls" }, []]],
      blobs: [["sha256:bb", new Uint8Array([4])]],
    });
    const after = await storage.load("a");
    expect(after).toMatchObject({ entry: { name: "renamed" }, rows: [["now", 9]], steps: [{ label: "other" }] });
    expect(after?.blocks).toHaveLength(2);
    expect(after?.blobs.map(([digest]) => digest)).toEqual(["sha256:aa", "sha256:bb"]);
    expect(await storage.load("b")).toEqual(aWorld("b"));
  });

  it("store a step completely or not at all", async () => {
    const { storage } = await opened();
    await storage.create(aWorld("a"));
    const before = await storage.load("a");
    const put = IDBObjectStore.prototype.put;
    const crash = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (
      this: IDBObjectStore,
      ...args
    ) {
      if (this.name === "worldBlocks") this.transaction.abort();
      return put.apply(this, args);
    });
    const change = {
      entry: {},
      state: {},
      rows: [["now", 1] as [string, unknown]],
      blocks: [[1, {}, []] as [number, unknown, unknown]],
    };
    await expect(storage.save("a", change)).rejects.toThrow();
    crash.mockRestore();
    expect(await storage.load("a")).toEqual(before);
  });

  it("are copied, removed and brought back, with their snapshots", async () => {
    const { storage } = await opened();
    await storage.create(aWorld("a"));
    await storage.saveSnapshot("a", { id: "s", snapshot: { name: "before" }, rows: [["now", 5]] });
    await storage.duplicate("a", { id: "copy", entry: { name: "Copy" }, state: {} });
    expect(await storage.load("copy")).toEqual({ ...aWorld("a"), id: "copy", entry: { name: "Copy" }, state: {} });
    const removed = await storage.remove("a");
    expect(await storage.load("a")).toBeUndefined();
    if (removed) await storage.create(removed);
    expect(await storage.load("a")).toEqual(aWorld("a"));
    expect(await storage.snapshots("a")).toHaveLength(1);
    await storage.removeSnapshot("a", "s");
    expect(await storage.snapshots("a")).toEqual([]);
  });
});
