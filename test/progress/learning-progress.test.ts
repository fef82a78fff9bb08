import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogEntry } from "../../src/assessment/log-entry.ts";
import { aDevice, aLogEntry, anAttempt, aResponse, aTab } from "./support.ts";

const day = 24 * 60 * 60 * 1000;

describe("the learning log", () => {
  it("keeps an answer and its entry in one write, and works its card out", async () => {
    const tab = await aTab();
    await tab.startAttempt(anAttempt());
    expect(await tab.saveResponse(aResponse({ checkedAt: 2000 }), 0, [aLogEntry()])).toBe(true);
    expect(await tab.log()).toEqual([aLogEntry()]);
    const [card] = await tab.cards();
    expect(card).toMatchObject({ id: "item/sku-1", reviews: 1, lastAt: day });
    expect(card?.due).toBeGreaterThan(day);
  });

  it("logs nothing for an answer that comes after the attempt was submitted", async () => {
    const tab = await aTab();
    await tab.startAttempt(anAttempt());
    await tab.submitAttempt("attempt-1", [], 3000);
    expect(await tab.saveResponse(aResponse(), 0, [aLogEntry()])).toBe(false);
    expect(await tab.log()).toEqual([]);
  });

  it("keeps the first entry of an id, and adds those of a submission that are new", async () => {
    const tab = await aTab();
    await tab.startAttempt(anAttempt());
    await tab.logEntries([aLogEntry()]);
    const other = aLogEntry({ id: "attempt/attempt-1/sku-2", cardId: "item/sku-2", at: 2 * day });
    await tab.submitAttempt("attempt-1", [], 3000, [aLogEntry({ rating: "again", share: 0 }), other]);
    expect(await tab.log()).toEqual([aLogEntry(), other]);
  });

  it("finds entries by objective, by card and by time, the newest of them if asked", async () => {
    const tab = await aTab();
    const entries = [1, 2, 3, 4].map((at) =>
      aLogEntry({ id: `e${at}`, at: at * day, objective: at % 2 ? "SKU-1" : "GEO-1", cardId: `item/${at}` }),
    );
    await tab.logEntries(entries);
    const idsOf = async (filter: Parameters<typeof tab.log>[0]) => (await tab.log(filter)).map(({ id }) => id);
    expect(await idsOf({ objective: "SKU-1" })).toEqual(["e1", "e3"]);
    expect(await idsOf({ objective: "GEO-1", latest: 1 })).toEqual(["e4"]);
    expect(await idsOf({ cardId: "item/2" })).toEqual(["e2"]);
    expect(await idsOf({ since: 3 * day })).toEqual(["e3", "e4"]);
    expect(await idsOf({ latest: 2 })).toEqual(["e3", "e4"]);
  });

  it("gives a card back as it was when its last answer is taken back, and counts the answer again when asked", async () => {
    const tab = await aTab();
    await tab.logEntries([aLogEntry()]);
    const before = await tab.cards();
    await tab.logEntries([aLogEntry({ id: "second", at: 5 * day, rating: "again", share: 0 })]);
    const after = await tab.cards();
    await tab.undoEntry("second", 6 * day);
    expect(await tab.cards()).toEqual(before);
    await tab.undoEntry("second", null);
    expect(await tab.cards()).toEqual(after);
    await tab.undoEntry("second", 6 * day);
    await tab.undoEntry(aLogEntry().id, 6 * day);
    expect(await tab.cards()).toEqual([]);
    expect(await tab.log()).toHaveLength(2);
  });

  it("gives the same cards in whatever order the answers of two devices arrive", async () => {
    const entries = fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 0, max: 50 }).map(String),
        cardId: fc.constantFrom("item/a", "family/b"),
        at: fc.integer({ min: 1, max: 400 }).map((days) => days * day),
        rating: fc.constantFrom("again", "hard", "good", "easy"),
      }),
      { selector: ({ at }) => at, maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(entries, fc.infiniteStream(fc.nat()), async (rows, order) => {
        const log = rows.map((row) => aLogEntry({ ...row, id: `${row.id}/${row.at}` } as Partial<LogEntry>));
        const [one, other] = [await aTab(), await aTab()];
        await one.logEntries(log);
        const shuffled = log.map((entry) => ({ entry, rank: order.next().value })).sort((a, b) => a.rank - b.rank);
        for (const { entry } of shuffled) await other.logEntries([entry]);
        expect(await other.cards()).toEqual(await one.cards());
        const before = await one.cards();
        await one.rebuildCards();
        expect(await one.cards()).toEqual(before);
      }),
      { numRuns: 25 },
    );
  });
});

describe("what was decided about studying", () => {
  it("keeps the latest row of a kind, and rejects a value of another shape", async () => {
    const device = aDevice();
    const tab = await device.openTab();
    await tab.saveStudy({ key: "dailyCap", value: 30, changedAt: 1 });
    await tab.saveStudy({ key: "dailyCap", value: 50, changedAt: 2 });
    await tab.markCard({ cardId: "item/sku-1", isSuspended: true, changedAt: 3 });
    await expect(tab.saveStudy({ key: "dailyCap", value: 0, changedAt: 3 })).rejects.toThrow();
    const reopened = await device.openTab();
    expect(await reopened.study()).toEqual([{ key: "dailyCap", value: 50, changedAt: 2 }]);
    expect(await reopened.cardMarks()).toEqual([{ cardId: "item/sku-1", isSuspended: true, changedAt: 3 }]);
  });

  it("adds up the active time of a day on a device", async () => {
    const tab = await aTab();
    await tab.addActivity({ day: "2026-11-30", device: "phone", seconds: 40 });
    await tab.addActivity({ day: "2026-11-30", device: "phone", seconds: 20 });
    await tab.addActivity({ day: "2026-11-30", device: "desk", seconds: 5 });
    expect(await tab.activity()).toEqual([
      { day: "2026-11-30", device: "desk", seconds: 5 },
      { day: "2026-11-30", device: "phone", seconds: 60 },
    ]);
  });
});
