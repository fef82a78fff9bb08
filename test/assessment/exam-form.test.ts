import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawExam, variantShare, type FormQuestion, type VariantFamily } from "../../src/assessment/exam-form.ts";
import type { CompiledItem, ItemType } from "../../src/assessment/item.ts";
import { compileContent } from "../../src/content/build/compile.ts";
import { banked, buildList, choose, matching, series, single, statements } from "./some-items.ts";

const { compiled } = compileContent(join(import.meta.dirname, "../.."));
const bank = compiled?.items.filter(({ status }) => status === "live") ?? [];
const families = compiled?.families.map(({ summary }) => summary) ?? [];
const familyById = new Map(families.map((family) => [family.id, family]));
const forms = compiled?.outline.assessments.filter(({ minutes }) => minutes !== undefined) ?? [];

const idOf = (question: FormQuestion): string => (question.kind === "item" ? question.item.id : question.itemId);
const objectiveOf = (question: FormQuestion): string | undefined =>
  question.kind === "item" ? question.item.objective : familyById.get(question.family)?.objective;
const typeOf = (question: FormQuestion): ItemType | undefined =>
  question.kind === "item" ? question.item.type : familyById.get(question.family)?.type;
const isGroup = (question: FormQuestion): boolean =>
  question.kind === "item" && (question.item.case !== undefined || question.item.series !== undefined);

function draw(form: (typeof forms)[number], seed: string, history: readonly string[][] = []) {
  const seen = new Map(history.flatMap((ids, at) => ids.map((id) => [id, at + 1] as const)));
  const recent = new Set(history.slice(-2).flat());
  const drawn = drawExam(form, bank, { profile: "chapter", seed, seen, recent, families });
  if (!drawn.ok) throw new Error(`${form.id} ${seed}: ${JSON.stringify(drawn.error)}`);
  return drawn.value;
}

it("has a sprint of 10 questions, a standard exam of 40, and a full one of 50", () => {
  expect(forms.map((form) => [form.id, form.minutes, draw(form, "s").questions.length]).toSorted()).toEqual([
    ["chapter-exam", 75, 40],
    ["full-exam", 100, 50],
    ["sprint-exam", 15, 10],
  ]);
});

describe.each(forms)("$title", (form) => {
  it("follows its blueprint for every seed, with variants in at most 30% of it, and is the same for the same seed", () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const { questions } = draw(form, seed);
        expect(new Set(questions.map(idOf)).size).toBe(questions.length);
        const singles = questions.filter((question) => !isGroup(question));
        const chosen = (form.either ?? []).flatMap(({ types }) => types);
        for (const [type, count] of Object.entries(form.counts)) {
          const found = singles.filter((question) => typeOf(question) === type).length;
          if (!chosen.includes(type as ItemType)) expect([type, found]).toEqual([type, count]);
        }
        for (const { types, count } of form.either ?? []) {
          expect(singles.filter((question) => types.includes(typeOf(question) ?? "reveal"))).toHaveLength(count);
        }
        const objectives = questions.map(objectiveOf);
        expect(new Set(objectives).size).toBeGreaterThanOrEqual(form.minimumObjectives);
        for (const objective of objectives) {
          expect(objectives.filter((other) => other === objective).length).toBeLessThanOrEqual(
            form.maximumPerObjective ?? Infinity,
          );
        }
        const variants = questions.filter(({ kind }) => kind === "variant");
        expect(variants.length).toBeLessThanOrEqual(questions.length * variantShare);
        expect(new Set(variants.map((question) => question.kind === "variant" && question.family)).size).toBe(
          variants.length,
        );
        for (const { profile } of questions.flatMap((question) => (question.kind === "item" ? question.item : []))) {
          expect(profile).toBe("both");
        }
        expect(draw(form, seed)).toEqual(draw(form, seed));
      }),
      { numRuns: 15 },
    );
  });

  it("has its sections in order, and of a series three solutions with a yes and a no", () => {
    for (let seed = 0; seed < 20; seed++) {
      const { questions } = draw(form, `sections ${seed}`);
      const kinds = questions.map((question) =>
        question.kind === "item" && question.item.case !== undefined
          ? "case"
          : question.kind === "item" && question.item.series !== undefined
            ? "series"
            : "general",
      );
      expect(kinds).toEqual(
        kinds.toSorted((a, b) => "general case series".indexOf(a) - "general case series".indexOf(b)),
      );
      expect(kinds.filter((kind) => kind === "case")).toHaveLength(5 * (form.caseStudies ?? 0));
      const solutions = questions.flatMap((question) =>
        question.kind === "item" && question.item.series !== undefined ? question.item : [],
      );
      expect(solutions).toHaveLength(3 * (form.series ?? 0));
      const answers = solutions.map(({ chapter }) => chapter?.type === "series" && chapter.answer);
      if (solutions.length > 0) expect(new Set(answers)).toEqual(new Set([true, false]));
    }
  });

  it("repeats at most 4 questions of the last two exams, as far as the bank allows, and no variant of them", () => {
    const history: string[][] = [];
    for (let sitting = 0; sitting < 6; sitting++) {
      const { questions, repeats } = draw(form, `sitting ${sitting}`, history);
      const recent = new Set(history.slice(-2).flat());
      expect(questions.filter((question) => recent.has(idOf(question)))).toHaveLength(repeats);
      expect(questions.filter((question) => question.kind === "variant" && recent.has(question.itemId))).toEqual([]);
      expect(repeats, `${form.id} ${sitting}`).toBeLessThanOrEqual(4);
      history.push(questions.map(idOf));
    }
  });
});

