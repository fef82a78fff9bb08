import { describe, expect, it, vi } from "vitest";
import type { Attempt, StoredResponse } from "../../src/assessment/attempt.ts";
import { scoreAttempt } from "../../src/assessment/attempt-actions.ts";
import { planAttempt } from "../../src/store/start-attempt.ts";
import { itemsOf } from "../../src/store/attempt-items.ts";
import { banked, single } from "../assessment/some-items.ts";

// The bank has version 2 of sku-1-a, keyed to option a; version 1 was keyed to option b. The item sku-1-b is retired.
const bank = vi.hoisted(() => ({ formerLoads: 0 }));
vi.mock("virtual:drydock/items", async () => {
  const { banked: made, single: item } = await import("../assessment/some-items.ts");
  const options = item.options.map((option) => ({ ...option, correct: option.id === "a" }));
  const next = { ...item, version: 2, stem: "<p>What now, exactly?</p>", options };
  return { default: [{ ...made("sku-1-a", "SKU-1", { item: next }), status: "live" }] };
});
vi.mock("virtual:drydock/former-items", () => {
  bank.formerLoads++;
  return { default: [banked("sku-1-a", "SKU-1", { item: single }), banked("sku-1-b", "SKU-1", { item: single })] };
});
vi.mock("virtual:drydock/outline", () => ({ default: { retiredItems: ["sku-1-b"], assessments: [] } }));

/** As a device stored it when the bank had version 1: answered right, and shown with option c first. */
const recorded: Attempt = {
  id: "5d0f1d43-8c1c-4f0e-9d40-6a4d8f4a1c11",
  assessmentId: "chapter-quiz",
  title: "Chapter quiz",
  profile: "chapter",
  feedback: "end",
  strict: false,
  items: [{ itemId: "sku-1-a", version: 1, profile: "chapter", order: ["c", "b", "a"] }],
  position: 0,
  passMark: 0.6,
  startedAt: 1,
};
const answers: StoredResponse[] = [
  { attemptId: recorded.id, itemId: "sku-1-a", response: { type: "single", option: "b" }, answeredAt: 2 },
];
const atVersion = (version: number, itemId = "sku-1-a"): Attempt => ({
  ...recorded,
  items: recorded.items.map((item) => ({ ...item, itemId, version })),
});

describe("an attempt begun with an earlier version of an item", () => {
  it("needs no earlier bodies when it has the live version", async () => {
    expect((await itemsOf(atVersion(2))).get("sku-1-a")?.stem).toBe("<p>What now, exactly?</p>");
    expect(bank.formerLoads).toBe(0);
  });

  it("shows the body it began with, in the order it had", async () => {
    const item = (await itemsOf(recorded)).get("sku-1-a");
    expect(item?.stem).toBe(single.stem);
    expect(item?.type === "single" && item.options.map(({ id }) => id)).toEqual(["c", "b", "a"]);
  });

  it("scores by the key it began with", async () => {
    const points = async (attempt: Attempt) => scoreAttempt(attempt, await itemsOf(attempt), answers);
    expect(await points(recorded)).toEqual([{ itemId: "sku-1-a", earned: 1, maximum: 1 }]);
    expect(await points(atVersion(2))).toEqual([{ itemId: "sku-1-a", earned: 0, maximum: 1 }]);
  });

  it("still shows an item that was retired since", async () => {
    expect((await itemsOf(atVersion(1, "sku-1-b"))).get("sku-1-b")?.stem).toBe(single.stem);
  });

  it("lacks an item only when nobody kept its body", async () => {
    expect((await itemsOf(atVersion(7))).size).toBe(0);
  });
});

describe("the review of mistakes", () => {
  const missed = (itemId: string): Attempt => ({
    ...atVersion(1, itemId),
    id: itemId,
    submittedAt: 3,
    scores: [{ itemId, earned: 0, maximum: 1 }],
  });
  const review = (...attempts: Attempt[]) =>
    planAttempt({ kind: "mistakes", attempts }, { id: "next", profile: "chapter", now: 4, seen: new Map() });

  it("asks the live version of an item that was missed in an earlier one, and no retired item", async () => {
    const made = await review(missed("sku-1-a"), missed("sku-1-b"));
    expect(made.ok && made.attempt.items).toMatchObject([{ itemId: "sku-1-a", version: 2 }]);
  });

  it("says that nothing is left when only retired items were missed", async () => {
    expect((await review(missed("sku-1-b"))).ok).toBe(false);
  });
});
