import { describe, expect, it } from "vitest";
import { outcomeOf, reviewLines } from "../../src/assessment/review-lines.ts";
import { blankResponse, isAnswered, scoreItem } from "../../src/assessment/score.ts";
import { inOrder } from "../../src/assessment/shuffle.ts";
import { buildList, command, matching, oneOfEach, series, single } from "./some-items.ts";

describe("the review of an answer", () => {
  it("keeps the options in the order the learner saw", () => {
    const ordered = inOrder(single, ["c", "a", "b"]);
    const lines = reviewLines(ordered, { type: "single", option: "c" });
    expect(lines.map(({ id, isRight, isChosen }) => [id, isRight, isChosen])).toEqual([
      ["c", false, true],
      ["a", false, false],
      ["b", true, false],
    ]);
  });

  it("lists a build list's key in its order, whatever order was shown, with the place each step was given", () => {
    const ordered = inOrder(buildList, ["x", "4", "2", "y", "1", "3"]);
    const lines = reviewLines(ordered, { type: "build-list", steps: ["2", "x", "1"] });
    expect(lines.map(({ html, choice }) => [html, choice])).toEqual([
      ["1. Step 1", "step 3"],
      ["2. Step 2", "step 1"],
      ["3. Step 3", undefined],
      ["4. Step 4", undefined],
      ["Step x", "step 2"],
      ["Step y", undefined],
    ]);
  });

  it("shows the wrong match and the right one", () => {
    const lines = reviewLines(matching, { type: "matching", tokens: { p: "1", q: "4" } });
    expect(lines.map(({ isRight, isChosen, choice }) => [isRight, isChosen, choice])).toEqual([
      [true, true, undefined],
      [false, true, "Token 4"],
      [false, false, undefined],
    ]);
  });

  it("says of a proposed solution whether it meets the goal, and whether that was the answer", () => {
    const lines = [true, false, null].map((meetsGoal) => reviewLines(series, { type: "series", meetsGoal }));
    expect(lines.map(([line]) => [line?.isRight, line?.isChosen])).toEqual([
      [false, true],
      [true, true],
      [false, false],
    ]);
    expect(lines[0]?.[0]?.html).toMatch(/<strong>No<\/strong>$/);
  });

  it("marks each goal of a typed command as met or not", () => {
    const lines = reviewLines(command, { type: "command", commands: ["make"], met: ["made"] });
    expect(lines.map(({ id, isRight, isChosen }) => [id, isRight, isChosen])).toEqual([
      ["made", true, true],
      ["full", false, true],
    ]);
  });
});

describe.each(oneOfEach)("a $type without an answer", (item) => {
  it("is not answered rather than wrong, also when it holds only a flag", () => {
    for (const response of [undefined, blankResponse(item)]) {
      expect(isAnswered(response)).toBe(false);
      const score = scoreItem(item, response);
      expect(score.earned).toBe(0);
      expect(outcomeOf(score, isAnswered(response))).toBe("unanswered");
      expect(reviewLines(item, response).some(({ isChosen }) => isChosen)).toBe(false);
    }
  });
});

describe("an answer", () => {
  it("is correct, partly correct or incorrect by its points", () => {
    expect(outcomeOf({ earned: 2, maximum: 2 }, true)).toBe("correct");
    expect(outcomeOf({ earned: 1, maximum: 2 }, true)).toBe("partly");
    expect(outcomeOf({ earned: 0, maximum: 2 }, true)).toBe("incorrect");
  });
});
