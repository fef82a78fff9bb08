import { describe, expect, it } from "vitest";
import type { LogEntry } from "../../src/assessment/log-entry.ts";
import type { ReviewRow } from "../../src/progress/rows.ts";
import { aDevice, aTab } from "./support.ts";

const aReview = (fields: Partial<ReviewRow> = {}): ReviewRow => ({
  id: "review/1",
  cardId: "item/sku-1",
  item: { itemId: "sku-1", version: 1, profile: "chapter", order: ["b", "a"] },
  reason: "due",
  startedAt: 1000,
  ...fields,
});
const anEntry = (fields: Partial<LogEntry> = {}): LogEntry => ({
  id: "review/1",
  cardId: "item/sku-1",
  source: "review",
  rating: "good",
  share: 1,
  at: 2000,
  ...fields,
});

describe("the review under way", () => {
  it("is there again after a reload, with what was entered", async () => {
    const device = aDevice();
    const tab = await device.openTab();
    expect(await tab.review()).toBeUndefined();
    await tab.beginReview(aReview());
    const change = { response: { type: "single", option: "b" }, confidence: "think", hinted: true } as const;
    expect(await tab.changeReview("review/1", change)).toBe(true);
    expect(await (await device.openTab()).review()).toEqual(aReview(change));
  });

  it("is one for all tabs, until it's replaced", async () => {
    const device = aDevice();
    const [one, other] = [await device.openTab(), await device.openTab()];
    await one.beginReview(aReview());
    expect(await other.beginReview(aReview({ id: "review/2" }))).toEqual(aReview());
    await other.beginReview(aReview({ id: "review/3" }), { replace: true });
    expect((await one.review())?.id).toBe("review/3");
  });

  it("is graded and logged once, whichever tab is first, and doesn't change after that", async () => {
    const device = aDevice();
    const [one, other] = [await device.openTab(), await device.openTab()];
    await one.beginReview(aReview());
    const graded = await Promise.all([
      one.gradeReview("review/1", anEntry()),
      other.gradeReview("review/1", anEntry({ rating: "again", share: 0 })),
    ]);
    expect(graded.toSorted()).toEqual([false, true]);
    expect(await one.log()).toHaveLength(1);
    expect((await one.cards())[0]?.reviews).toBe(1);
    expect(await other.changeReview("review/1", { confidence: "guess" })).toBe(false);
    expect((await other.review())?.gradedAt).toBe(2000);
  });

  it("makes room for the next only if it's still the one under way", async () => {
    const tab = await aTab();
    await tab.beginReview(aReview());
    await tab.endReview("review/0");
    expect(await tab.review()).toEqual(aReview());
    await tab.endReview("review/1");
    expect(await tab.review()).toBeUndefined();
    expect(await tab.gradeReview("review/1", anEntry())).toBe(false);
    expect(await tab.log()).toEqual([]);
  });
});
