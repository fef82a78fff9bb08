import { describe, expect, it } from "vitest";
import type { Attempt, StoredResponse } from "../../src/assessment/attempt.ts";
import { scoreAttempt } from "../../src/assessment/attempt-actions.ts";
import { mixedPractice } from "../../src/assessment/practice.ts";
import type { BankItem } from "../../src/content/content.ts";
import { itemsOf } from "../../src/store/attempt-items.ts";
import { banked, single } from "../assessment/some-items.ts";

const inBank = (id: string, item = single, status: BankItem["status"] = "live"): BankItem => ({
  ...banked(id, "SKU-1", { item }),
  bloom: item.bloom,
  difficulty: item.difficulty,
  status,
});

/** Version 2 of sku-1-a is keyed to option a; version 1 was keyed to option b. */
const reworded = {
  ...single,
  version: 2,
  stem: "<p>What now, exactly?</p>",
  options: single.options.map((option) => ({ ...option, correct: option.id === "a" })),
};

/** Bodies as the build has them, counting how often the former ones are fetched. */
function someBodies() {
  const bodies = {
    formerLoads: 0,
    current: () => Promise.resolve([inBank("sku-1-a", reworded)]),
    former: () => {
      bodies.formerLoads++;
      return Promise.resolve([inBank("sku-1-a"), inBank("sku-1-b", single, "retired")]);
    },
  };
  return bodies;
}

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
    const bodies = someBodies();
    expect((await itemsOf(atVersion(2), bodies)).get("sku-1-a")?.stem).toBe("<p>What now, exactly?</p>");
    expect(bodies.formerLoads).toBe(0);
  });

  it("shows the body it began with, in the order it had", async () => {
    const item = (await itemsOf(recorded, someBodies())).get("sku-1-a");
    expect(item?.stem).toBe(single.stem);
    expect(item?.type === "single" && item.options.map(({ id }) => id)).toEqual(["c", "b", "a"]);
  });

  it("scores by the key it began with", async () => {
    const points = async (attempt: Attempt) => scoreAttempt(attempt, await itemsOf(attempt, someBodies()), answers);
    expect(await points(recorded)).toEqual([{ itemId: "sku-1-a", earned: 1, maximum: 1 }]);
    expect(await points(atVersion(2))).toEqual([{ itemId: "sku-1-a", earned: 0, maximum: 1 }]);
  });

  it("still shows an item that was retired since", async () => {
    expect((await itemsOf(atVersion(1, "sku-1-b"), someBodies())).get("sku-1-b")?.stem).toBe(single.stem);
  });

  it("still shows and scores a variant that was withdrawn since, and an earlier version of one", async () => {
    const id = "family/which-tier/7f3a";
    const withdrawn = { ...inBank(id), family: "which-tier", withdrawn: true as const };
    const current = { ...inBank(id, reworded), family: "which-tier" };
    const bodies = (variants: BankItem[]) => ({
      ...someBodies(),
      variants: () => Promise.resolve(variants),
      formerVariants: () => Promise.resolve([withdrawn]),
    });
    const answer = answers.map((row) => ({ ...row, itemId: id }));
    for (const variants of [[], [current]]) {
      const items = await itemsOf(atVersion(1, id), bodies(variants));
      expect(items.get(id)?.stem).toBe(single.stem);
      expect(scoreAttempt(atVersion(1, id), items, answer)).toEqual([{ itemId: id, earned: 1, maximum: 1 }]);
    }
  });

  it("needs no withdrawn variants for one that is asked", async () => {
    const id = "family/which-tier/7f3a";
    const bodies = {
      ...someBodies(),
      variants: () => Promise.resolve([{ ...inBank(id, reworded), family: "which-tier" }]),
      formerVariants: () => Promise.reject(new Error("fetched withdrawn variants")),
    };
    expect((await itemsOf(atVersion(2, id), bodies)).get(id)?.stem).toBe("<p>What now, exactly?</p>");
    expect(bodies.formerLoads).toBe(0);
  });

  it("scores every question of a practice that ended early, and none that wasn’t answered", async () => {
    const items = [...recorded.items, { itemId: "sku-1-b", version: 1, profile: "chapter" as const, order: [] }];
    const early: Attempt = { ...recorded, feedback: "each", items };
    const points = async (attempt: Attempt) => scoreAttempt(attempt, await itemsOf(attempt, someBodies()), answers);
    // One from before practice could end early counts what is missing as 0, as it did.
    expect(await points(early)).toHaveLength(2);
    expect(await points({ ...early, practice: mixedPractice })).toEqual([{ itemId: "sku-1-a", earned: 1, maximum: 1 }]);
  });

  it("lacks an item only when its body wasn't kept", async () => {
    expect((await itemsOf(atVersion(7), someBodies())).size).toBe(0);
  });
});
