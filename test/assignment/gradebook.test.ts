import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gradeSubmission, markScale } from "../../src/assignment/grade.ts";
import type { Decision } from "../../src/assignment/decision.ts";
import { buildGradebook, type GradedSubmission } from "../../src/assignment/gradebook.ts";
import { readRoster } from "../../src/assignment/grades/roster.ts";
import { rosterPeople } from "../../src/assignment/roster-people.ts";
import type { Assignment } from "../../src/assignment/assignment.ts";
import { aClass, type Sitting } from "../support/class.ts";

const [kim, bo] = [
  { id: "kim@example.org", name: "Kim" },
  { id: "bo@example.org", name: "Bo" },
];
const hour = 3_600_000;
const due = Date.UTC(2026, 11, 18, 17);

function gradebook(
  fields: Partial<Assignment>,
  sittings: readonly Sitting[],
  { decisions = {}, roster }: { decisions?: Record<string, Decision>; roster?: string } = {},
) {
  const { assignment, bodies, sit } = aClass(fields);
  const submissions = sittings.map((sitting): GradedSubmission => {
    const submission = sit(sitting);
    return { submission, grade: gradeSubmission(assignment, submission, bodies) };
  });
  const read = roster === undefined ? undefined : readRoster(new TextEncoder().encode(roster));
  const people = read?.ok
    ? rosterPeople(read.roster.learners, [
        ...submissions.map(({ submission }) => submission.learner.id),
        ...Object.values(decisions).map(({ learner }) => learner),
      ])
    : undefined;
  const rows = (list: readonly GradedSubmission[] = submissions) =>
    buildGradebook({
      assignment,
      scale: markScale(assignment, bodies),
      submissions: list,
      decisions,
      ...(people && { roster: people }),
    });
  return { submissions, rows, people };
}

