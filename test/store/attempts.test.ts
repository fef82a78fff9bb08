import { beforeEach, describe, expect, it } from "vitest";
import type { Attempt } from "../../src/assessment/attempt.ts";
import { outline } from "../../src/content/course.ts";
import { createAttemptStore } from "../../src/store/attempt-store.ts";
import { discardAttempt, planFor, restoreAttempt, startAttempt, type Wish } from "../../src/store/start-attempt.ts";
import { single } from "../assessment/some-items.ts";
import { anAttempt } from "../progress/support.ts";
import { aPage } from "./a-page.ts";

const wish: Wish = { kind: "assessment", id: outline.quiz, includeDisputed: false };

describe("starting an attempt", () => {
  it("stores it under a new id, with the time it began", async () => {
    const { store, progress } = await aPage();
    const started = await startAttempt(store, wish);
    expect(started).toEqual({ ok: true, id: "new-1" });
    expect(await progress.attempts()).toMatchObject([{ id: "new-1", assessmentId: outline.quiz, startedAt: 101 }]);
  });

  it("starts no second attempt while one at the same assessment is open", async () => {
    const { store, progress } = await aPage();
    await startAttempt(store, wish);
    const second = await startAttempt(store, wish);
    expect(second).toMatchObject({ ok: false, open: { id: "new-1" } });
    expect(await progress.attempts()).toHaveLength(1);
    await progress.submitAttempt("new-1", [], 200);
    expect(await startAttempt(store, wish)).toMatchObject({ ok: true });
  });

  it("counts repeated questions, including checks answered in the text", async () => {
    const { store, progress } = await aPage();
    const first = await planFor(store, wish, "s");
    expect(first).toMatchObject({ ok: true, repeats: 0 });
    const items = first.ok ? first.attempt.items : [];
    const answered = new Set(items.slice(0, 2).map(({ itemId }) => itemId));
    for (const itemId of answered) {
      const response = { type: "single", option: "a" } as const;
      await progress.saveCheck({ itemId, sectionId: "s", profile: "chapter", response, earned: 1, maximum: 1, at: 5 });
    }
    await expect.poll(() => store.getState().snapshot?.checks.length).toBe(2);
    const plan = await planFor(store, wish, "s");
    const repeated = plan.ok ? plan.attempt.items.filter(({ itemId }) => answered.has(itemId)) : [];
    expect(plan).toMatchObject({ ok: true, repeats: repeated.length });
    // The bank has enough questions that were not seen.
    expect(repeated).toEqual([]);
    const once = await planFor(store, { kind: "item", id: [...answered][0] ?? "" }, "t");
    expect(once).toMatchObject({ ok: true, repeats: 1 });
  });

  it("reports why an assessment can't be assembled", async () => {
    const { store } = await aPage();
    const started = await startAttempt(store, { kind: "item", id: "nowhere" });
    expect(started).toEqual({ ok: false, message: "There is no question called nowhere." });
  });
});

describe("a discarded attempt", () => {
  it("comes back with its answers and flags", async () => {
    const { store, progress } = await aPage();
    const attempt = anAttempt({ position: 1 });
    await progress.startAttempt(attempt);
    const open = createAttemptStore(store, attempt);
    await open.getState().read();
    const item = { ...single, id: "sku-1" };
    await open.getState().answer(item, { type: "single", option: "b" });
    await open.getState().flag(item);
    const responses = await progress.responses(attempt.id);

    const discarded = await discardAttempt(store, attempt);
    expect(await progress.attempts()).toEqual([]);
    if (!discarded) throw new Error("not discarded");
    await restoreAttempt(store, discarded);
    expect(await progress.responses(attempt.id)).toEqual(responses);
    expect(await progress.attempts()).toEqual([attempt]);
  });
});

