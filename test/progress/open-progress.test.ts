import { readFileSync } from "node:fs";
import { Dexie } from "dexie";
import { IDBFactory, IDBKeyRange, IDBObjectStore } from "fake-indexeddb";
import { afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import type { BackupFile } from "../../src/progress/backup-file.ts";
import { openProgress } from "../../src/progress/open-progress.ts";
import { StorageFullError } from "../../src/progress/storage-errors.ts";
import { aDraft } from "../support/assignments.ts";
import { patience } from "../support/patience.ts";
import { aDevice, anAttempt, aResponse, aTab, contentOf, fillTab } from "./support.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe("where the browser stores nothing", () => {
  const throwing = {
    open: () => {
      throw new DOMException("denied", "SecurityError");
    },
  } as unknown as IDBFactory;
  const silent = { open: () => ({}) } as unknown as IDBFactory;
  const failing = {
    open: () => {
      const request: { onerror?: (event: unknown) => void; error: DOMException } = {
        error: new DOMException("no", "InvalidStateError"),
      };
      setTimeout(() => request.onerror?.({ target: request, preventDefault() {}, stopPropagation() {} }));
      return request;
    },
  } as unknown as IDBFactory;

  it.each([
    ["missing", null],
    ["throwing on open", throwing],
    ["failing to open", failing],
    ["never answering", silent],
  ])("works in memory when storage is %s", async (_, indexedDB) => {
    const tab = await openProgress({ indexedDB, IDBKeyRange, patience: 50 });
    expect(await tab.storage()).toEqual({ durable: false, persisted: false });
    expect(await tab.requestPersistence()).toBe(false);
    const changed = vi.fn();
    tab.watch(changed);
    await fillTab(tab);
    await vi.waitFor(() => expect(changed).toHaveBeenCalled(), { timeout: patience });
    expect(await tab.attempts()).toHaveLength(2);
    expect((await tab.exportBackup(new Date(0))).data.marks).toHaveLength(2);
  });

  it("works in memory when even asking for storage throws", async () => {
    Object.defineProperty(globalThis, "indexedDB", {
      configurable: true,
      get: () => {
        throw new DOMException("denied", "SecurityError");
      },
    });
    vi.stubGlobal("navigator", {}); // as in a browser, where Dexie then looks at indexedDB too
    onTestFinished(() => void Reflect.deleteProperty(globalThis, "indexedDB"));
    const tab = await openProgress();
    expect((await tab.storage()).durable).toBe(false);
  });

  it("starts empty in each memory", async () => {
    await fillTab(await openProgress({ indexedDB: null }));
    expect(await (await openProgress({ indexedDB: null })).attempts()).toEqual([]);
  });
});

type AbortableTransaction = IDBTransaction & { _abort(errorName: string): void };

describe("a full device", () => {
  const quota = () => new DOMException("full", "QuotaExceededError");
  /** Lets the writes to one table fail, as a full device does. */
  const fill = (table: string) => {
    const put = IDBObjectStore.prototype.put;
    return vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...args) {
      if (this.name === table) throw quota();
      return put.apply(this, args);
    });
  };

  it("rejects a write with advice and leaves nothing half-written", async () => {
    const device = aDevice();
    const tab = await device.openTab();
    await tab.startAttempt(anAttempt());
    const before = await contentOf(tab);
    const full = fill("attempts");
    const refused = tab.saveResponse(aResponse(), 1);
    await expect(refused).rejects.toThrow(StorageFullError);
    await expect(refused).rejects.toThrow(/Export a backup/);
    full.mockRestore();
    expect(await contentOf(await device.openTab())).toBe(before);
    expect(await tab.saveResponse(aResponse(), 1)).toBe(true);
  });

  it("changes nothing when it fills up during an import", async () => {
    const other = await aTab();
    await fillTab(other);
    const backup = await other.exportBackup(new Date(0));
    const device = aDevice();
    const tab = await device.openTab();
    await tab.startAttempt(anAttempt({ id: "mine" }));
    const before = await contentOf(tab);
    const full = fill("reports");
    await expect(tab.importBackup(backup)).rejects.toThrow(StorageFullError);
    full.mockRestore();
    expect(await contentOf(await device.openTab())).toBe(before);
  });

  it("is recognized when the browser finds out at the commit", async () => {
    const tab = await aTab();
    await tab.startAttempt(anAttempt());
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...args) {
      const putRequest = put.apply(this, args);
      // fake-indexeddb's own way to abort with a named error, as a browser does when the commit fails.
      putRequest.addEventListener("success", () =>
        (this.transaction as AbortableTransaction)._abort("QuotaExceededError"),
      );
      return putRequest;
    });
    await expect(tab.savePosition("attempt-1", 1)).rejects.toThrow(StorageFullError);
  });
});

