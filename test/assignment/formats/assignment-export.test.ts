import { describe, expect, it } from "vitest";
import { omissionLines, quizOf } from "../../../src/assignment/formats/assignment-export.ts";
import { toItem } from "../../../src/assignment/own-question.ts";
import { anAssignment } from "../../support/assignments.ts";
import { ownQuestions } from "../some-questions.ts";

const bodies = ownQuestions.map(toItem);
const pinned = bodies.map(({ id, version }) => ({ id, version }));
const bodyOf = ({ id, version }: { id: string; version: number }) =>
  bodies.find((body) => body.id === id && body.version === version);
const reasons = (assignment: ReturnType<typeof anAssignment>) =>
  quizOf(assignment, bodyOf).omissions.map(({ reason }) => reason);

/** An assignment without any rule that a format lacks. */
const plain = () => {
  const { dueAt: _, ...rest } = anAssignment({ parts: [{ kind: "items", title: "", from: pinned, same: true }] });
  return rest;
};

describe("an assignment as a quiz for a platform", () => {
  it("has every question of a pool in order, and the settings that formats know", () => {
    const { quiz, omissions } = quizOf(plain(), bodyOf);
    expect(quiz.items.map(({ id }) => id)).toEqual(pinned.map(({ id }) => id));
    expect(quiz.settings).toEqual({ minutes: 30, attempts: 2, passPercent: 60 });
    expect(omissions).toEqual([]);
  });

  it("says that a draw is exported as all its questions", () => {
    const assignment = {
      ...plain(),
      parts: [{ kind: "items" as const, title: "", from: pinned, draw: 3, same: false }],
    };
    expect(quizOf(assignment, bodyOf).quiz.items.length).toBe(pinned.length);
    expect(reasons(assignment)[0]).toBe(
      `Each learner gets 3 of ${pinned.length} questions here. The file has all ${pinned.length}: draw 3 of them with your LMS’s random questions.`,
    );
  });

  it("says which rules, walkthroughs and questions aren't in it", () => {
    const assignment = anAssignment({
      parts: [
        { kind: "items", title: "", from: [{ id: "gone", version: 4 }, ...pinned], same: true },
        { kind: "walkthrough", id: "w1", title: "Push an image", points: 5 },
      ],
      late: { graceSeconds: 0, penalty: 0.1, per: "day", most: 1 },
      navigation: "linear",
      keep: "average",
    });
    expect(reasons(assignment).map((reason) => reason.slice(0, 22))).toEqual([
      "This version of Drydoc",
      "1 walkthrough can’t be",
      "The dates aren’t in th",
      "The deduction for late",
      "That learners can’t go",
      "Which attempt counts i",
    ]);
    expect(quizOf(assignment, bodyOf).quiz.items.length).toBe(pinned.length);
  });

  it("groups what is left out by reason, with the numbers of the questions", () => {
    const items = [{ id: "a" }, { id: "b" }, { id: "c" }];
    expect(
      omissionLines(items, [
        { itemId: "c", scope: "detail", reason: "No hint." },
        { itemId: "a", scope: "detail", reason: "No hint." },
        { itemId: "b", scope: "question", reason: "No commands." },
        { scope: "setting", reason: "No dates." },
      ]),
    ).toEqual([
      { reason: "No dates.", questions: [], isWhole: false },
      { reason: "No commands.", questions: [2], isWhole: true },
      { reason: "No hint.", questions: [1, 3], isWhole: false },
    ]);
  });
});
