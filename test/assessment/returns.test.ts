import { describe, expect, it } from "vitest";
import type { Attempt, StoredResponse } from "../../src/assessment/attempt.ts";
import type { ScoredItem } from "../../src/assessment/item.ts";
import { mixedPractice } from "../../src/assessment/practice.ts";
import type { PracticeMemory } from "../../src/assessment/practice-memory.ts";
import type { Candidate } from "../../src/assessment/practice-pool.ts";
import { owedReturns, returnCandidate, returnIndex } from "../../src/assessment/returns.ts";
import { single } from "./some-items.ts";

const day = 24 * 60 * 60 * 1000;
const item: ScoredItem = {
  ...single,
  options: single.options.map((option) => (option.id === "a" ? { ...option, misconception: "M01" } : option)),
};
const itemIds = ["single", "two", "three", "four", "five", "six"];
const attempt: Pick<Attempt, "items" | "practice"> = {
  items: itemIds.map((itemId) => ({ itemId, version: 1, profile: "chapter", order: [] })),
  practice: mixedPractice,
};
const row: StoredResponse = {
  attemptId: "a",
  itemId: "single",
  response: { type: "single", option: "a" },
  confidence: "certain",
  checkedAt: 1,
  answeredAt: 1,
};
const owed = (changed: Partial<StoredResponse>, of = attempt) =>
  owedReturns(of, new Map([["single", item]]), new Map([["single", { ...row, ...changed }]])).map(({ ideas }) => ideas);

describe("a wrong and certain answer", () => {
  it("owes a question about what it held, once it was checked", () => {
    expect(owed({})).toEqual([["M01"]]);
    expect(owed({ confidence: "think" })).toEqual([]);
    expect(owed({ response: { type: "single", option: "b" } })).toEqual([]);
    expect(owed({ response: { type: "single", option: "c" } })).toEqual([]);
    const { checkedAt: _, ...unchecked } = row;
    expect(owedReturns(attempt, new Map([["single", item]]), new Map([["single", unchecked]]))).toEqual([]);
  });

  it("owes nothing twice, and nothing outside practice", () => {
    const items = attempt.items.map((place, at) => (at === 4 ? { ...place, returnFor: "single" } : place));
    expect(owed({}, { ...attempt, items })).toEqual([]);
    expect(owed({}, { items: attempt.items })).toEqual([]);
  });

  it("is followed by three other questions, or by those that are left", () => {
    expect(returnIndex(attempt, "single")).toBe(4);
    expect(returnIndex(attempt, "five")).toBe(6);
  });
});

describe("the question that asks about a wrong idea again", () => {
  const candidate = (id: string, fields: Partial<Candidate> = {}): Candidate => ({
    id,
    objective: "SKU-1",
    type: "choose",
    difficulty: 2,
    ideas: [],
    ...fields,
  });
  const memory: PracticeMemory = {
    seen: new Map([["family/f/1", 90 * day]]),
    withheld: new Set(),
    due: new Set(),
    missed: new Set(),
    dueIdeas: new Set(),
    strength: new Map(),
    now: 100 * day,
  };
  const pick = (all: Candidate[]) =>
    returnCandidate(all, { item, ideas: ["M01"] }, memory, { seed: "s", without: new Set(["used"]) })?.id;
  const offering = candidate("offering", { ideas: ["M01"] });
  const sameType = candidate("same type", { type: "single", ideas: ["M01"] });

  it("is of another type and of the same objective, and offers the idea if there is one that does", () => {
    const other = candidate("other");
    const elsewhere = candidate("elsewhere", { objective: "GEO-1", ideas: ["M01"] });
    expect(pick([other, elsewhere, sameType, offering])).toBe("offering");
    expect(pick([other, elsewhere, sameType])).toBe("other");
    expect(pick([elsewhere, sameType])).toBe("same type");
    expect(pick([elsewhere, candidate("plain", { type: "single" })])).toBeUndefined();
  });

  it("isn’t one that the practice has, or a variant that was seen within 30 days", () => {
    expect(pick([candidate("used", { ideas: ["M01"] }), candidate("family/f/1", { ideas: ["M01"] })])).toBeUndefined();
    expect(pick([candidate("family/f/2", { ideas: ["M01"] })])).toBe("family/f/2");
  });
});