describe("an attempt on screen", () => {
  const item = { ...single, id: "sku-1" };
  let attempt: Attempt;
  let page: Awaited<ReturnType<typeof aPage>>;
  const onScreen = async () => {
    const store = createAttemptStore(page.store, attempt);
    await store.getState().read();
    return store;
  };
  beforeEach(async () => {
    attempt = anAttempt({ feedback: "each" });
    page = await aPage();
    await page.progress.startAttempt(attempt);
  });
  const stored = async () => (await page.progress.responses(attempt.id))[0];

  it("can be flagged before it is answered, and keeps the flag with the answer and after a reload", async () => {
    const store = await onScreen();
    await store.getState().flag(item);
    expect(await stored()).toMatchObject({ flagged: true });
    const again = await onScreen();
    await again.getState().answer(item, { type: "single", option: "b" });
    expect(await stored()).toMatchObject({ flagged: true, response: { type: "single", option: "b" } });
    await again.getState().flag(item);
    expect(await stored()).toMatchObject({ flagged: false });
  });

  it("remembers a hint opened before the answer", async () => {
    const store = await onScreen();
    await store.getState().openHint(item);
    await store.getState().answer(item, { type: "single", option: "b" });
    expect(await stored()).toMatchObject({ hinted: true });
  });

  it("is checked only once it is answered", async () => {
    const store = await onScreen();
    await store.getState().flag(item);
    await store.getState().check(item);
    expect((await stored())?.checkedAt).toBeUndefined();
    await store.getState().answer(item, { type: "single", option: "b" });
    await store.getState().check(item);
    expect((await stored())?.checkedAt).toBeGreaterThan(100);
  });

  it("keeps the place that the learner went to while an answer was still being stored", async () => {
    const store = await onScreen();
    await store.getState().answer(item, { type: "single", option: "b" });
    const { saveResponse } = page.progress;
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const begun = new Promise<void>((resolve) => {
      page.progress.saveResponse = async (...written) => {
        resolve();
        await released;
        return saveResponse(...written);
      };
    });
    const checking = store.getState().check(item);
    await begun;
    const going = store.getState().go(1);
    // By the time that this is read, a place that didn't wait is stored.
    await page.progress.attempts();
    release();
    await Promise.all([checking, going]);
    expect(await page.progress.attempts()).toMatchObject([{ position: 1 }]);
  });

  it("is submitted with the answer that was still being stored", async () => {
    const store = await onScreen();
    const { saveResponse } = page.progress;
    let release = () => {};
    const stores = new Promise<void>((resolve) => (release = resolve));
    page.progress.saveResponse = async (...written) => {
      await stores;
      return saveResponse(...written);
    };
    const answering = store.getState().answer(item, { type: "single", option: "b" });
    const submitting = store.getState().submit(attempt, new Map([["sku-1", item]]));
    // By the time that this is read, a submission that didn't wait is stored.
    await page.progress.attempts();
    release();
    await Promise.all([answering, submitting]);
    expect((await page.progress.attempts())[0]?.scores).toContainEqual({ itemId: "sku-1", earned: 1, maximum: 1 });
    expect(store.getState().problem).toBe("");
  });

  it("takes back how sure the learner was", async () => {
    const store = await onScreen();
    await store.getState().answer(item, { type: "single", option: "b" });
    await store.getState().setConfidence(item, "certain");
    expect((await stored())?.confidence).toBe("certain");
    await store.getState().setConfidence(item, undefined);
    expect((await stored())?.confidence).toBeUndefined();
  });

  it("says when it was submitted in another tab", async () => {
    const store = await onScreen();
    await page.progress.submitAttempt(attempt.id, [], 500);
    await store.getState().answer(item, { type: "single", option: "b" });
    expect(store.getState().problem).toContain("submitted in another tab");
    expect(store.getState().saved).toBe(false);
  });

  it("is scored by what is stored, and a flag alone scores 0", async () => {
    const store = await onScreen();
    await store.getState().answer(item, { type: "single", option: "b" });
    await store.getState().flag({ ...single, id: "sku-2", version: 2 });
    const items = new Map([
      ["sku-1", item],
      ["sku-2", { ...single, id: "sku-2", version: 2 }],
    ]);
    expect(await store.getState().submit(attempt, items)).toBe(true);
    expect((await page.progress.attempts())[0]?.scores).toEqual([
      { itemId: "sku-1", earned: 1, maximum: 1 },
      { itemId: "sku-2", earned: 0, maximum: 1 },
    ]);
  });
});
