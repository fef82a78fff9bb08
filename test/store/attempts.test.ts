import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Attempt } from "../../src/assessment/attempt.ts";
import type { Progress } from "../../src/progress/progress.ts";
import { createAttemptStore } from "../../src/store/attempt-store.ts";
import { discardAttempt, planFor, restoreAttempt, startAttempt, type Wish } from "../../src/store/start-attempt.ts";
import { createStore } from "../../src/store/store.ts";
import { single } from "../assessment/some-items.ts";
import { aDevice, anAttempt } from "../progress/support.ts";

vi.mock("virtual:drydock/items", async () => {
  const { banked } = await import("../assessment/some-items.ts");
  return { default: ["1", "2", "3"].map((id) => ({ ...banked(id, `A-${id}`), status: "live" })) };
});
vi.mock("virtual:drydock/outline", () => {
  const quiz = {
    id: "quiz",
    title: "Quiz",
    counts: { single: 2 },
    minimumObjectives: 2,
    sameKeyOnly: true,
    feedback: "end",
    passMark: 0.6,
  };
  return { default: { assessments: [quiz], retiredItems: [] } };
});

const wish: Wish = { kind: "assessment", id: "quiz", includeDisputed: false };

/** A page whose clock and ids count up, with what its device holds. */
async function aPage() {
  const progress: Progress = await aDevice().openTab();
  let at = 100;
  let ids = 0;
  const store = createStore({
    progress: () => Promise.resolve(progress),
    now: () => ++at,
    newId: () => `new-${++ids}`,
    mirror: { read: () => null, write: () => undefined },
  });
  store.getState().followProgress();
  await expect.poll(() => store.getState().snapshot).not.toBeNull();
  return { store, progress };
}

describe("starting an attempt", () => {
  it("stores it under a new id, with the time it began", async () => {
    const { store, progress } = await aPage();
    const started = await startAttempt(store, wish);
    expect(started).toEqual({ ok: true, id: "new-1" });
    expect(await progress.attempts()).toMatchObject([{ id: "new-1", assessmentId: "quiz", startedAt: 101 }]);
  });

  it("begins no second one while an attempt at the same thing is open", async () => {
    const { store, progress } = await aPage();
    await startAttempt(store, wish);
    const second = await startAttempt(store, wish);
    expect(second).toMatchObject({ ok: false, open: { id: "new-1" } });
    expect(await progress.attempts()).toHaveLength(1);
    await progress.submitAttempt("new-1", [], 200);
    expect(await startAttempt(store, wish)).toMatchObject({ ok: true });
  });

  it("counts what it would repeat, and a check answered in the text as seen", async () => {
    const { store, progress } = await aPage();
    expect(await planFor(store, wish, "s")).toMatchObject({ ok: true, repeats: 0 });
    for (const itemId of ["1", "2"]) {
      const response = { type: "single", option: "a" } as const;
      await progress.saveCheck({ itemId, sectionId: "s", profile: "chapter", response, earned: 1, maximum: 1, at: 5 });
    }
    await expect.poll(() => store.getState().snapshot?.checks.length).toBe(2);
    const plan = await planFor(store, wish, "s");
    expect(plan).toMatchObject({ ok: true, repeats: 1 });
    expect(plan.ok && plan.attempt.items.map(({ itemId }) => itemId)).toContain("3");
  });

  it("says what is wrong with a wish that can't be met", async () => {
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