describe("a gradebook", () => {
  it("has a row for each learner, by name, whatever the case of the id", () => {
    const { rows } = gradebook({}, [
      { learner: kim, number: 1, right: 2 },
      { learner: { ...kim, id: " KIM@example.org" }, number: 2, attempt: 2, right: 3 },
      { learner: bo, number: 3, right: 1 },
    ]);
    expect(rows().map(({ name, attempts, mark, state }) => [name, attempts.length, mark, state])).toEqual([
      ["Bo", 1, 1, "graded"],
      ["Kim", 2, 3, "graded"],
    ]);
  });

  it.each([
    ["highest", 3],
    ["latest", 1],
    ["first", 2],
    ["average", 2],
  ] as const)("keeps the %s attempt", (keep, mark) => {
    const { rows } = gradebook({ keep, attempts: 3 }, [
      { learner: kim, number: 3, attempt: 3, right: 1 },
      { learner: kim, number: 1, attempt: 1, right: 2 },
      { learner: kim, number: 2, attempt: 2, right: 3 },
    ]);
    expect(rows()[0]?.mark).toBeCloseTo(mark, 10);
  });

  it("takes the penalty off late work, and counts nothing after the end of acceptance", () => {
    const late = { graceSeconds: 0, penalty: 0.1, per: "day" as const, most: 1, closesAt: due + 48 * hour };
    const { rows } = gradebook({ late, attempts: 2 }, [
      { learner: kim, number: 1, right: 3, startedAt: due + 24 * hour, submittedAt: due + 25 * hour },
      { learner: bo, number: 2, right: 3, startedAt: due + 47 * hour, submittedAt: due + 49 * hour },
    ]);
    const [second, first] = rows();
    expect(first).toMatchObject({ state: "graded", lateSeconds: 25 * 3600 });
    expect(first?.mark).toBeCloseTo(3 * 0.8, 10);
    expect(second).toMatchObject({ state: "notCounted", mark: undefined, passed: false });
    expect(second?.attempts[0]?.judgment.excluded).toBe("closed");
  });

  it("judges by the accommodation although the plain link was used", () => {
    const late = { graceSeconds: 0, penalty: 0.5, per: "once" as const, most: 1 };
    const sitting = {
      learner: kim,
      number: 1,
      right: 3,
      startedAt: due + hour,
      submittedAt: due + hour + 40 * 60_000,
    };
    const before = gradebook({ late, seconds: 1800 }, [sitting]).rows()[0];
    expect(before?.mark).toBeCloseTo(1.5, 10);
    expect(before?.attempts[0]?.judgment).toMatchObject({ overSeconds: 540 });
    const accommodation = { factor: 1.5, dueAt: due + 24 * hour };
    const decisions = { [kim.id]: { learner: kim.id, accommodation, changedAt: 1 } };
    const after = gradebook({ late, seconds: 1800 }, [sitting], { decisions }).rows()[0];
    expect(after).toMatchObject({ mark: 3, lateSeconds: 0 });
    expect(after?.attempts[0]?.judgment).toMatchObject({ overSeconds: 0, penalty: 0 });
  });

  it("judges lateness by when the platform received it, if that is known", () => {
    const late = { graceSeconds: 0, penalty: 0.5, per: "once" as const, most: 1 };
    const sitting = { learner: kim, number: 1, right: 2, startedAt: due + hour, submittedAt: due + 2 * hour };
    const { submissions, rows } = gradebook({ late }, [sitting]);
    expect(rows()[0]).toMatchObject({ mark: 1, lateSeconds: 7200 });
    const id = submissions[0]?.submission.id ?? "";
    const received = (at: number) =>
      gradebook({ late }, [sitting], {
        decisions: { [kim.id]: { learner: kim.id, received: { [id]: at }, changedAt: 1 } },
      }).rows()[0];
    expect(received(due - 1)).toMatchObject({ mark: 2, lateSeconds: 0 });
    expect(received(due + hour)).toMatchObject({ mark: 1, lateSeconds: 3600 });
    // It counts before what another instructor's file says.
    const [entry] = submissions;
    expect(rows(entry ? [{ ...entry, receivedAt: due - 1 }] : [])[0]).toMatchObject({ mark: 2 });
  });

  it("counts an attempt above the limit only with an extra attempt", () => {
    const sittings = [
      { learner: kim, number: 1, right: 1 },
      { learner: kim, number: 2, attempt: 2, right: 3 },
    ];
    expect(gradebook({ attempts: 1 }, sittings).rows()[0]?.mark).toBeCloseTo(1, 10);
    const decisions = { [kim.id]: { learner: kim.id, accommodation: { extraAttempts: 1 }, changedAt: 1 } };
    expect(gradebook({ attempts: 1 }, sittings, { decisions }).rows()[0]?.mark).toBeCloseTo(3, 10);
  });

  it("puts the instructor's mark in place of the computed one, and an excuse above both", () => {
    const sittings = [{ learner: kim, number: 1, right: 1 }];
    const decision = { learner: kim.id, mark: 2.5, comment: "Well argued.", changedAt: 1 };
    const [row] = gradebook({}, sittings, { decisions: { [kim.id]: decision } }).rows();
    expect(row).toMatchObject({ state: "overridden", mark: 2.5, passed: true });
    expect(row?.computed).toBeCloseTo(1, 10);
    const excused = { [kim.id]: { ...decision, excused: true } };
    expect(gradebook({}, sittings, { decisions: excused }).rows()[0]).toMatchObject({
      state: "excused",
      mark: undefined,
      passed: false,
    });
  });

  const roster = [
    "First name,Last name,ID number,Email address",
    "Kim,Lee,1001,kim@example.org",
    "Ülkü,Öz,1002,ulku@example.org",
  ].join("\n");

  it("lists who is missing by the roster, and finds learners by any identity in it", () => {
    const { rows } = gradebook({}, [{ learner: { id: "1001" }, number: 1, right: 3 }], { roster });
    expect(rows().map(({ name, learner, state, person }) => [name, learner, state, person?.row])).toEqual([
      ["Kim Lee", "kim@example.org", "graded", 1],
      ["Ülkü Öz", "ulku@example.org", "missing", 2],
    ]);
  });

  it("makes one row of a learner who handed in under two identities, and applies a decision on either", () => {
    const { rows } = gradebook(
      { keep: "highest" },
      [
        { learner: { id: "1001" }, number: 1, right: 1 },
        { learner: kim, number: 2, attempt: 2, right: 2 },
      ],
      { roster, decisions: { "1001": { learner: "1001", comment: "Seen.", changedAt: 4 } } },
    );
    const [row] = rows();
    expect(row).toMatchObject({ name: "Kim Lee", mark: 2, decision: { comment: "Seen." } });
    expect(row?.attempts).toHaveLength(2);
    expect(rows()).toHaveLength(2);
  });

  it("joins what was decided under two identities of a learner, fact by fact", () => {
    const decisions = {
      "1001": { learner: "1001", mark: 2, changedAt: 4 },
      [kim.id]: { learner: kim.id, comment: "Seen.", changedAt: 9 },
    };
    const [row] = gradebook({}, [], { roster, decisions }).rows();
    expect(row).toMatchObject({ name: "Kim Lee", mark: 2, decision: { comment: "Seen." } });
  });

  describe("with two learners of one address in the roster", () => {
    const head = "First name,Last name,ID number,Email address";
    const [ada, max, ulku] = [
      "Ada,Lee,1001,family@example.org",
      "Max,Lee,1002,family@example.org",
      "Ülkü,Öz,1003,u@example.org",
    ];
    const family = { learner: { id: "family@example.org" }, number: 1, right: 3 };

    it("credits neither with what was handed in under it, and says so", () => {
      const made = gradebook({}, [family], { roster: [head, ada, max].join("\n") });
      expect(made.rows().map(({ name, learner, state }) => [name, learner, state])).toEqual([
        ["Ada Lee", "1001", "missing"],
        ["", "family@example.org", "graded"],
        ["Max Lee", "1002", "missing"],
      ]);
      expect(made.people?.unmatched).toEqual(["family@example.org"]);
    });

    it("keeps each one's decision whatever the order of the rows", () => {
      const marks = (...lines: string[]) => {
        const made = gradebook({}, [], {
          roster: [head, ...lines].join("\n"),
          decisions: {
            "1001": { learner: "1001", mark: 1, changedAt: 3 },
            "1002": { learner: "1002", mark: 2, changedAt: 3 },
          },
        });
        return made.rows().map(({ name, mark }) => [name, mark]);
      };
      expect(marks(ada, max)).toEqual([
        ["Ada Lee", 1],
        ["Max Lee", 2],
      ]);
      expect(marks(max, ada)).toEqual(marks(ada, max));
    });

    it("still finds the second one's decision that an earlier version stored by the row", () => {
      const decisions = { "family@example.org #2": { learner: "family@example.org", mark: 2, changedAt: 3 } };
      const made = gradebook({}, [], { roster: [head, ada, max, ulku].join("\n"), decisions });
      expect(made.rows().map(({ name, mark }) => [name, mark])).toEqual([
        ["Ada Lee", undefined],
        ["Max Lee", 2],
        ["Ülkü Öz", undefined],
      ]);
    });
  });

  it("never takes a typed text for a learner of whom the roster has the name alone", () => {
    const roster = ["First name,Last name,ID number,Email address", "Kim,Lee,,", "Kim,Lee,,"].join("\n");
    const made = gradebook({}, [{ learner: { id: "Kim Lee" }, number: 1, right: 3 }], { roster });
    expect(
      made
        .rows()
        .map(({ state }) => state)
        .toSorted(),
    ).toEqual(["graded", "missing", "missing"]);
    expect(new Set(made.rows().map(({ key }) => key)).size).toBe(3);
  });

  it("forgets a learner about whom every decision was taken back", () => {
    expect(gradebook({}, [], { decisions: { x: { learner: "x", mark: undefined, changedAt: 3 } } }).rows()).toEqual([]);
  });

  it("comes out the same whatever the order and repetition of submissions", () => {
    const sitting = fc.record({
      learner: fc.constantFrom(kim, bo, { id: "أمينة" }),
      attempt: fc.integer({ min: 1, max: 3 }),
      right: fc.integer({ min: 0, max: 3 }),
      submittedAt: fc.integer({ min: due - 3 * hour, max: due + 72 * hour }),
    });
    const keeps = fc.constantFrom("highest", "latest", "first", "average" as const);
    fc.assert(
      fc.property(
        fc.array(sitting, { maxLength: 8 }),
        keeps,
        fc.infiniteStream(fc.nat()),
        (sittings, keep, numbers) => {
          const { submissions, rows } = gradebook(
            {
              keep,
              attempts: 2,
              late: { graceSeconds: 0, penalty: 0.1, per: "day", most: 0.5, closesAt: due + 60 * hour },
            },
            sittings.map((entry, at) => ({ ...entry, number: at, startedAt: entry.submittedAt - hour })),
          );
          const shuffled = [...submissions, ...submissions]
            .map((entry) => [numbers.next().value ?? 0, entry] as const)
            .sort(([a], [b]) => a - b)
            .map(([, entry]) => entry);
          expect(rows(shuffled)).toEqual(rows());
        },
      ),
      { numRuns: 60 },
    );
  });
});