it("leaves nothing half-written when a write breaks off in the middle", async () => {
  const device = aDevice();
  const tab = await device.openTab();
  await tab.startAttempt(anAttempt());
  const before = await contentOf(tab);
  const put = IDBObjectStore.prototype.put;
  const crash = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, ...args) {
    if (this.name === "attempts") this.transaction.abort();
    return put.apply(this, args);
  });
  await expect(tab.saveResponse(aResponse(), 1)).rejects.toThrow();
  crash.mockRestore();
  expect(await contentOf(await device.openTab())).toBe(before);
});

describe("versions", () => {
  const request = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  it("opens a database of version 1 with all that was in it", async () => {
    const indexedDB = new IDBFactory();
    const opening = indexedDB.open("drydock", 10); // Dexie stores its version times ten
    opening.onupgradeneeded = () => {
      const database = opening.result;
      database.createObjectStore("attempts", { keyPath: "id" }).add(anAttempt());
      database.createObjectStore("responses", { keyPath: ["attemptId", "itemId"] }).add(aResponse());
      for (const table of ["positions", "sections"]) database.createObjectStore(table, { keyPath: "sectionId" });
      for (const table of ["checks", "reveals"]) database.createObjectStore(table, { keyPath: "itemId" });
      for (const table of ["marks", "reports"]) database.createObjectStore(table, { keyPath: "id" });
      database.createObjectStore("settings", { keyPath: "key" });
    };
    (await request(opening)).close();

    const tab = await openProgress({ indexedDB, IDBKeyRange });
    expect((await tab.storage()).durable).toBe(true);
    expect(await tab.attempts()).toEqual([anAttempt()]);
    expect(await tab.responses("attempt-1")).toEqual([aResponse()]);
    expect(await tab.saveResponse(aResponse({ itemId: "sku-2" }), 1)).toBe(true);

    const stored = await request(indexedDB.open("drydock"));
    expect(stored.version).toBe(50);
    expect([...stored.objectStoreNames]).toEqual(expect.arrayContaining(["worldRows", "log", "cards"]));
    stored.close();
  });

  it("opens a database of version 2 with its answers and environments, and logs what comes after", async () => {
    const indexedDB = new IDBFactory();
    const opening = indexedDB.open("drydock", 20);
    opening.onupgradeneeded = () => {
      const database = opening.result;
      database.createObjectStore("attempts", { keyPath: "id" }).add(anAttempt());
      database.createObjectStore("responses", { keyPath: ["attemptId", "itemId"] }).add(aResponse());
      for (const table of ["positions", "sections"]) database.createObjectStore(table, { keyPath: "sectionId" });
      for (const table of ["checks", "reveals"]) database.createObjectStore(table, { keyPath: "itemId" });
      for (const table of ["marks", "reports"]) database.createObjectStore(table, { keyPath: "id" });
      database.createObjectStore("settings", { keyPath: "key" });
      database.createObjectStore("worlds", { keyPath: "id" }).add({ id: "w", entry: {}, state: {} });
      const parts = { worldRows: "key", worldSteps: "index", worldBlocks: "index", worldBlobs: "digest" };
      for (const [table, part] of Object.entries({ ...parts, worldSnapshots: "id" }))
        database.createObjectStore(table, { keyPath: ["world", part] });
    };
    (await request(opening)).close();

    const tab = await openProgress({ indexedDB, IDBKeyRange });
    expect(await tab.attempts()).toEqual([anAttempt()]);
    expect(await tab.responses("attempt-1")).toEqual([aResponse()]);
    expect(await tab.log()).toEqual([]);
    const entry = { id: "e", cardId: "item/sku-1", source: "practice", rating: "good", share: 1, at: 5 } as const;
    await tab.logEntries([entry]);
    expect(await tab.cards()).toHaveLength(1);
    const stored = await request(indexedDB.open("drydock"));
    expect(await request(stored.transaction("worlds").objectStore("worlds").count())).toBe(1);
    stored.close();
  });

  it("opens a database of version 3 with its log and cards, and takes assignments", async () => {
    const indexedDB = new IDBFactory();
    const opening = indexedDB.open("drydock", 30);
    const entry = { id: "e", cardId: "item/sku-1", source: "practice", rating: "good", share: 1, at: 5 } as const;
    opening.onupgradeneeded = () => {
      const { result } = opening;
      const attempts = result.createObjectStore("attempts", { keyPath: "id" });
      attempts.createIndex("submittedAt", "submittedAt");
      attempts.createIndex("[assessmentId+submittedAt]", ["assessmentId", "submittedAt"]);
      attempts.add(anAttempt());
      result.createObjectStore("responses", { keyPath: ["attemptId", "itemId"] }).add(aResponse());
      for (const table of ["positions", "sections"]) result.createObjectStore(table, { keyPath: "sectionId" });
      for (const table of ["checks", "reveals"]) result.createObjectStore(table, { keyPath: "itemId" });
      for (const table of ["marks", "reports", "worlds"]) result.createObjectStore(table, { keyPath: "id" });
      for (const table of ["settings", "study", "reviews"]) result.createObjectStore(table, { keyPath: "key" });
      const parts = { worldRows: "key", worldSteps: "index", worldBlocks: "index", worldBlobs: "digest" };
      for (const [table, part] of Object.entries({ ...parts, worldSnapshots: "id" }))
        result.createObjectStore(table, { keyPath: ["world", part] });
      const log = result.createObjectStore("log", { keyPath: "id" });
      log.createIndex("at", "at");
      log.createIndex("[objective+at]", ["objective", "at"]);
      log.createIndex("[cardId+at]", ["cardId", "at"]);
      log.createIndex("misconceptions", "misconceptions", { multiEntry: true });
      log.add(entry);
      result.createObjectStore("cards", { keyPath: "id" }).createIndex("due", "due");
      result.createObjectStore("cardMarks", { keyPath: "cardId" });
      result.createObjectStore("activity", { keyPath: ["day", "device"] });
    };
    (await request(opening)).close();

    const tab = await openProgress({ indexedDB, IDBKeyRange });
    expect(await tab.attempts()).toEqual([anAttempt()]);
    expect(await tab.log()).toEqual([entry]);
    const classes = await tab.classes();
    await classes.saveAssignment({ id: "a", draft: aDraft(), createdAt: 1, changedAt: 2 });
    expect((await classes.assignments()).map(({ id }) => id)).toEqual(["a"]);
  });

  it("opens a database of version 4, and gives attempts at assignments what their device had last", async () => {
    const { data } = JSON.parse(readFileSync(new URL("fixtures/backup-5.json", import.meta.url), "utf8")) as BackupFile;
    const [row] = data.assigned;
    const indexedDB = new IDBFactory();
    const earlier = new Dexie("drydock", { indexedDB, IDBKeyRange });
    earlier.version(4).stores({ attempts: "id, submittedAt, [assessmentId+submittedAt]", assigned: "hash" });
    await earlier.table("attempts").bulkAdd(data.attempts);
    await earlier.table("assigned").bulkAdd([row, { ...row, hash: "without-terms", terms: undefined }]);
    earlier.close();

    const tab = await openProgress({ indexedDB, IDBKeyRange });
    expect(await tab.attempts()).toHaveLength(data.attempts.length);
    const classes = await tab.classes();
    const [upgraded, plain] = [await classes.assignedOf(row?.hash ?? ""), await classes.assignedOf("without-terms")];
    expect(upgraded?.sittings).toEqual(
      row?.sittings.map((sitting) => ({ ...sitting, learner: row.learner, terms: row.terms })),
    );
    expect(plain?.sittings).toEqual(row?.sittings.map((sitting) => ({ ...sitting, learner: row.learner })));
  });

  it("closes when another tab upgrades, and continues afterward", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const device = aDevice();
    const tab = await device.openTab();
    await fillTab(tab);
    const opening = device.indexedDB.open("drydock", 60);
    opening.onupgradeneeded = () => void opening.result.createObjectStore("lab", { keyPath: "id" });
    const blocked = vi.fn();
    opening.onblocked = blocked;
    (await request(opening)).close();
    expect(blocked).not.toHaveBeenCalled();
    expect(await tab.attempts()).toHaveLength(2);
    expect(await tab.saveResponse(aResponse({ attemptId: "attempt-2" }), 1)).toBe(true);
    const stored = await request(device.indexedDB.open("drydock"));
    expect([...stored.objectStoreNames]).toContain("lab");
  });

  it("closes the database when it opens only after the timeout", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const indexedDB = new IDBFactory();
    const holding = indexedDB.open("drydock", 5);
    const openedDatabase = await request(holding);
    const tab = await openProgress({ indexedDB, IDBKeyRange, patience: 50 });
    expect((await tab.storage()).durable).toBe(false);
    openedDatabase.close();
    const deletion = indexedDB.deleteDatabase("drydock");
    const blocked = vi.fn();
    deletion.onblocked = blocked;
    await request(deletion);
    expect(blocked).not.toHaveBeenCalled();
  });
});

describe("storage()", () => {
  it("reports what the browser says", async () => {
    vi.stubGlobal("navigator", {
      storage: {
        persisted: async () => true,
        persist: async () => true,
        estimate: async () => ({ usage: 1, quota: 2 }),
      },
    });
    const tab = await aTab();
    expect(await tab.storage()).toEqual({ durable: true, persisted: true, usage: 1, quota: 2 });
    expect(await tab.requestPersistence()).toBe(true);
  });

  it("works without what the browser lacks or rejects", async () => {
    vi.stubGlobal("navigator", { storage: { estimate: () => Promise.reject(new Error("no")) } });
    const tab = await aTab();
    expect(await tab.storage()).toEqual({ durable: true, persisted: null });
    expect(await tab.requestPersistence()).toBe(false);
    vi.stubGlobal("navigator", undefined);
    expect(await tab.storage()).toEqual({ durable: true, persisted: null });
  });
});
