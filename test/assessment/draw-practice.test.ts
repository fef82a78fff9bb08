import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawPractice } from "../../src/assessment/draw-practice.ts";
import { cardIdOf } from "../../src/assessment/item-id.ts";
import type { LogEntry } from "../../src/assessment/log-entry.ts";
import { mixedPractice, sourceKey, sourceOf, type PracticeChoice } from "../../src/assessment/practice.ts";
import { practiceMemory, weakestObjective, type PracticeMemory } from "../../src/assessment/practice-memory.ts";
import type { Candidate, PracticeCourse } from "../../src/assessment/practice-pool.ts";

const day = 24 * 60 * 60 * 1000;
const now = 100 * day;
const types = ["single", "choose", "statements"] as const;

const course: PracticeCourse = {
  neighbors: new Map([
    ["AUTH-1", ["AUTH-2", "AUTH-3"]],
    ["AUTH-2", ["AUTH-1", "AUTH-3"]],
    ["AUTH-3", ["AUTH-1", "AUTH-2"]],
    ["GEO-1", ["GEO-2"]],
    ["GEO-2", ["GEO-1"]],
  ]),
  sections: [{ id: "regions", objectives: ["GEO-1", "GEO-2"] }],
};
const objectives = [...course.neighbors.keys()];

/** Six items and ten variants of one family for each objective. Items 0 and 1 offer the idea M of their objective. */
const all: Candidate[] = objectives.flatMap((objective) => [
  ...Array.from({ length: 6 }, (_, at) => ({
    id: `${objective}-${at}`,
    objective,
    type: types[at % 3] ?? "single",
    difficulty: 1 + (at % 5),
    ideas: at < 2 ? [`M-${objective}`] : [],
  })),
  ...Array.from({ length: 10 }, (_, at) => ({
    id: `family/f-${objective}/${at}`,
    objective,
    type: "single" as const,
    difficulty: 3,
    ideas: [],
  })),
]);

const memory = (fields: Partial<PracticeMemory> = {}): PracticeMemory => ({
  seen: new Map(),
  withheld: new Set(),
  due: new Set(),
  missed: new Set(),
  dueIdeas: new Set(),
  strength: new Map(),
  now,
  ...fields,
});
const draw = (choice: Partial<PracticeChoice> = {}, known = memory(), more: { without?: Set<string> } = {}) =>
  drawPractice(all, { ...mixedPractice, ...choice }, known, course, { seed: "s", ...more });
const ids = (candidates: readonly Candidate[]) => candidates.map(({ id }) => id);

const seeds = fc.string({ minLength: 1, maxLength: 8 });

describe("mixed practice", () => {
  it("never asks two questions of one objective in a row while another has any", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 40 }), (seed, length) => {
        const { candidates } = drawPractice(all, { ...mixedPractice, length }, memory(), course, { seed });
        expect(candidates).toHaveLength(length);
        candidates.slice(1).forEach(({ objective }, at) => expect(objective).not.toBe(candidates[at]?.objective));
      }),
    );
  });

  it("asks about look-alikes side by side", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { candidates } = drawPractice(all, { ...mixedPractice, length: 12 }, memory(), course, { seed });
        const isBesideAlike = (at: number) =>
          [at - 1, at + 1].some((beside) =>
            course.neighbors.get(candidates[at]?.objective ?? "")?.includes(candidates[beside]?.objective ?? ""),
          );
        // The last may begin a new group.
        candidates.slice(0, -1).forEach((_, at) => expect(isBesideAlike(at)).toBe(true));
      }),
    );
  });

  it("prefers weak objectives and what is due", () => {
    const strength = new Map(objectives.map((objective) => [objective, objective.startsWith("GEO") ? 0.05 : 0.95]));
    const many = Array.from({ length: 200 }, (_, at) =>
      drawPractice(all, { ...mixedPractice, length: 5 }, memory({ strength }), course, { seed: `s${at}` }),
    ).flatMap(({ candidates }) => candidates);
    const weak = many.filter(({ objective }) => objective.startsWith("GEO")).length;
    expect(weak / many.length).toBeGreaterThan(0.55);
    const due = new Set(["item/GEO-1-4", "family/f-AUTH-1"]);
    const drawn = draw({ length: 20 }, memory({ due })).candidates;
    const firstOf = (objective: string) => drawn.find((candidate) => candidate.objective === objective);
    expect(firstOf("GEO-1")?.id).toBe("GEO-1-4");
    expect(cardIdOf(firstOf("AUTH-1")?.id ?? "")).toBe("family/f-AUTH-1");
  });

  it("begins an objective with a question about a wrong idea that is due", () => {
    const drawn = draw({ length: 20 }, memory({ dueIdeas: new Set(["M-GEO-2"]) })).candidates;
    const first = drawn.find(({ objective }) => objective === "GEO-2");
    expect(["GEO-2-0", "GEO-2-1"]).toContain(first?.id);
  });
});

