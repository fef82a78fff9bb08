import { describe, expect, it } from "vitest";
import type { Attempt } from "../../src/assessment/attempt.ts";
import { seenItems } from "../../src/assessment/seen.ts";
import { single } from "./some-items.ts";

const attempt = (change: Partial<Attempt>): Attempt => ({
  id: "a",
  assessmentId: "quiz",
  title: "Quiz",
  profile: "chapter",
  feedback: "end",
  strict: false,
  items: ["1", "2", "3"].map((itemId) => ({ itemId, version: 1, profile: "chapter", order: [] })),
  position: 0,
  startedAt: 10,
  ...change,
});

describe("what a learner has seen", () => {
  it("is every question of a submitted attempt, at the time it was submitted", () => {
    expect([...seenItems([attempt({ submittedAt: 20 })], [])]).toEqual([
      ["1", 20],
      ["2", 20],
      ["3", 20],
    ]);
  });

  it("is an open attempt up to the place reached", () => {
    expect([...seenItems([attempt({ position: 1 })], []).keys()]).toEqual(["1", "2"]);
  });

  it("is every check answered in the text, and counts the latest time", () => {
    const checks = [
      { itemId: "1", at: 5 },
      { itemId: "9", at: 7 },
    ];
    expect([...seenItems([attempt({})], checks)]).toEqual([
      ["1", 10],
      ["9", 7],
    ]);
  });

  it("isn't what was made for a single attempt, among questions of the bank", () => {
    const madeItems = [{ ...single, id: "2" }];
    expect([...seenItems([attempt({ submittedAt: 20, madeItems })], []).keys()]).toEqual(["1", "3"]);
  });
});