describe("a form of a given seed", () => {
  const objectives = ["A-1", "B-1", "C-1", "D-1", "E-1"];
  const of = (name: string, item: Parameters<typeof banked>[2], count: number): CompiledItem[] =>
    Array.from({ length: count }, (_, at) => banked(`${name}-${at}`, objectives[at % objectives.length] ?? "", item));
  const solution = (id: string, answer: boolean): CompiledItem => ({
    ...banked(id, "E-1", { item: { ...series, answer } }),
    series: "slow",
  });
  const known: CompiledItem[] = [
    ...of("single", { item: single }, 12),
    ...of("choose", { item: choose }, 6),
    ...of("statements", { item: statements }, 6),
    ...of("list", { item: buildList }, 4),
    ...of("match", { item: matching }, 4),
    ...["a", "b", "c", "d"].map((letter) => solution(`solution-${letter}`, letter === "c")),
  ];
  const knownFamilies: VariantFamily[] = objectives.map((objective, at) => ({
    id: `family-${at}`,
    objective,
    type: at % 2 === 0 ? "single" : "choose",
    profile: "both",
    variants: ["x", "y", "z"].map((variant) => `family/family-${at}/${variant}`),
  }));
  const form = {
    counts: { single: 4, choose: 2, statements: 1 },
    either: [{ types: ["build-list", "matching"] as const, count: 1 }],
    series: 1,
    minimumObjectives: 4,
    maximumPerObjective: 6,
    sameKeyOnly: true,
  };

  it("is the same in every browser and every version (golden vectors)", () => {
    const ids = (seed: string) => {
      const drawn = drawExam(form, known, {
        profile: "chapter",
        seed,
        seen: new Map([["single-0", 1]]),
        recent: new Set(["single-0"]),
        families: knownFamilies,
      });
      return drawn.ok ? drawn.value.questions.map(idOf) : drawn.error;
    };
    expect(ids("golden")).toMatchInlineSnapshot(`
      [
        "single-1",
        "choose-2",
        "single-3",
        "statements-1",
        "family/family-2/z",
        "family/family-3/x",
        "family/family-0/z",
        "match-0",
        "solution-a",
        "solution-d",
        "solution-c",
      ]
    `);
    expect(ids("Ünïcode 🙂")).toMatchInlineSnapshot(`
      [
        "single-8",
        "choose-2",
        "single-6",
        "statements-3",
        "family/family-2/z",
        "match-1",
        "family/family-0/z",
        "choose-0",
        "solution-a",
        "solution-d",
        "solution-c",
      ]
    `);
  });

  it("says what the bank lacks", () => {
    const options = { profile: "chapter" as const, seed: "s", recent: new Set<string>(), families: [] };
    expect(drawExam({ ...form, counts: { single: 40 } }, known, options)).toEqual({
      ok: false,
      error: { code: "tooFew", type: "single", required: 40, found: 12 },
    });
    expect(drawExam({ ...form, caseStudies: 1 }, known, options)).toMatchObject({ error: { code: "tooFewSets" } });
  });
});
