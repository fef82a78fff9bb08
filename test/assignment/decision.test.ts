import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changeDecision,
  joinDecisions,
  joinIdentities,
  undoDecisions,
  type Decision,
  type DecisionChange,
} from "../../src/assignment/decision.ts";

const kim = "kim@example.org";
const decide = (before: Decision | undefined, now: number, change: DecisionChange) =>
  changeDecision(before, change, { learner: kim, now });
const factsOf = (decision: Decision) => {
  const { changedAt: _, times: __, ...facts } = decision;
  return facts;
};

const change = fc.record<DecisionChange>(
  {
    mark: fc.option(fc.nat(3), { nil: undefined }),
    excused: fc.option(fc.constant(true), { nil: undefined }),
    comment: fc.option(fc.constantFrom("a", "b"), { nil: undefined }),
    received: fc.dictionary(fc.constantFrom("s1", "s2"), fc.option(fc.nat(3), { nil: undefined })),
  },
  { requiredKeys: [] },
);
const earlier = fc.record<Decision>(
  { learner: fc.constant(kim), changedAt: fc.nat(9), mark: fc.nat(3), excused: fc.constant(true) },
  { requiredKeys: ["learner", "changedAt"] },
);
/** Decisions of this version and of earlier ones, in any order of the clock. */
const decisions = fc
  .tuple(fc.option(earlier, { nil: undefined }), fc.array(fc.tuple(fc.nat(9), change), { minLength: 1, maxLength: 4 }))
  .map(([first, changes]) =>
    changes.reduce<Decision | undefined>((before, [now, next]) => decide(before, now, next), first),
  )
  .map((decision) => decision ?? { learner: kim, changedAt: 0 });

describe("a decision", () => {
  it("keeps the other facts when one changes", () => {
    const marked = decide(undefined, 10, { mark: 3, received: { s1: 5 } });
    const excused = decide(marked, 20, { excused: true, received: { s2: 6 } });
    expect(factsOf(excused)).toEqual({ learner: kim, mark: 3, excused: true, received: { s1: 5, s2: 6 } });
    expect(factsOf(decide(excused, 30, { mark: undefined, received: { s1: undefined } }))).toEqual({
      learner: kim,
      excused: true,
      received: { s2: 6 },
    });
  });

  it("is later than the one that it replaces, although the clock was set back", () => {
    const first = decide(undefined, 100, { mark: 3 });
    expect(joinDecisions(first, decide(first, 50, { mark: 1 })).mark).toBe(1);
  });
});

describe("joining decisions", () => {
  it("keeps an excuse that one instructor gave before the other made results", () => {
    const shared = decide(undefined, 10, { mark: 3 });
    const excused = decide(shared, 20, { excused: true });
    const returned = decide(shared, 30, { returnedAt: 30 });
    expect(factsOf(joinDecisions(excused, returned))).toEqual({ learner: kim, mark: 3, excused: true, returnedAt: 30 });
  });

  it("lets the later decision of a fact count, also when it takes the fact back", () => {
    const shared = decide(undefined, 10, { mark: 3, received: { s1: 1 } });
    const back = decide(shared, 30, { mark: undefined, received: { s1: undefined } });
    const other = decide(shared, 20, { mark: 2, comment: "Well argued." });
    expect(factsOf(joinDecisions(back, other))).toEqual({ learner: kim, comment: "Well argued." });
  });

  it("takes a decision of an earlier version as one that said something about every fact", () => {
    const before: Decision = { learner: kim, mark: 3, changedAt: 10 };
    const later: Decision = { learner: kim, excused: true, changedAt: 20 };
    expect(joinDecisions(before, later)).toEqual(later);
    expect(factsOf(joinDecisions(decide(later, 25, { mark: 1 }), before))).toEqual({
      learner: kim,
      excused: true,
      mark: 1,
    });
  });

  it("comes out the same in any order and any number of times", () => {
    fc.assert(
      fc.property(decisions, decisions, decisions, (a, b, c) => {
        const joined = joinDecisions(a, b);
        expect(joinDecisions(b, a)).toEqual(joined);
        expect(joinDecisions(joined, b)).toEqual(joined);
        expect(joinDecisions(a, a)).toEqual(a);
        expect(joinDecisions(joined, c)).toEqual(joinDecisions(a, joinDecisions(b, c)));
      }),
    );
  });

  it("loses no fact that was decided under another identity of the learner", () => {
    const byId: Decision = { learner: "1001", mark: 3, changedAt: 10 };
    const byEmail: Decision = { learner: kim, comment: "Seen.", changedAt: 20 };
    expect(joinIdentities(byId, byEmail)).toMatchObject({ mark: 3, comment: "Seen." });
    expect(joinIdentities(byId, decide(byEmail, 30, { mark: undefined })).mark).toBeUndefined();
  });
});

describe("undoing decisions", () => {
  it("takes back what the step changed, and nothing that was decided since", () => {
    const before = { [kim]: decide(undefined, 10, { mark: 3 }) };
    const after = { [kim]: decide(before[kim], 20, { mark: 1, comment: "Late." }) };
    const since = {
      [kim]: decide(after[kim], 30, { comment: "On time.", excused: true }),
      bo: decide(undefined, 30, { mark: 2 }),
    };
    const undone = undoDecisions(since, { before, after }, 40);
    expect(undone[kim] && factsOf(undone[kim])).toEqual({ learner: kim, mark: 3, comment: "On time.", excused: true });
    expect(undone["bo"]).toEqual(since.bo);
  });

  it("makes a decision that is later than the one undone, wherever they meet", () => {
    fc.assert(
      fc.property(decisions, fc.nat(20), change, (decision, now, step) => {
        const before = { [kim]: decision };
        const after = { [kim]: decide(decision, now, step) };
        const undone = undoDecisions(after, { before, after }, now)[kim];
        expect(undone && factsOf(joinDecisions(after[kim] ?? decision, undone))).toEqual(factsOf(decision));
      }),
    );
  });
});
