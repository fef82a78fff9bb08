import { describe, expect, it } from "vitest";
import { releasedNow, releasesAt, showsAnswers, showsScore } from "../../src/assessment/assigned-feedback.ts";
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
