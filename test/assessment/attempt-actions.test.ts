import { describe, expect, it } from "vitest";
import type { Attempt, StoredResponse } from "../../src/assessment/attempt.ts";
import {
  bestOf,
  missedItems,
  passed,
  scoreAttempt,
  stillMissed,
  tally,
  totals,
} from "../../src/assessment/attempt-actions.ts";
import { chapterComplete, selfMarked, unlocked } from "../../src/assessment/gate.ts";
import type { ScoredItem } from "../../src/assessment/item.ts";
import { buildList, oneOfEach, single, statements } from "./some-items.ts";

const items = new Map<string, ScoredItem>(oneOfEach.map((item) => [item.id, item]));

const attempt = (change: Partial<Attempt> = {}): Attempt => ({
  id: "attempt",
  assessmentId: "chapter-quiz",
  title: "Chapter quiz",
  profile: "chapter",
  feedback: "end",
  strict: false,
  items: [single, statements, buildList].map(({ id }) => ({ itemId: id, version: 1, profile: "chapter", order: [] })),
  position: 0,
  passMark: 0.6,
  startedAt: 1,
  ...change,
});

const answer = (itemId: string, response: StoredResponse["response"]): StoredResponse => ({
  attemptId: "attempt",
  itemId,
  response,
  answeredAt: 2,
});

const scored = (...points: [string, number, number][]) => ({
  submittedAt: 3,
  scores: points.map(([itemId, earned, maximum]) => ({ itemId, earned, maximum })),
});

describe("an attempt", () => {
  it("is scored item by item from its answers, an unanswered item counting in full", () => {
    const scores = scoreAttempt(attempt(), items, [
      answer("single", { type: "single", option: "b" }),
      answer("statements", { type: "statements", answers: { a: true, b: true } }),
    ]);
    expect(scores).toEqual([
      { itemId: "single", earned: 1, maximum: 1 },
      { itemId: "statements", earned: 1, maximum: 3 },
      { itemId: "build-list", earned: 0, maximum: 4 },
    ]);
    expect(totals(scores)).toEqual({ earned: 2, maximum: 8, share: 0.25 });
  });

  it("excludes items that no longer exist or have another key now", () => {
    const changed = new Map(items).set("single", { ...single, version: 2 });
    changed.delete("statements");
    const scores = scoreAttempt(attempt(), changed, [answer("single", { type: "single", option: "b" })]);
    expect(totals(scores)).toEqual({ earned: 0, maximum: 4, share: 0 });
    expect(totals([])).toEqual({ earned: 0, maximum: 0, share: 0 });
  });

  it("is passed from the pass mark on, and never before it is submitted or without a pass mark", () => {
    expect(passed(attempt(scored(["a", 6, 10])))).toBe(true);
    expect(passed(attempt(scored(["a", 59, 100])))).toBe(false);
    expect(passed(attempt())).toBeUndefined();
    const { passMark: _, ...unmarked } = attempt(scored(["a", 0, 1]));
    expect(passed(unmarked)).toBeUndefined();
  });

  it("lists missed items, and counts by any property of the items", () => {
    const finished = attempt(scored(["single", 1, 1], ["statements", 2, 3], ["gone", 0, 1]));
    expect(missedItems(finished)).toEqual(["statements", "gone"]);
    expect(tally(finished.scores ?? [], items, ({ type }) => type)).toEqual([
      { key: "single", items: 1, earned: 1, maximum: 1, share: 1 },
      { key: "statements", items: 1, earned: 2, maximum: 3, share: 2 / 3 },
    ]);
  });
});

describe("what is still missed", () => {
  it("drops an item once it was answered correctly, and lists the latest mistakes first", () => {
    const first = attempt({ id: "1", ...scored(["a", 0, 1], ["b", 0, 1], ["c", 1, 1]), submittedAt: 10 });
    const second = attempt({ id: "2", ...scored(["a", 1, 1], ["c", 0, 1]), submittedAt: 20 });
    const open = attempt({ id: "3" });
    expect(stillMissed([first, second, open])).toEqual(["c", "b"]);
  });

  it("leaves out items that were retired since", () => {
    const missed = attempt({ ...scored(["a", 0, 1], ["b", 0, 1]), submittedAt: 10 });
    expect(stillMissed([missed], ["a"])).toEqual(["b"]);
  });

  it("ignores items made for one attempt", () => {
    expect(stillMissed([attempt({ ...scored(["single", 0, 1]), madeItems: [single] })])).toEqual([]);
  });
});

describe("the gate", () => {
  const course = { quiz: "chapter-quiz", passMark: 0.6, unlocks: [{ assessment: "exam", title: "Exam" }] };

  it("opens with the first attempt at the quiz that reaches the pass mark, and stays open", () => {
    const failed = attempt(scored(["a", 1, 2]));
    const reached = attempt({ id: "2", ...scored(["a", 3, 5]) });
    expect(chapterComplete([], course)).toBe(false);
    expect(chapterComplete([failed], course)).toBe(false);
    expect(chapterComplete([failed, reached, failed], course)).toBe(true);
    expect(unlocked([failed], course)).toEqual([{ assessment: "exam", title: "Exam", open: false }]);
    expect(unlocked([reached], course)).toEqual([{ assessment: "exam", title: "Exam", open: true }]);
  });

  it("ignores other assessments and attempts that weren't submitted", () => {
    expect(chapterComplete([attempt({ ...scored(["a", 1, 1]), assessmentId: "misses" })], course)).toBe(false);
    expect(chapterComplete([attempt()], course)).toBe(false);
  });

  it("uses the best of several attempts, and the earlier of two equal ones", () => {
    const early = attempt({ id: "early", ...scored(["a", 4, 5]), startedAt: 1 });
    const late = attempt({ id: "late", ...scored(["a", 8, 10]), startedAt: 2 });
    expect(bestOf([late, early], "chapter-quiz")?.id).toBe("early");
  });
});

describe("self-marked cards", () => {
  it("count half for partly and nothing while unmarked", () => {
    const marks = [
      { itemId: "a", mark: "got" as const },
      { itemId: "b", mark: "partly" as const },
      { itemId: "c", mark: "missed" as const },
      { itemId: "elsewhere", mark: "got" as const },
    ];
    expect(selfMarked(marks, ["a", "b", "c", "d"], 0.6)).toEqual({ marked: 3, share: 0.375, passed: false });
    expect(selfMarked(marks, ["a", "b"], 0.6)).toEqual({ marked: 2, share: 0.75, passed: true });
    expect(selfMarked([], [], 0.6)).toEqual({ marked: 0, share: 0, passed: false });
  });
});