describe("any practice", () => {
  it("asks no question twice, and no variant that was seen within 30 days", () => {
    const seenLately = fc.dictionary(fc.constantFrom(...all.map(({ id }) => id)), fc.integer({ min: 0, max: 60 }), {
      maxKeys: 80,
    });
    const source = fc.constantFrom("mixed", "objective-AUTH-1", "section-regions", "new", "misconception-M-GEO-1");
    fc.assert(
      fc.property(seeds, seenLately, source, fc.constantFrom(5, 20, "endless" as const), (seed, days, key, length) => {
        const seen = new Map(Object.entries(days).map(([id, ago]) => [id, now - ago * day]));
        const choice = { ...mixedPractice, source: sourceOf(key) ?? mixedPractice.source, length };
        const known = memory({ seen });
        const first = drawPractice(all, choice, known, course, { seed });
        const more = drawPractice(all, choice, known, course, {
          seed: `${seed}/2`,
          without: new Set(ids(first.candidates)),
        });
        const drawn = ids([...first.candidates, ...more.candidates]);
        expect(new Set(drawn).size).toBe(drawn.length);
        for (const id of drawn) {
          if (id.startsWith("family/")) expect(seen.get(id) ?? 0).toBeLessThan(now - 30 * day);
        }
        expect(first.candidates.length).toBeLessThanOrEqual(length === "endless" ? 10 : length);
      }),
    );
  });

  it("is the same for the same seed", () => {
    expect(draw({ length: 20 })).toEqual(draw({ length: 20 }));
  });

  it("has the length that was chosen, for as long as there are questions", () => {
    expect(draw({ length: 5 }).candidates).toHaveLength(5);
    expect(draw({ length: "endless" }).candidates).toHaveLength(10);
    const everything = new Set(ids(all));
    expect(draw({ length: "endless" }, memory(), { without: everything }).candidates).toEqual([]);
  });
});

