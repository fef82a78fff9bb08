import { describe, expect, it } from "vitest";
import { itemsOf } from "../../src/store/attempt-items.ts";
import { fillLog, fillLogOnce } from "../../src/store/fill-log.ts";
import { planAttempt } from "../../src/store/start-attempt.ts";
import { mixedPractice, type PracticeChoice } from "../../src/assessment/practice.ts";
import { practiceMemory } from "../../src/assessment/practice-memory.ts";
import { scoreAttempt } from "../../src/assessment/attempt-actions.ts";
import { loadItems } from "../../src/content/course.ts";
import type { Progress } from "../../src/progress/progress.ts";
import { aTab, aCheck } from "../progress/support.ts";

const aboutTiers: PracticeChoice = { ...mixedPractice, source: { kind: "objective", id: "SKU-1" } };
const memory = () =>
  Promise.resolve(practiceMemory([], { seen: new Map(), withheld: new Set(), due: new Set(), now: 1000 }));
const noPause = () => Promise.resolve();

/** Stores a submitted attempt, an open one with a checked answer, a check and a graded card, as before there was a log. */
async function storeAnswers(progress: Progress): Promise<{ answered: number }> {
  const plan = async (id: string, kind: "pretest" | "objective") => {
    const wish = kind === "pretest" ? ({ kind } as const) : ({ kind: "practice", choice: aboutTiers } as const);
    const made = await planAttempt(wish, {
      id,
      profile: "chapter",
      now: 1000,
      seen: new Map(),
      withheld: new Set(),
      memory,
    });
    if (!made.ok) throw new Error(made.message);
    await progress.startAttempt(made.attempt);
    const items = await itemsOf(made.attempt);
    const single = [...items.values()].find((item) => item.type === "single");
    if (single?.type !== "single") throw new Error("no single choice was drawn");
    const response = { type: "single" as const, option: single.options.find(({ correct }) => correct)?.id ?? "" };
    return { attempt: made.attempt, items, row: { attemptId: id, itemId: single.id, response, answeredAt: 2000 } };
  };
  const submitted = await plan("submitted", "pretest");
  await progress.saveResponse(submitted.row, 0);
  const scores = scoreAttempt(submitted.attempt, submitted.items, [submitted.row]);
  await progress.submitAttempt("submitted", scores, 3000);
  const open = await plan("open", "objective");
  await progress.saveResponse({ ...open.row, checkedAt: 2500 }, 0);

  const bank = await loadItems();
  const check = bank.find(({ pool, chapter }) => pool === "check" && chapter?.type === "single")?.chapter;
  const card = bank.find(({ type }) => type === "reveal");
  if (check?.type !== "single" || !card) throw new Error("the bank has no check or no card");
  const option = check.options[0]?.id ?? "";
  const { first: _, ...answer } = aCheck({
    itemId: check.id,
    version: check.version,
    response: { type: "single", option },
  });
  await progress.saveCheck({ ...answer, earned: 1, maximum: 1, at: 4000 });
  await progress.saveCheck({ ...answer, earned: 0, maximum: 1, at: 5000 });
  await progress.saveReveal({ itemId: card.id, mark: "partly", at: 6000 });
  return { answered: 4 };
}

describe("answers from before the log", () => {
  it("are added to it once, each with its own time and result", async () => {
    const progress = await aTab();
    const { answered } = await storeAnswers(progress);
    expect(await progress.log()).toEqual([]);
    expect(await fillLogOnce(progress, 9000, noPause)).toBe(true);
    const log = await progress.log();
    expect(log).toHaveLength(answered);
    expect(log.map(({ source, share, at }) => ({ source, share, at }))).toEqual([
      { source: "exam", share: 1, at: 2000 },
      { source: "practice", share: 1, at: 2500 },
      { source: "check", share: 1, at: 4000 },
      { source: "reveal", share: 0.5, at: 6000 },
    ]);
    expect((await progress.cards()).length).toBeGreaterThan(0);
    expect(await fillLogOnce(progress, 10_000, noPause)).toBe(false);
  });

  it("are added no second time, also when a backup brings them again, and stay taken back", async () => {
    const progress = await aTab();
    await storeAnswers(progress);
    await fillLog(progress, 9000);
    const [first] = await progress.log();
    await progress.undoEntry(first?.id ?? "", 7000);
    const before = await progress.log();
    await fillLog(progress, 9000);
    expect(await progress.log()).toEqual(before);
  });

  it("are added in slices between which the page can do other things", async () => {
    const progress = await aTab();
    await storeAnswers(progress);
    let pauses = 0;
    await fillLogOnce(progress, 9000, () => {
      pauses++;
      return Promise.resolve();
    });
    expect(pauses).toBe(4);
  });

  it("change nothing on a device without answers", async () => {
    const progress = await aTab();
    expect(await fillLogOnce(progress, 9000, noPause)).toBe(false);
    expect(await progress.study()).toEqual([]);
  });
});
