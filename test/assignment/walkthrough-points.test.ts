import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gradeSubmission, markScale } from "../../src/assignment/grade.ts";
import { assignmentHash } from "../../src/assignment/identity.ts";
import {
  pointsForSteps,
  pointsFromReplays,
  replayKey,
  walkthroughParts,
  type Replay,
} from "../../src/assignment/walkthrough-points.ts";
import { anAssignment, aSubmission } from "../support/assignments.ts";

const assignment = anAssignment({
  parts: [{ kind: "walkthrough", id: "create", title: "Create a registry", points: 10 }],
});
const transcript = { walkthrough: "create", way: "abc" };
const submission = aSubmission({ assignment: assignmentHash(assignment), answers: [], transcripts: [transcript] });
const gradedBy = (replays: [string, Replay][], of = submission) =>
  gradeSubmission(assignment, of, new Map(), pointsFromReplays(assignment, new Map(replays)));

describe("the points of a walkthrough", () => {
  it("are the share of its steps that are done, in whole points, rounded down", () => {
    expect(pointsForSteps(10, 2, 5)).toBe(4);
    expect(pointsForSteps(10, 2, 6)).toBe(3);
    expect(pointsForSteps(1, 4, 5)).toBe(0);
    expect(pointsForSteps(10, 0, 0)).toBe(0);
  });

  it("never exceed the part’s, never fall as steps are added, and are all of them when all steps are done", () => {
    const whole = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(whole(100), whole(40), whole(40), (points, done, of) => {
        const earned = pointsForSteps(points, done, of);
        expect(Number.isInteger(earned) && earned >= 0 && earned <= points).toBe(true);
        expect(pointsForSteps(points, done + 1, of)).toBeGreaterThanOrEqual(earned);
        if (of > 0) expect(pointsForSteps(points, of, of)).toBe(points);
      }),
    );
  });

  it("come from the replay of the commands that were handed in, and from no other", () => {
    const replay: Replay = { kind: "graded", done: 2, of: 5 };
    expect(walkthroughParts(assignment).map(({ id }) => id)).toEqual(["create"]);
    expect(gradedBy([[replayKey(transcript), replay]])).toMatchObject({ earned: 4, maximum: 10, share: 0.4 });
    expect(gradedBy([[replayKey({ ...transcript, way: "abd" }), replay]])).toMatchObject({ earned: 0, maximum: 0 });
    expect(markScale(assignment, new Map(), true)).toEqual({ maximum: 10, fixed: true });
  });

  it("are 0 for one that wasn’t handed in or whose commands are rejected, and aren’t counted where the device can’t tell", () => {
    const nothing = { ...submission, transcripts: [] };
    expect(gradedBy([], nothing)).toMatchObject({ earned: 0, maximum: 10 });
    const key = replayKey(transcript);
    expect(gradedBy([[key, { kind: "rejected", reason: "damaged" }]])).toMatchObject({ earned: 0, maximum: 10 });
    expect(gradedBy([[key, { kind: "failed", reason: "no walkthrough" }]])).toMatchObject({ earned: 0, maximum: 0 });
  });
});
