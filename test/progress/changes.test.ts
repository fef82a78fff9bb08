import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createDatabase } from "../../src/progress/database.ts";
import type { Changes } from "../../src/progress/progress.ts";
import { createProgress } from "../../src/progress/stored-progress.ts";
import { aDevice, aMark, anAttempt, aResponse } from "./support.ts";

describe("what a watcher hears of a change", () => {
  // Time stands still, so that what gathers in one burst doesn't depend on the machine.
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  async function watched() {
    // A name of its own, because Dexie tells the tests of other files about changes by name.
    const database = createDatabase("changes", { indexedDB: new IDBFactory(), IDBKeyRange });
    await database.open();
    vi.runAllTimers();
    const tab = createProgress(database, { durable: true });
    const heard: Changes[] = [];
    tab.watch((changes) => heard.push(changes));
    /** What was heard of since the last call. */
    const changes = () => {
      vi.runAllTimers();
      return heard.splice(0).map((change) => Object.fromEntries(change));
    };
    return { tab, changes };
  }

  it("is the keys of the rows by table, each table of a transaction, gathered over a burst", async () => {
    const { tab, changes } = await watched();
    await tab.startAttempt(anAttempt({ id: "a" }));
    await tab.startAttempt(anAttempt({ id: "b" }));
    expect(changes()).toEqual([{ attempts: ["a", "b"] }]);
    await tab.saveResponse(aResponse({ attemptId: "b", itemId: "sku-1" }), 1);
    expect(changes()).toEqual([{ attempts: ["b"], responses: [["b", "sku-1"]] }]);
    await tab.deleteAttempt("a");
    expect(changes()).toMatchObject([{ attempts: ["a"] }]);
  });

  it("is any row where a table was emptied or many rows came at once", async () => {
    const { tab, changes } = await watched();
    for (let at = 0; at < 60; at++) await tab.saveMark(aMark({ id: `mark-${at}` }));
    expect(changes()).toEqual([{ marks: "any" }]);
    await tab.erase();
    expect(changes()[0]).toMatchObject({ marks: "any", attempts: "any", log: "any" });
  });
});

describe("attempts by a filter", () => {
  it("are those of the ids, the open ones, or the latest submitted, of any assessment or one", async () => {
    const tab = await aDevice().openTab();
    for (const [id, assessmentId] of [
      ["a", "quiz"],
      ["b", "exam"],
      ["c", "quiz"],
      ["d", "quiz"],
    ] as const) {
      await tab.startAttempt(anAttempt({ id, assessmentId }));
    }
    await tab.submitAttempt("a", [], 30);
    await tab.submitAttempt("b", [], 20);
    await tab.submitAttempt("d", [], 10);
    const ids = async (...filter: Parameters<typeof tab.attempts>) =>
      (await tab.attempts(...filter)).map(({ id }) => id);
    expect(await ids({ ids: ["c", "x", "a"] })).toEqual(["c", "a"]);
    expect(await ids({ isOpen: true })).toEqual(["c"]);
    expect(await ids({ latest: 2 })).toEqual(["a", "b"]);
    expect(await ids({ latest: 5, assessmentId: "quiz" })).toEqual(["a", "d"]);
    expect(await ids({ latest: 5, assessmentId: "quiz", before: 30 })).toEqual(["d"]);
  });
});
