import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { assignmentSchema } from "../../src/assignment/assignment.ts";
import type { DraftPart } from "../../src/assignment/assignment-draft.ts";
import { assignmentOfDraft, code128, draftOfAssignment } from "../../src/assignment/assignment-of-draft.ts";
import { spreadLikeExam } from "../../src/assignment/blueprint.ts";
import { drawItems } from "../../src/assignment/draw.ts";
import { pinParts, sizeOf, type Askable, type PinSource } from "../../src/assignment/pin-parts.ts";
import { aDraft, anAssignment } from "../support/assignments.ts";

const objectives = ["SKU-1", "GEO-1", "AUTH-1", "TSK-1"];
const codes = ["M01", "M02", "M03"];

/** Eight questions of each objective, some of which offer a wrong idea; a case study of three; a family of six variants. */
const questions: Askable[] = [
  ...objectives.flatMap((objective, kind) =>
    Array.from({ length: 8 }, (_, at) => ({
      id: `${objective}-${at}`,
      version: at + 1,
      objective,
      ideas: at % 3 === 0 ? [codes[kind % 3] as string] : [],
      isDrawn: true,
    })),
  ),
  ...["one", "two", "three"].map((id) => ({
    id: `case-${id}`,
    version: 1,
    objective: "GEO-1",
    ideas: ["M01"],
    group: "case",
    isDrawn: false,
  })),
];
const source: PinSource = {
  questions: new Map(questions.map((question) => [question.id, question])),
  families: new Map([
    [
      "tier",
      { title: "Which tier", variants: [1, 2, 3, 4, 5, 6].map((at) => ({ id: `family/tier/${at}`, version: 1 })) },
    ],
  ]),
  walkthroughs: new Map([["create", "Create a registry"]]),
  objectives: new Map(objectives.map((id) => [id, `About ${id}`])),
};

const seed = new Uint8Array(16);

const assignmentOf = (parts: readonly DraftPart[]) => {
  const pinned = pinParts(parts, source, seed);
  if (!pinned.ok) throw new Error(pinned.problems.map(({ message }) => message).join(" "));
  const { keys } = anAssignment();
  return assignmentOfDraft(aDraft({ parts: [...parts] }), {
    parts: pinned.parts,
    dates: {},
    keys,
    id: code128("id"),
    seed: code128("seed"),
  });
};

const anyPart = fc.oneof(
  fc.record({
    kind: fc.constant("items" as const),
    ids: fc.uniqueArray(fc.constantFrom(...questions.map(({ id }) => id)), { maxLength: 6 }),
    count: fc.option(fc.integer({ min: 1, max: 7 }), { nil: undefined }),
    same: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("blueprint" as const),
    counts: fc.dictionary(fc.constantFrom(...objectives), fc.integer({ min: 1, max: 5 })),
    same: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("misconceptions" as const),
    codes: fc.uniqueArray(fc.constantFrom(...codes)),
    count: fc.integer({ min: 1, max: 5 }),
    same: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant("family" as const),
    family: fc.constant("tier"),
    count: fc.integer({ min: 1, max: 4 }),
    same: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("walkthrough" as const), id: fc.constant("create"), points: fc.constant(5) }),
);
/** Leaves out a count that isn't set, as a stored draft does. */
const clean = (part: DraftPart): DraftPart =>
  part.kind === "items" && part.count === undefined ? { kind: "items", ids: part.ids } : part;

