import { describe, expect, it } from "vitest";
import type { LogEntry, Rating } from "../../src/assessment/log-entry.ts";
import { defaultWeights } from "../../src/review/memory-model.ts";
import { fitWeights, neededRecalls } from "../../src/review/optimize/fit-weights.ts";
import { historiesOf } from "../../src/review/optimize/histories.ts";
import { isWorthLearning, learnFromLog, readLearned, useDefaultWeights } from "../../src/store/learned-weights.ts";
import { simulateHistories, someLearners } from "../review/optimize/simulate-histories.ts";
import { aTab } from "../progress/support.ts";

const day = 24 * 60 * 60 * 1000;
const names: Rating[] = ["again", "hard", "good", "easy"];

/** The log of a forgetful learner. */
function aLog(cards: number): LogEntry[] {
  return simulateHistories(someLearners["forgetful"] ?? [], cards, 8, "log").flatMap((history, card) => {
    let at = 1000 * day;
    return history.map(({ grade, days }, index): LogEntry => {
      at += days * day + 1;
      const rating = names[grade - 1] ?? "good";
      return { id: `${card}/${index}`, cardId: `item/${card}`, source: "review", rating, share: 1, at };
    });
  });
}
const learn = (log: readonly LogEntry[]) => Promise.resolve(fitWeights(historiesOf(log)));

describe("what is learned of a learner's memory", () => {
  it("takes enough answers", async () => {
    const progress = await aTab();
    await progress.logEntries(aLog(20));
    const learned = await readLearned(progress);
    expect(learned).toMatchObject({ needed: neededRecalls, from: undefined });
    expect(learned.recalls).toBeLessThan(neededRecalls);
    expect(isWorthLearning(learned)).toBe(false);
    await learnFromLog(progress, learn, 1);
    expect(await progress.study()).toEqual([]);
  });

  it("changes the cards, and is learned again only when there is much more", async () => {
    const progress = await aTab();
    await progress.logEntries(aLog(80));
    const before = await progress.cards();
    expect(isWorthLearning(await readLearned(progress))).toBe(true);
    await learnFromLog(progress, learn, 1);
    expect(await progress.cards()).not.toEqual(before);
    const learned = await readLearned(progress);
    expect(learned.from).toBe(learned.recalls);
    expect(isWorthLearning(learned)).toBe(false);
    expect(isWorthLearning({ ...learned, recalls: learned.recalls * 1.5 })).toBe(true);
  });

  it("gives way to the defaults when the learner says so, and stays away", async () => {
    const progress = await aTab();
    await progress.logEntries(aLog(80));
    const before = await progress.cards();
    await learnFromLog(progress, learn, 1);
    await useDefaultWeights(progress, 2);
    expect(await progress.cards()).toEqual(before);
    expect((await progress.study())[0]).toMatchObject({ value: { weights: [...defaultWeights], reviews: 0 } });
    const learned = await readLearned(progress);
    expect(isWorthLearning({ ...learned, recalls: 100_000 })).toBe(false);
  });
});
