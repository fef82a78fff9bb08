import { describe, expect, it } from "vitest";
import {
  releasedNow,
  releasesAt,
  showsAnswers,
  showsScore,
  withheldItems,
} from "../../src/assessment/assigned-feedback.ts";
import type { AssignedRun } from "../../src/assessment/attempt.ts";

const run = (fields: Partial<AssignedRun> = {}): { assigned: AssignedRun } => ({
  assigned: { hash: "h", number: 1, feedback: { shows: "answers", from: 100 }, ...fields },
});

describe("what a result may show", () => {
  it("is everything for an attempt that nobody assigned", () => {
    expect(releasedNow({}, 0)).toBe("explanations");
    expect(showsAnswers({}, 0)).toBe(true);
  });

  it("is nothing before the assignment's moment, and what the assignment allows from then on", () => {
    expect(releasedNow(run(), 99)).toBeUndefined();
    expect(showsScore(run(), 99)).toBe(false);
    expect(releasesAt(run(), 99)).toBe(100);
    expect(releasedNow(run(), 100)).toBe("answers");
    expect(releasesAt(run(), 100)).toBeUndefined();
  });

  it("is nothing by itself when the instructor keeps it", () => {
    expect(releasedNow(run({ feedback: { shows: "explanations" } }), 1e15)).toBeUndefined();
  });

  it("is what the instructor released since, if that is more", () => {
    expect(releasedNow(run({ released: "score" }), 99)).toBe("score");
    expect(showsAnswers(run({ released: "score" }), 99)).toBe(false);
    expect(releasedNow(run({ released: "score" }), 100)).toBe("answers");
    expect(releasedNow(run({ released: "explanations" }), 0)).toBe("explanations");
  });
});

describe("the questions that nothing else may ask", () => {
  const items = [{ itemId: "sku-1", version: 1, profile: "chapter" as const, order: [] }];
  const attempt = (submittedAt: number | undefined, fields: Partial<AssignedRun> = {}) => ({
    ...run(fields),
    items,
    ...(submittedAt !== undefined && { submittedAt }),
  });
  const withheld =
    (...args: Parameters<typeof attempt>) =>
    (now: number) => [...withheldItems([attempt(...args)], now)];

  it("are those of an open attempt, whatever an earlier moment released", () => {
    expect(withheld(undefined)(200)).toEqual(["sku-1"]);
    expect(withheld(undefined, { released: "explanations" })(200)).toEqual(["sku-1"]);
  });

  it("are those of a submitted attempt until its answers are released, not its score alone", () => {
    expect(withheld(50)(99)).toEqual(["sku-1"]);
    expect(withheld(50)(100)).toEqual([]);
    expect(withheld(50, { feedback: { shows: "score", from: 100 } })(100)).toEqual(["sku-1"]);
  });

  it("are none once nothing is accepted any more", () => {
    expect(withheld(50, { feedback: { shows: "score" }, closesAt: 300 })(299)).toEqual(["sku-1"]);
    expect(withheld(50, { feedback: { shows: "score" }, closesAt: 300 })(300)).toEqual([]);
  });

  it("are none of the learner's own attempts", () => {
    expect([...withheldItems([{ items }], 0)]).toEqual([]);
  });
});
