import { describe, expect, it } from "vitest";
import type { LogEntry } from "../../src/assessment/log-entry.ts";
import type { ScoredItem } from "../../src/assessment/item.ts";
import { loadFamilies, loadItems } from "../../src/content/course.ts";
import { createReviewStore } from "../../src/store/review-store.ts";
import { createStore } from "../../src/store/store.ts";
import { aDevice } from "../progress/support.ts";

const day = 24 * 60 * 60 * 1000;
const noon = new Date(2026, 10, 30, 12).getTime();

/** A page on a device at noon, whose clock and ids count up. */
async function aReviewPage(device = aDevice()) {
  const progress = await device.openTab();
  let now = noon;
  let ids = 0;
  const app = createStore({
    progress: () => Promise.resolve(progress),
    now: () => ++now,
    steady: () => now,
    newId: () => `new-${++ids}`,
    mirror: { read: () => null, write: () => undefined },
  });
  return { device, progress, app, store: createReviewStore(app) };
}

/** An answer so many days before noon. */
const answered = (cardId: string, daysAgo: number, fields: Partial<LogEntry> = {}): LogEntry => ({
  id: `old/${cardId}/${daysAgo}`,
  cardId,
  source: "practice",
  rating: "good",
  share: 1,
  at: noon - daysAgo * day,
  ...fields,
});

async function singles(count: number) {
  const found = (await loadItems()).filter(
    ({ type, status, pool, chapter }) =>
      type === "single" && status === "live" && pool === undefined && chapter?.type === "single",
  );
  return found.slice(0, count).map(({ id }) => id);
}

const choose = (item: ScoredItem, right: boolean) => {
  if (item.type !== "single") throw new Error("not a single choice");
  return { type: "single" as const, option: item.options.find(({ correct }) => correct === right)?.id ?? "" };
};
const questionOf = ({ subject }: ReturnType<Awaited<ReturnType<typeof aReviewPage>>["store"]["getState"]>) => {
  if (subject?.kind !== "question") throw new Error("no question is on screen");
  return subject.item;
};

describe("a review", () => {
  it("asks what is due, logs the graded answer, and ends with the day of the next one", async () => {
    const [first = "", second = ""] = await singles(2);
    const { progress, store } = await aReviewPage();
    await progress.logEntries([answered(`item/${first}`, 30), answered(`item/${second}`, 0)]);
    await store.getState().open();
    expect(store.getState()).toMatchObject({ phase: "asking", row: { cardId: `item/${first}`, reason: "due" } });
    await store.getState().answer(choose(questionOf(store.getState()), true));
    await store.getState().setConfidence("certain");
    await store.getState().check();
    const [entry] = (await progress.log()).filter(({ source }) => source === "review");
    expect(entry).toMatchObject({
      cardId: `item/${first}`,
      itemId: first,
      rating: "easy",
      share: 1,
      confidence: "certain",
    });
    await store.getState().proceed();
    expect(store.getState()).toMatchObject({ phase: "done", next: { count: 1 } });
  });

  it.each([
    [false, "certain", "again"],
    [true, "guess", "hard"],
    [true, "think", "good"],
    [true, undefined, "good"],
  ] as const)("grades an answer (right: %s, sure: %s) as %s", async (right, confidence, rating) => {
    const [id = ""] = await singles(1);
    const { progress, store } = await aReviewPage();
    await progress.logEntries([answered(`item/${id}`, 30)]);
    await store.getState().open();
    await store.getState().answer(choose(questionOf(store.getState()), right));
    if (confidence) await store.getState().setConfidence(confidence);
    await store.getState().check();
    expect((await progress.log()).at(-1)).toMatchObject({ source: "review", rating });
  });

  it("continues after a reload with the same card, the answer kept, and its verdict once it was checked", async () => {
    const ids = await singles(3);
    const { device, progress, store } = await aReviewPage();
    await progress.logEntries(ids.map((id) => answered(`item/${id}`, 30)));
    await store.getState().open();
    const response = choose(questionOf(store.getState()), false);
    await store.getState().answer(response);
    const { row } = store.getState();
    const reloaded = await aReviewPage(device);
    await reloaded.store.getState().open();
    expect(reloaded.store.getState().row).toEqual(row);
    await reloaded.store.getState().check();
    const again = await aReviewPage(device);
    await again.store.getState().open();
    expect(again.store.getState().row).toMatchObject({ id: row?.id, response });
    expect(again.store.getState().row?.gradedAt).toBeDefined();
  });

  it("is logged once when two tabs answer it", async () => {
    const [id = ""] = await singles(1);
    const { device, progress, store } = await aReviewPage();
    await progress.logEntries([answered(`item/${id}`, 30)]);
    await store.getState().open();
    const other = await aReviewPage(device);
    await other.store.getState().open();
    await store.getState().answer(choose(questionOf(store.getState()), true));
    await other.store.getState().answer(choose(questionOf(other.store.getState()), false));
    await Promise.all([store.getState().check(), other.store.getState().check()]);
    expect((await progress.log()).filter(({ source }) => source === "review")).toHaveLength(1);
    await Promise.all([store.getState().follow(), other.store.getState().follow()]);
    expect(store.getState().row?.gradedAt).toBe(other.store.getState().row?.gradedAt);
  });

  it("is taken back with its effect on the card, and the same question is asked again", async () => {
    const [family] = await loadFamilies();
    const { progress, store } = await aReviewPage();
    await progress.logEntries([answered(`family/${family?.id}`, 30)]);
    const before = await progress.cards();
    await store.getState().open();
    const { row } = store.getState();
    const { id } = questionOf(store.getState());
    expect(id).toMatch(`family/${family?.id}/`);
    const item = questionOf(store.getState());
    if (item.type !== "single") throw new Error("the first family isn't single choice");
    await store.getState().answer(choose(item, true));
    await store.getState().check();
    expect(await progress.cards()).not.toEqual(before);
    await store.getState().proceed();
    expect(store.getState()).toMatchObject({ phase: "done", canUndo: true });
    await store.getState().undo();
    expect(await progress.cards()).toEqual(before);
    expect(store.getState()).toMatchObject({ phase: "asking", canUndo: false });
    expect(store.getState().row?.item).toEqual(row?.item);
    await store.getState().answer(choose(item, false));
    await store.getState().check();
    expect((await progress.log()).filter(({ undoneAt }) => undoneAt === undefined)).toHaveLength(2);
  });

  it("leaves a suspended card out until it's taken in again", async () => {
    const [id = ""] = await singles(1);
    const { progress, store, app } = await aReviewPage();
    await progress.logEntries([answered(`item/${id}`, 30)]);
    await store.getState().open();
    await store.getState().suspend();
    expect(store.getState().phase).toBe("done");
    await app.getState().markCards([`item/${id}`], false);
    await store.getState().open();
    expect(store.getState().row?.cardId).toBe(`item/${id}`);
  });

  it("asks an added fact, and stores the learner's own grade", async () => {
    const { progress, store, app } = await aReviewPage();
    await app.getState().markCards(["fact/includedStorageGiB"], false);
    await store.getState().open();
    const { subject, row } = store.getState();
    expect(subject?.kind).toBe("fact");
    expect(row).toMatchObject({ reason: "new" });
    await store.getState().grade("hard");
    expect((await progress.log()).at(-1)).toMatchObject({ source: "review", cardId: row?.cardId, rating: "hard" });
    expect(store.getState().phase).toBe("done");
  });
});
