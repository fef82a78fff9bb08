import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asAttemptItems, assemble, isForForms, type Blueprint } from "../../src/assessment/assemble.ts";
import { bodyFor } from "../../src/assessment/body-for.ts";
import type { ItemType } from "../../src/assessment/item.ts";
import { compileContent } from "../../src/content/build/compile.ts";
import { banked, matching, reveal } from "./some-items.ts";

const { compiled } = compileContent(join(import.meta.dirname, "../.."));
const bank = compiled?.items.filter(({ status }) => status === "live") ?? [];
const seeds = Array.from({ length: 50 }, (_, at) => `seed ${at}`);
const byId = new Map(bank.map((item) => [item.id, item]));
/** Exams have sections of their own: exam-form.test.ts. */
const quizzes = compiled?.outline.assessments.filter(({ minutes }) => minutes === undefined) ?? [];

describe.each(quizzes)("$title", (blueprint) => {
  it.each(["chapter", "azure"] as const)(
    "can be drawn under %s for every seed, and follows its blueprint",
    (profile) => {
      for (const seed of seeds) {
        const set = assemble(blueprint, bank, { profile, seed });
        if (!set.ok) throw new Error(`${seed}: ${JSON.stringify(set.error)}`);
        const items = set.value.map(({ itemId }) => byId.get(itemId));
        expect(new Set(items).size).toBe(items.length);
        const types = new Map<ItemType, number>();
        const objectives = new Map<string, number>();
        for (const item of items) {
          expect(item?.profile, item?.id).toBe("both");
          if (!item) continue;
          types.set(item.type, (types.get(item.type) ?? 0) + 1);
          objectives.set(item.objective, (objectives.get(item.objective) ?? 0) + 1);
        }
        expect(Object.fromEntries(types)).toEqual(blueprint.counts);
        expect(objectives.size).toBeGreaterThanOrEqual(blueprint.minimumObjectives);
        expect(Math.max(...objectives.values())).toBeLessThanOrEqual(blueprint.maximumPerObjective ?? Infinity);
        expect(set.value.every((attemptItem) => attemptItem.profile === profile)).toBe(true);
        expect(assemble(blueprint, bank, { profile, seed })).toEqual(set);
      }
    },
  );

  it("differs from seed to seed, and takes disputed items when they are asked for", () => {
    const ids = (includeDisputed: boolean) =>
      seeds.flatMap((seed) => {
        const set = assemble(blueprint, bank, { profile: "chapter", seed, includeDisputed });
        return set.ok ? [set.value.map(({ itemId }) => itemId)] : [];
      });
    expect(new Set(ids(false).map((set) => set.join())).size).toBe(seeds.length);
    const disputed = ids(true)
      .flat()
      .filter((id) => byId.get(id)?.profile !== "both");
    expect(disputed.length).toBeGreaterThan(0);
    expect(disputed.every((id) => byId.get(id)?.chapter !== undefined)).toBe(true);
  });
});