describe("a source", () => {
  it("of an objective or a section asks about nothing else while it has enough", () => {
    const objective = draw({ source: { kind: "objective", id: "AUTH-1" } });
    expect(new Set(objective.candidates.map((candidate) => candidate.objective))).toEqual(new Set(["AUTH-1"]));
    const section = draw({ source: { kind: "section", id: "regions" } });
    expect(new Set(section.candidates.map((candidate) => candidate.objective))).toEqual(new Set(["GEO-1", "GEO-2"]));
    expect(section.widened).toBeUndefined();
  });

  it("of what is due asks one variant of a due family, and no more than is due", () => {
    const drawn = draw({ source: { kind: "due" } }, memory({ due: new Set(["family/f-GEO-1", "item/AUTH-2-3"]) }));
    expect(drawn.candidates.map(({ id }) => cardIdOf(id)).toSorted()).toEqual(["family/f-GEO-1", "item/AUTH-2-3"]);
    expect(drawn).toMatchObject({ fitting: 2, inSource: 2, widened: undefined });
    expect(draw({ source: { kind: "due" } })).toMatchObject({ candidates: [], inSource: 0 });
  });

  it("of missed questions asks what was wrong when last asked", () => {
    const entry = (itemId: string, share: number, at: number): LogEntry => ({
      id: `${itemId}/${at}`,
      cardId: cardIdOf(itemId),
      source: "practice",
      rating: share === 1 ? "good" : "again",
      share,
      at,
      itemId,
      objective: "GEO-1",
    });
    const log = [
      entry("GEO-1-0", 0, 1),
      entry("GEO-1-1", 0, 1),
      entry("GEO-1-1", 1, 2),
      entry("GEO-1-2", 1, 1),
      entry("GEO-1-2", 0.5, 2),
      { ...entry("GEO-1-3", 0, 2), undoneAt: 3 },
    ];
    const known = practiceMemory(log, { seen: new Map(), withheld: new Set(), due: new Set(), now });
    expect(ids(draw({ source: { kind: "missed" } }, known).candidates).toSorted()).toEqual(["GEO-1-0", "GEO-1-2"]);
  });

  it("of new questions asks nothing that was seen, and no family of which a variant was", () => {
    const seen = new Map([
      ["GEO-1-0", 5],
      ["family/f-GEO-1/3", 5],
    ]);
    const choice = { source: { kind: "new" as const }, length: 1000 };
    const drawn = ids(draw(choice, memory({ seen })).candidates);
    expect(drawn).toHaveLength(all.length - 11);
    expect(drawn.filter((id) => id === "GEO-1-0" || id.startsWith("family/f-GEO-1/"))).toEqual([]);
  });

  it("is named in addresses, and anything else isn't one", () => {
    const sources = ["mixed", "objective-SKU-1", "section-geo", "misconception-M05", "due", "missed", "new"];
    expect(sources.map((key) => sourceKey(sourceOf(key) ?? { kind: "mixed" }))).toEqual(sources);
    expect(["", "objective-", "table-tiers", "else"].map(sourceOf)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("a choice that too few questions fit", () => {
  const objective = { kind: "objective" as const, id: "GEO-1" };

  it("drops the difficulty first, then the types, and asks what fits before the rest", () => {
    const drawn = draw({ source: objective, types: ["choose"], difficulty: "easy", length: 5 });
    expect(drawn.widened).toEqual({ fitting: 1, dropped: ["difficulty", "types"] });
    expect(drawn.candidates[0]?.id).toBe("GEO-1-1");
    expect(drawn.candidates[1]?.type).toBe("choose");
    expect(drawn.candidates).toHaveLength(5);
  });

  it("adds objectives that are easily confused with it when the objective itself is used up", () => {
    const drawn = draw({ source: objective, length: 20 });
    expect(drawn.widened).toEqual({ fitting: 16, dropped: ["source"] });
    expect(new Set(drawn.candidates.map((candidate) => candidate.objective))).toEqual(new Set(["GEO-1", "GEO-2"]));
  });

  it("adds questions of the same objectives to those that offer a wrong idea", () => {
    const drawn = draw({ source: { kind: "misconception", id: "M-AUTH-3" }, length: 5 });
    expect(drawn.fitting).toBe(2);
    expect(ids(drawn.candidates.slice(0, 2)).toSorted()).toEqual(["AUTH-3-0", "AUTH-3-1"]);
    expect(new Set(drawn.candidates.map((candidate) => candidate.objective))).toEqual(new Set(["AUTH-3"]));
  });
});

describe("the weakest objective", () => {
  it("has the lowest share of points in the latest answers, and is unknown without any", () => {
    expect(weakestObjective(memory())).toBeUndefined();
    expect(
      weakestObjective(
        memory({
          strength: new Map([
            ["A-1", 0.6],
            ["B-1", 0.2],
          ]),
        }),
      ),
    ).toBe("B-1");
  });
});
