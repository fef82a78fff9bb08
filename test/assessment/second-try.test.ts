import { describe, expect, it } from "vitest";
import type { StoredResponse } from "../../src/assessment/attempt.ts";
import { mixedPractice } from "../../src/assessment/practice.ts";
import { hasSecondTry, isNewAnswer, shownResponse, stageOf } from "../../src/assessment/second-try.ts";
import { choose, oneOfEach, single } from "./some-items.ts";

const practice = { practice: mixedPractice, strict: false };
const wrong: StoredResponse = {
  attemptId: "a",
  itemId: "single",
  response: { type: "single", option: "a" },
  checkedAt: 1,
  answeredAt: 1,
};
const right: StoredResponse = { ...wrong, response: { type: "single", option: "b" } };

describe("a second try", () => {
  it("is for types with more than two answers, and not where goals are shown while answering", () => {
    expect(oneOfEach.filter(hasSecondTry).map(({ type }) => type)).toEqual([
      "single",
      "choose",
      "build-list",
      "matching",
      "dropdowns",
      "hot-area",
    ]);
    expect(hasSecondTry({ ...single, options: single.options.slice(0, 2) })).toBe(false);
  });

  it("comes before the key while the first answer isn’t fully right", () => {
    expect(stageOf(practice, single, undefined)).toBe("answering");
    expect(stageOf(practice, single, { ...wrong, checkedAt: undefined } as unknown as StoredResponse)).toBe(
      "answering",
    );
    expect(stageOf(practice, single, wrong)).toBe("trying-again");
    expect(stageOf(practice, single, right)).toBe("explained");
    const partly: StoredResponse = { ...wrong, itemId: "choose", response: { type: "choose", options: ["b", "a"] } };
    expect(stageOf(practice, choose, partly)).toBe("trying-again");
  });

  it("is over once it was checked or the key was asked for", () => {
    const secondTry = { response: { type: "single" as const, option: "c" } };
    expect(stageOf(practice, single, { ...wrong, secondTry })).toBe("trying-again");
    expect(stageOf(practice, single, { ...wrong, secondTry: { ...secondTry, checkedAt: 2 } })).toBe("explained");
    expect(stageOf(practice, single, { ...wrong, revealedAt: 2 })).toBe("explained");
  });

  it("isn’t offered in attempts from before there were any", () => {
    expect(stageOf({ strict: false }, single, wrong)).toBe("explained");
  });

  it("is worth checking only when it differs from the first answer, which it is shown instead of", () => {
    const again = { ...wrong, secondTry: { response: { type: "single" as const, option: "c" } } };
    expect(isNewAnswer(wrong)).toBe(false);
    expect(isNewAnswer({ ...wrong, secondTry: { response: wrong.response } })).toBe(false);
    expect(isNewAnswer(again)).toBe(true);
    expect(shownResponse(again)).toEqual({ type: "single", option: "c" });
    expect(shownResponse(wrong)).toEqual(wrong.response);
  });
});