describe.each(quizzes)("a draw of the $title after some questions were seen", (blueprint) => {
  const usable = bank.filter(
    (item) => item.profile === "both" && isForForms(item) && item.series === undefined && item.case === undefined,
  );
  const someSeen = fc.record({
    seed: fc.string(),
    seen: fc
      .subarray(usable.map(({ id }) => id))
      .chain((ids) => fc.tuple(...ids.map((id) => fc.tuple(fc.constant(id), fc.nat({ max: 5 })))))
      .map((rows) => new Map(rows)),
  });
  const limit = blueprint.maximumPerObjective ?? Infinity;
  const draw = (options: { seed: string; seen: Map<string, number> }, from = bank) =>
    assemble(blueprint, from, { profile: "chapter", ...options });

  it("is always possible, follows the blueprint and is the same for the same seed", () => {
    fc.assert(
      fc.property(someSeen, (options) => {
        const set = draw(options);
        if (!set.ok) throw new Error(JSON.stringify(set.error));
        const items = set.value.map(({ itemId }) => byId.get(itemId));
        const count = (type: string) => items.filter((item) => item?.type === type).length;
        expect(Object.keys(blueprint.counts).map(count)).toEqual(Object.values(blueprint.counts));
        const objectives = items.map((item) => item?.objective ?? "");
        expect(new Set(objectives).size).toBeGreaterThanOrEqual(blueprint.minimumObjectives);
        for (const objective of objectives) {
          expect(objectives.filter((other) => other === objective).length).toBeLessThanOrEqual(limit);
        }
        expect(draw(options)).toEqual(set);
      }),
      { numRuns: 25 },
    );
  });

  it("repeats no question while an unseen one fits", () => {
    fc.assert(
      fc.property(someSeen, (options) => {
        const set = draw(options);
        const drawn = set.ok ? set.value.flatMap(({ itemId }) => byId.get(itemId) ?? []) : [];
        const unseen = usable.filter(({ id }) => !options.seen.has(id));
        if (draw(options, unseen).ok) {
          expect(drawn.filter(({ id }) => options.seen.has(id))).toEqual([]);
          return;
        }
        for (const repeated of drawn.filter(({ id }) => options.seen.has(id))) {
          const rest = drawn.filter((item) => item !== repeated);
          const fits = unseen.filter((item) => {
            const objectives = [...rest, item].map(({ objective }) => objective);
            return (
              item.type === repeated.type &&
              !drawn.includes(item) &&
              objectives.filter((objective) => objective === item.objective).length <= limit &&
              new Set(objectives).size >= blueprint.minimumObjectives
            );
          });
          expect(fits.map(({ id }) => id)).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe("the chapter quiz", () => {
  it("asks nothing that a section asks", () => {
    const checks = new Set(Object.values(compiled?.sectionChecks ?? {}).flatMap((list) => list.map(({ id }) => id)));
    expect(checks.size).toBeGreaterThan(50);
    expect(bank.filter((item) => checks.has(item.id) && isForForms(item))).toEqual([]);
    const drawn = new Set(compiled?.families.flatMap(({ summary }) => summary.variants));
    expect(drawn.size).toBeGreaterThan(500);
    expect([...checks].filter((id) => drawn.has(id))).toEqual([]);
  });

  it("repeats no item of the last one", () => {
    const quiz = compiled?.outline.assessments.find(({ id }) => id === compiled.outline.quiz);
    if (!quiz) throw new Error("no quiz");
    for (const seed of seeds) {
      const first = assemble(quiz, bank, { profile: "chapter", seed });
      if (!first.ok) throw new Error(seed);
      const recent = first.value.map(({ itemId }) => itemId);
      const seen = new Map(recent.map((id) => [id, 1]));
      const second = assemble(quiz, bank, { profile: "chapter", seed: `${seed}, again`, seen });
      if (!second.ok) throw new Error(seed);
      expect(second.value.filter(({ itemId }) => recent.includes(itemId))).toEqual([]);
    }
  });
});

describe("a bank that is too small", () => {
  const blueprint: Blueprint = { counts: { single: 3 }, minimumObjectives: 3, sameKeyOnly: true };
  const draw = (change: Partial<Blueprint>, ...items: Parameters<typeof banked>[]) =>
    assemble(
      { ...blueprint, ...change },
      items.map((item) => banked(...item)),
      { profile: "azure", seed: "s" },
    );

  it("reports which type it lacks, and how many there are", () => {
    expect(draw({}, ["1", "A-1"], ["2", "B-1"])).toEqual({
      ok: false,
      error: { code: "tooFew", type: "single", required: 3, found: 2 },
    });
    expect(draw({ maximumPerObjective: 1 }, ["1", "A-1"], ["2", "A-1"], ["3", "B-1"])).toMatchObject({
      error: { code: "tooFew", found: 2 },
    });
  });

  it("reports how many objectives it covers", () => {
    expect(draw({}, ["1", "A-1"], ["2", "A-1"], ["3", "B-1"])).toEqual({
      ok: false,
      error: { code: "tooNarrow", required: 3, found: 2 },
    });
  });

  it("never counts cards, other types, or items keyed otherwise under the other profile", () => {
    expect(
      draw(
        { minimumObjectives: 0 },
        ["1", "A-1"],
        ["2", "B-1", { item: reveal }],
        ["3", "C-1", { item: matching }],
        ["4", "D-1", { profile: "chapter" }],
        ["5", "E-1", { profile: "twin" }],
      ),
    ).toMatchObject({ error: { found: 1 } });
    expect(
      draw(
        { sameKeyOnly: false, minimumObjectives: 0 },
        ["1", "A-1"],
        ["4", "D-1", { profile: "chapter" }],
        ["5", "E-1", { profile: "twin" }],
        ["6", "F-1", { profile: "azure" }],
      ),
    ).toMatchObject({ ok: true });
  });

  it("repeats only what is missing, and what was seen longest ago", () => {
    const items = [banked("1", "A-1"), banked("2", "B-1"), banked("3", "C-1"), banked("4", "D-1")];
    const seen = new Map([
      ["1", 20],
      ["2", 10],
    ]);
    const set = assemble(blueprint, items, { profile: "chapter", seed: "s", seen });
    expect(set.ok && set.value.map(({ itemId }) => itemId).toSorted()).toEqual(["2", "3", "4"]);
  });

  it("repeats a question rather than leaving out an objective", () => {
    const items = [banked("1", "A-1"), banked("2", "A-1"), banked("3", "A-1"), banked("4", "B-1"), banked("5", "C-1")];
    const seen = new Map([
      ["4", 1],
      ["5", 1],
    ]);
    const set = assemble(blueprint, items, { profile: "chapter", seed: "s", seen });
    const ids = set.ok ? set.value.map(({ itemId }) => itemId) : [];
    expect(ids).toEqual(expect.arrayContaining(["4", "5"]));
  });
});

describe("an item asked under one profile only", () => {
  it("keeps its own profile in an attempt under the other", () => {
    const item = banked("1", "A-1", { profile: "azure" });
    expect(bodyFor(item, "chapter")?.askedUnder).toBe("azure");
    expect(asAttemptItems([item], { profile: "chapter", seed: "s" })).toMatchObject([
      { itemId: "1", version: 1, profile: "azure" },
    ]);
  });
});
