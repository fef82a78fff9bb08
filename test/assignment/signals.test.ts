import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { signalsOf, type ComparedSubmission, type SignalCode } from "../../src/assignment/signals.ts";
import type { Submission } from "../../src/assignment/submission.ts";
import { aClass, code128 } from "../support/class.ts";

const [kim, bo] = [
  { id: "kim@example.org", name: "Kim" },
  { id: "bo@example.org", name: "Bo" },
];
const { assignment, sit } = aClass({ openBook: false });
const compared = (submission: Submission, fields: Partial<ComparedSubmission> = {}): ComparedSubmission => ({
  submission,
  draw: "same",
  claim: "same",
  addedAt: Date.UTC(2026, 11, 20),
  ...fields,
});
const codes = (...entries: ComparedSubmission[]): SignalCode[] =>
  signalsOf(assignment, entries).map(({ code }) => code);
const one = (fields: Partial<Submission>) => compared(sit({ learner: kim, number: 1, right: 2, fields }));

describe("signals", () => {
  it("has none for an ordinary class", () => {
    expect(
      codes(
        compared(sit({ learner: kim, number: 1, right: 2 })),
        compared(sit({ learner: bo, number: 2, right: 2 })),
        compared(sit({ learner: kim, number: 3, attempt: 2, right: 3 })),
      ),
    ).toEqual([]);
  });

  it("names the other learner when two logs are the same, times included", () => {
    const first = sit({ learner: kim, number: 1, right: 2 });
    const copy = { ...first, id: code128(2), learner: bo, device: code128(99) };
    const signals = signalsOf(assignment, [compared(first), compared(copy)]);
    expect(signals.map(({ code, submissionId }) => [code, submissionId])).toEqual([
      ["sameAnswers", code128(1)],
      ["sameAnswers", code128(2)],
    ]);
    expect(signals[0]?.text).toBe("The answers and their times are the same as those of Bo.");
    expect(signals[0]?.innocent).not.toBe("");
  });

  it("doesn't take the same right answers at other times for a copy", () => {
    expect(
      codes(compared(sit({ learner: kim, number: 1, right: 3 })), compared(sit({ learner: bo, number: 2, right: 3 }))),
    ).toEqual([]);
  });

  it("takes two identities of one learner of the roster for one person", () => {
    const device = code128(7);
    const first = sit({ learner: kim, number: 1, right: 2, fields: { device } });
    const second = { ...first, id: code128(2), learner: { id: "1001" }, attempt: 2 };
    const learners = new Map([
      [first.id, "kim"],
      [second.id, "kim"],
    ]);
    expect(codes(compared(first), compared(second))).toContain("sameDevice");
    expect(signalsOf(assignment, [compared(first), compared(second)], learners)).toEqual([]);
    const again = signalsOf(assignment, [compared(first), compared({ ...second, attempt: 1 })], learners);
    expect(again.map(({ code }) => code)).toEqual(["attemptTwice", "attemptTwice"]);
  });

  it("gives no signal of speed when the page measured no time", () => {
    const many = { ...assignment, parts: assignment.parts.map((part) => ({ ...part, draw: 5 })) };
    const answers = Array.from({ length: 6 }, (_, at) => ({
      itemId: `i${at}`,
      version: 1,
      profile: "chapter" as const,
      order: [],
      response: { type: "single" as const, option: "a" },
    }));
    const codesFor = (elapsed: number) => signalsOf(many, [one({ answers, elapsed })]).map(({ code }) => code);
    expect(codesFor(3)).toContain("speed");
    expect(codesFor(0)).not.toContain("speed");
  });

  it("tells when two learners used one browser profile, but not when one did twice", () => {
    const device = code128(7);
    const first = sit({ learner: kim, number: 1, right: 2, fields: { device } });
    expect(codes(compared(first), compared(sit({ learner: bo, number: 2, right: 2, fields: { device } })))).toEqual([
      "sameDevice",
      "sameDevice",
    ]);
    expect(
      codes(compared(first), compared(sit({ learner: kim, number: 3, attempt: 2, right: 2, fields: { device } }))),
    ).toEqual([]);
  });

  it("tells when an attempt's number was used twice", () => {
    expect(
      codes(compared(sit({ learner: kim, number: 1, right: 2 })), compared(sit({ learner: kim, number: 2, right: 3 }))),
    ).toEqual(["attemptTwice", "attemptTwice"]);
  });

  it("tells about answers that are too quick to have been read", () => {
    const answers = [
      ...sit({ learner: kim, number: 1, right: 3 }).answers,
      ...sit({ learner: bo, number: 2, right: 3 }).answers,
    ];
    const startedAt = Date.UTC(2026, 11, 18, 14);
    const quick = one({ answers, elapsed: 6, startedAt, submittedAt: startedAt + 200_000 });
    expect(codes(quick)).toEqual(["speed"]);
    expect(codes(one({ answers, elapsed: 60, startedAt, submittedAt: startedAt + 200_000 }))).toEqual([]);
  });

  it("tells when the clock was set back, when the end is before the start, or in the future", () => {
    const startedAt = Date.UTC(2026, 11, 18, 14);
    expect(codes(one({ startedAt, submittedAt: startedAt + 300_000, elapsed: 1800 }))).toEqual(["clock"]);
    expect(codes(one({ startedAt, submittedAt: startedAt - 1000 }))).toEqual(["clock"]);
    const early = compared(sit({ learner: kim, number: 1, right: 2 }), { addedAt: startedAt });
    expect(codes(early)).toEqual(["clock"]);
  });

  it("has no signal for a page that was closed for a while", () => {
    expect(codes(one({ elapsed: 300 }))).toEqual([]);
  });

  it("tells about a long time with the page hidden, unless notes may be used", () => {
    const hidden = [{ from: Date.UTC(2026, 11, 18, 14), to: Date.UTC(2026, 11, 18, 14, 6) }];
    expect(codes(one({ hidden }))).toEqual(["hidden"]);
    expect(signalsOf({ ...assignment, openBook: true }, [one({ hidden })])).toEqual([]);
  });

  it("tells about another draw and other points than the page claimed", () => {
    const submission = sit({ learner: kim, number: 1, right: 2 });
    expect(codes(compared(submission, { draw: "otherItems", claim: "different" }))).toEqual([
      "otherDraw",
      "otherPoints",
    ]);
  });

  it("comes out the same whatever the order and repetition of submissions", () => {
    const entries = [1, 2, 3, 4].map((number) =>
      compared(sit({ learner: number % 2 ? kim : bo, number, right: 2, fields: { device: code128(number % 3) } })),
    );
    const expected = signalsOf(assignment, entries);
    expect(expected.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.shuffledSubarray([...entries, ...entries], { minLength: 8 }), (list) => {
        expect(signalsOf(assignment, list)).toEqual(expected);
      }),
    );
  });
});
