import { describe, expect, it } from "vitest";
import { omissionLines, quizOf } from "../../../src/assignment/formats/assignment-export.ts";
import { writeCommonCartridge } from "../../../src/assignment/formats/common-cartridge.ts";
import { writeGift } from "../../../src/assignment/formats/gift.ts";
import { writeMoodleXml } from "../../../src/assignment/formats/moodle-xml.ts";
import { writeQti } from "../../../src/assignment/formats/qti.ts";
import { toItem } from "../../../src/assignment/own-question.ts";
import { command, series, single } from "../../assessment/some-items.ts";
import { anAssignment } from "../../support/assignments.ts";
import { ownQuestions } from "../some-questions.ts";

const bodies = ownQuestions.map(toItem);
const pinned = bodies.map(({ id, version }) => ({ id, version }));
const bodyOf = ({ id, version }: { id: string; version: number }) =>
  bodies.find((body) => body.id === id && body.version === version);
const reasons = (assignment: ReturnType<typeof anAssignment>) =>
  quizOf(assignment, bodyOf).omissions.map(({ reason }) => reason);

/** An assignment whose only rule that a format lacks is the one that every assignment has: when answers are shown. */
const plain = () => {
  const { dueAt: _, ...rest } = anAssignment({
    parts: [{ kind: "items", title: "", from: pinned, same: true }],
    instructions: "",
    shuffle: { items: false, options: true },
  });
  return rest;
};

describe("an assignment as a quiz for a platform", () => {
  it("has every question of a pool in order, and the settings that formats know", () => {
    const { quiz, omissions } = quizOf(plain(), bodyOf);
    expect(quiz.items.map(({ id }) => id)).toEqual(pinned.map(({ id }) => id));
    expect(quiz.settings).toEqual({ minutes: 30, attempts: 2, passPercent: 60 });
    expect(omissions.map(({ reason }) => reason)).toEqual([
      "When learners see the answers isn’t in the file. Set it in your LMS.",
    ]);
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
      pauseSeconds: 3600,
      shuffle: { items: true, options: false },
      strict: true,
      openBook: false,
    });
    expect(reasons(assignment).map((reason) => reason.slice(0, 22))).toEqual([
      "This version of Drydoc",
      "1 walkthrough can’t be",
      "Your instructions aren",
      "The dates aren’t in th",
      "The deduction for late",
      "That learners can’t go",
      "Which attempt counts i",
      "The time between two a",
      "That questions come in",
      "Most formats let the L",
      "That only a fully corr",
      "That notes and other h",
      "When learners see the ",
    ]);
    expect(quizOf(assignment, bodyOf).quiz.items.length).toBe(pinned.length);
  });

  it.each([writeMoodleXml, writeGift, writeCommonCartridge, writeQti])(
    "leaves out commands and says so, and that a case study and a series are repeated: %o",
    (write) => {
      const study = { id: "shop", title: "The shop", tabs: [] };
      const items = [command, { ...single, case: study }, series];
      const settings = { minutes: null, attempts: null, passPercent: null };
      const { omissions } = write({ title: "Three", items, settings });
      expect(omissionLines(items, omissions).slice(0, 3)).toEqual([
        {
          reason: "The simulator checks the commands, and no LMS has it. Give out the link for these questions.",
          questions: [1],
          isWhole: true,
        },
        { reason: "The whole case study is repeated in each of its questions.", questions: [2], isWhole: false },
        {
          reason:
            "Situation and goal are repeated in each solution of the series, and learners can return to earlier ones.",
          questions: [3],
          isWhole: false,
        },
      ]);
    },
  );

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
