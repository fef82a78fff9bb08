import { describe, expect, it } from "vitest";
import { mixedPractice, type PracticeChoice } from "../../src/assessment/practice.ts";
import { loadItems } from "../../src/content/course.ts";
import { itemsOf } from "../../src/store/attempt-items.ts";
import { createAttemptStore } from "../../src/store/attempt-store.ts";
import { addQuestions, previewPractice } from "../../src/store/plan-practice.ts";
import { startAttempt } from "../../src/store/start-attempt.ts";
import { aPage } from "./a-page.ts";
import { missed } from "./missed.ts";

type Page = Awaited<ReturnType<typeof aPage>>;

async function begun(page: Page, choice: Partial<PracticeChoice> = {}) {
  const started = await startAttempt(page.store, { kind: "practice", choice: { ...mixedPractice, ...choice } });
  if (!started.ok) throw new Error(started.message);
  const attempt = await page.progress.attempt(started.id);
  if (!attempt) throw new Error("not stored");
  return attempt;
}
const idsOf = ({ items }: { items: readonly { itemId: string }[] }) => items.map(({ itemId }) => itemId);

describe("a practice", () => {
  it("is stored with its choice, and has questions of several objectives", async () => {
    const page = await aPage();
    const attempt = await begun(page);
    expect(attempt).toMatchObject({ title: "Mixed practice", feedback: "each", practice: mixedPractice });
    expect(new Set(idsOf(attempt)).size).toBe(10);
  });

  it("of missed questions asks those of the log, and says when there are none", async () => {
    const page = await aPage();
    const source = { kind: "missed" as const };
    const wish = { kind: "practice" as const, choice: { ...mixedPractice, source } };
    expect(await startAttempt(page.store, wish)).toEqual({ ok: false, message: "You have no missed questions." });
    const [item] = (await loadItems()).filter(({ type, pool }) => type === "single" && pool === undefined);
    if (!item) throw new Error("no item");
    await page.progress.logEntries([missed(item.id, item.objective)]);
    expect(await previewPractice(page.store, wish.choice)).toMatchObject({ count: 1, weakest: item.objective });
    expect(idsOf(await begun(page, { source }))).toEqual([item.id]);
  });

  it("without end gets more questions on request, once for two tabs, and none that it has", async () => {
    const page = await aPage();
    const attempt = await begun(page, { length: "endless", source: { kind: "objective", id: "AUTH-2" } });
    expect(await Promise.all([addQuestions(page.store, attempt), addQuestions(page.store, attempt)])).toEqual([
      true,
      true,
    ]);
    const longer = await page.progress.attempt(attempt.id);
    expect(longer?.items).toHaveLength(20);
    expect(new Set(longer && idsOf(longer)).size).toBe(20);
    expect(longer?.items.slice(0, 10)).toEqual(attempt.items);
  });

  it("of a fixed length gets no more", async () => {
    const page = await aPage();
    expect(await addQuestions(page.store, await begun(page))).toBe(false);
  });

  it("asks again, in another type, about the idea of an answer that was wrong and certain", async () => {
    const page = await aPage();
    const attempt = await begun(page, { source: { kind: "objective", id: "SKU-1" }, types: ["single"], length: 20 });
    const items = await itemsOf(attempt);
    const chosen = [...items.values()].flatMap((item) => {
      const option = item.type === "single" && item.options.find(({ misconception }) => misconception !== undefined);
      return option ? [{ item, option: option.id }] : [];
    })[0];
    if (!chosen) throw new Error("no option holds a wrong idea");
    const store = createAttemptStore(page.store, attempt);
    await store.getState().read();
    await store.getState().answer(chosen.item, { type: "single", option: chosen.option });
    await store.getState().setConfidence(chosen.item, "certain");
    await store.getState().check(chosen.item);
    await store.getState().addReturns(items);
    await store.getState().addReturns(items);
    const after = await page.progress.attempt(attempt.id);
    const returning = after?.items.filter(({ returnFor }) => returnFor !== undefined) ?? [];
    expect(after?.items).toHaveLength(21);
    expect(returning.map(({ returnFor }) => returnFor)).toEqual([chosen.item.id]);
    const returned = after && (await itemsOf(after)).get(returning[0]?.itemId ?? "");
    expect(returned?.objective).toBe("SKU-1");
    expect(returned?.type).not.toBe("single");
  });

  it("logs the first try alone", async () => {
    const page = await aPage();
    const attempt = await begun(page, { source: { kind: "objective", id: "SKU-1" }, types: ["single"] });
    const [item] = (await itemsOf(attempt)).values();
    if (item?.type !== "single") throw new Error("not a single choice");
    const option = (correct: boolean) => item.options.find((choice) => choice.correct === correct)?.id ?? "";
    const store = createAttemptStore(page.store, attempt);
    await store.getState().read();
    await store.getState().answer(item, { type: "single", option: option(false) });
    await store.getState().check(item);
    await store.getState().answerAgain(item, { type: "single", option: option(true) });
    await store.getState().checkAgain(item);
    expect(await page.progress.log()).toMatchObject([{ itemId: item.id, share: 0 }]);
    const [row] = await page.progress.responses(attempt.id);
    expect(row?.response).toEqual({ type: "single", option: option(false) });
    expect(row?.secondTry?.response).toEqual({ type: "single", option: option(true) });
    expect(await store.getState().submit(attempt, new Map([[item.id, item]]))).toBe(true);
    expect((await page.progress.attempt(attempt.id))?.scores).toEqual([{ itemId: item.id, earned: 0, maximum: 1 }]);
  });
});