describe("pinning a draft", () => {
  it("gives an assignment that is valid and whose draw has as many questions as asked, or says why there is none", () => {
    let issued = 0;
    fc.assert(
      fc.property(fc.array(anyPart, { minLength: 1, maxLength: 5 }), fc.string(), (entries, learner) => {
        const parts = entries.map(clean);
        const pinned = pinParts(parts, source, seed);
        if (!pinned.ok) {
          expect(pinned.problems.length).toBeGreaterThan(0);
          for (const { part, message } of pinned.problems) {
            expect(parts[part]).toBeDefined();
            expect(message).toMatch(/[.]$/);
          }
          return;
        }
        issued++;
        const assignment = assignmentOf(parts);
        expect(v.safeParse(assignmentSchema, assignment).issues).toBeUndefined();
        const drawn = drawItems(assignment, learner, 1);
        expect(drawn.length).toBe(sizeOf(parts).questions);
        expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length);
        for (const part of parts) {
          if (part.kind !== "blueprint") continue;
          for (const [objective, count] of Object.entries(part.counts)) {
            const about = drawn.filter(({ id }) => source.questions.get(id)?.objective === objective);
            expect(about.length).toBeGreaterThanOrEqual(count);
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(issued).toBeGreaterThan(50);
  });

  it("fills every pool when that can be done, however the pools overlap", () => {
    // Questions 0, 3 and 6 of SKU-1 offer M01, and so do those of TSK-1: the blueprint needs all eight of SKU-1.
    const assignment = assignmentOf([
      { kind: "misconceptions", codes: ["M01"], count: 3, same: false },
      { kind: "blueprint", counts: { "SKU-1": 8 }, same: false },
    ]);
    const drawn = drawItems(assignment, "kim", 1);
    expect(drawn.filter(({ id }) => id.startsWith("SKU-1")).length).toBe(8);
    expect(drawn.filter(({ id }) => id.startsWith("TSK-1")).length).toBe(3);
  });

  it("holds only the drawn questions where everyone gets the same, and draws the same ones again", () => {
    const parts: DraftPart[] = [{ kind: "blueprint", counts: { "SKU-1": 3, "GEO-1": 2 }, same: true }];
    const assignment = assignmentOf(parts);
    const held = assignment.parts.flatMap((part) => (part.kind === "items" ? part.from.map(({ id }) => id) : []));
    expect(held.length).toBe(5);
    for (const learner of ["kim", "ada"]) {
      const drawn = drawItems(assignment, learner, 1).map(({ id }) => id);
      expect(drawn.toSorted()).toEqual(held.toSorted());
    }
    expect(assignmentOf(parts)).toEqual(assignment);
  });

  it("keeps a case study together, and never draws from it", () => {
    const whole: DraftPart = { kind: "items", ids: ["case-one", "case-two", "case-three", "SKU-1-0"] };
    const ids = drawItems(assignmentOf([whole]), "kim", 1).map(({ id }) => id);
    const first = ids.indexOf("case-one");
    expect(ids.slice(first, first + 3)).toEqual(["case-one", "case-two", "case-three"]);
    expect(pinParts([{ ...whole, count: 2, same: false }], source, seed)).toMatchObject({ ok: false });
    const pool = assignmentOf([{ kind: "blueprint", counts: { "GEO-1": 3 }, same: false }]).parts[0];
    expect(pool?.kind === "items" && pool.from.map(({ id }) => id)).toEqual(
      Array.from({ length: 8 }, (_, at) => `GEO-1-${at}`),
    );
  });

  it("says which part has too few questions, which question is there twice, and what no longer exists", () => {
    const messages = (...parts: DraftPart[]) => {
      const pinned = pinParts(parts, source, seed);
      return pinned.ok ? [] : pinned.problems.map(({ part, message }) => `${part}: ${message}`);
    };
    expect(messages({ kind: "blueprint", counts: { "SKU-1": 9 }, same: true })).toEqual([
      "0: About SKU-1: 9 asked for, but there are only 8 questions. Lower the number.",
    ]);
    expect(
      messages({ kind: "items", ids: ["SKU-1-1"] }, { kind: "blueprint", counts: { "SKU-1": 8 }, same: true }),
    ).toEqual([
      "1: About SKU-1: 8 asked for, but there are only 7 questions that no other part needs. Lower the number.",
    ]);
    expect(messages({ kind: "items", ids: ["SKU-1-1"] }, { kind: "items", ids: ["SKU-1-1"] })).toEqual([
      "1: Already in the assignment: SKU-1-1. Remove it from one of the parts.",
    ]);
    expect(messages({ kind: "items", ids: ["gone"] })).toEqual([
      "0: No longer asked under these rules: gone. Remove what isn’t asked any more.",
    ]);
    expect(messages({ kind: "family", family: "gone", count: 1, same: true })[0]).toContain("no longer exists");
    expect(messages({ kind: "walkthrough", id: "gone", points: 1 })[0]).toContain("no longer exists");
  });

  it("comes back as a draft that gives the same draw", () => {
    const first = assignmentOf([
      { kind: "blueprint", counts: { "SKU-1": 3, "GEO-1": 2 }, same: false },
      { kind: "items", ids: ["TSK-1-1"] },
      { kind: "walkthrough", id: "create", points: 5 },
    ]);
    const draft = draftOfAssignment(first);
    expect(assignmentOf(draft.parts).parts).toEqual(first.parts);
    expect(draftOfAssignment(assignmentOf(draft.parts)).parts).toEqual(draft.parts);
  });
});

describe("numbers as in an exam", () => {
  const weighted = [
    { id: "a", weight: 30, available: 30 },
    { id: "b", weight: 15, available: 15 },
    { id: "c", weight: 5, available: 1 },
  ];

  it("are in proportion, and no more than there are", () => {
    expect(spreadLikeExam(weighted, 10)).toEqual({ a: 6, b: 3, c: 1 });
    expect(spreadLikeExam(weighted, 30)).toEqual({ a: 19, b: 10, c: 1 });
    expect(spreadLikeExam(weighted, 1000)).toEqual({ a: 30, b: 15, c: 1 });
  });

  it("add up to what was asked wherever there are enough", () => {
    const list = fc.uniqueArray(fc.record({ id: fc.string(), weight: fc.nat(40), available: fc.nat(40) }), {
      selector: ({ id }) => id,
      minLength: 1,
    });
    fc.assert(
      fc.property(list, fc.integer({ min: 1, max: 100 }), (all, total) => {
        const counts = Object.values(spreadLikeExam(all, total));
        const available = all.reduce((sum, entry) => sum + entry.available, 0);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(Math.min(total, available));
      }),
    );
  });
});
