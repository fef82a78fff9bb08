import { describe, expect, it } from "vitest";
import type { AssignmentDraft } from "../../src/assignment/assignment-draft.ts";
import { assignmentOfDraft, code128 } from "../../src/assignment/assignment-of-draft.ts";
import { checkRules } from "../../src/assignment/check-draft.ts";
import { fromCode } from "../../src/assignment/packing.ts";
import { summaryLine } from "../../src/assignment/summary.ts";
import { aDraft, anAssignment } from "../support/assignments.ts";

const now = Date.UTC(2026, 11, 15, 12);
const problems = (fields: Partial<AssignmentDraft>) =>
  checkRules(aDraft(fields), now).problems.map(({ field, level, message }) => `${level} ${field}: ${message}`);

describe("checking a draft", () => {
  it("finds nothing wrong with a title, questions and a due date", () => {
    const { dates, problems: found } = checkRules(aDraft({ due: "2026-12-18T23:59" }), now);
    expect(found).toEqual([]);
    expect(dates).toEqual({ dueAt: Date.UTC(2026, 11, 18, 23) });
  });

  it("names what is missing", () => {
    const due = "2026-12-18T23:59";
    expect(problems({ due, title: " ", parts: [], identity: { label: "", asksName: true } })).toEqual([
      "error title: Enter a title.",
      "error identity: Enter what learners identify themselves with.",
      "error parts: Choose what is asked.",
    ]);
  });

  it("rejects dates in the wrong order and in the past", () => {
    const dates = { opens: "2026-12-19T08:00", due: "2026-12-18T23:59", closes: "2026-12-17T12:00" };
    expect(problems(dates)).toEqual([
      "error due: It’s due before it opens. Move one of the dates.",
      "error closes: It closes before it’s due. Move one of the dates.",
    ]);
    expect(problems({ due: "2026-12-14T12:00" })).toEqual([
      "error due: This date is in the past, so all work would be late. Choose a later one.",
    ]);
    expect(problems({ due: "2026-12-18T23:59", zone: "Nowhere/Else" })[0]).toMatch(/^error zone: /);
  });

  it("warns of a window that is shorter than the time allowed", () => {
    expect(problems({ opens: "2026-12-18T10:00", due: "2026-12-18T10:20", minutes: 30 })).toEqual([
      "warning minutes: Learners have 30 minutes, but only 20 from opening to the end. Whoever starts late gets less.",
    ]);
  });

  it("warns when answers are shown before another attempt", () => {
    const feedback = { shows: "answers", when: "submitted" } as const;
    expect(problems({ due: "2026-12-18T23:59", attempts: 3, feedback })[0]).toMatch(/^warning feedback: With several/);
    expect(problems({ due: "2026-12-18T23:59", attempts: 1, feedback })).toEqual([]);
  });

  it("warns when answers are shown on the due date and work is accepted after it", () => {
    const feedback = { shows: "answers", when: "due" } as const;
    const due = "2026-12-18T23:59";
    expect(problems({ due, attempts: 2, feedback })[0]).toMatch(/^warning feedback: .* on the due date/);
    expect(problems({ due, closes: "2026-12-20T23:59", attempts: 2, feedback })).toHaveLength(1);
    expect(problems({ due, closes: due, attempts: 2, feedback })).toEqual([]);
    expect(problems({ due, attempts: 1, feedback })).toEqual([]);
    expect(problems({ due, attempts: 2, feedback: { shows: "score", when: "due" } })).toEqual([]);
  });

  it("passes on what is odd about a date when the clocks change", () => {
    const [note] = problems({ due: "2027-03-28T02:30" });
    expect(note).toMatch(/^note due: 02:30 doesn’t exist on Sun 28 Mar 2027 in Berlin/);
  });
});

describe("the assignment of a draft", () => {
  const { keys, parts } = anAssignment();
  const inputs = { parts, keys, id: code128("id"), seed: code128("seed") };

  it("shows the result after submitting where there is no due date to wait for", () => {
    const draft = aDraft({ feedback: { shows: "answers", when: "due" } });
    expect(assignmentOfDraft(draft, { ...inputs, dates: {} }).feedback.when).toBe("submitted");
    expect(assignmentOfDraft(draft, { ...inputs, dates: { dueAt: now } }).feedback.when).toBe("due");
  });

  it("has an id and a seed of 128 bits each", () => {
    expect(fromCode(code128("id"))?.length).toBe(16);
    expect(code128("id")).not.toBe(code128("seed"));
  });
});

describe("the summary of a draft", () => {
  it("tells how much, how long, and until when", () => {
    const draft = aDraft({
      parts: [
        { kind: "blueprint", counts: { "SKU-1": 12, "GEO-1": 8 }, same: false },
        { kind: "walkthrough", id: "create", points: 5 },
      ],
      minutes: 40,
    });
    expect(summaryLine(draft, { dueAt: Date.UTC(2026, 11, 18, 23) }, now)).toBe(
      "20 questions, 1 walkthrough, 40 minutes, 1 attempt, due Fri 18 Dec 2026, 24:00 Berlin (in 3 days)",
    );
    expect(summaryLine(aDraft({ minutes: null, attempts: null }), {}, now)).toBe(
      "1 question, no time limit, any number of attempts, no due date",
    );
  });
});
