import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day } from "../../src/assessment/evidence.ts";
import type { LogEntry } from "../../src/assessment/log-entry.ts";
import { readiness, type Readiness } from "../../src/assessment/readiness.ts";
import { seeded } from "../../src/assessment/shuffle.ts";
import { anyLog, entry, noon } from "./log-entries.ts";

type Range = Extract<Readiness, { kind: "range" }>;

/** Twenty-five objectives, some with three times as many questions as others. */
const weights = new Map(Array.from({ length: 25 }, (_, at) => [`OBJ-${at}`, 4 + ((at * 7) % 9)]));

const rangeOf = (found: Readiness): Range => {
  if (found.kind !== "range") throw new Error(`There is no range: ${found.answers} answers.`);
  return found;
};

/** Answers to each objective, all of the same share, in the days before. */
const uniform = (each: number, share: number): Map<string, LogEntry[]> =>
  new Map(
    [...weights.keys()].map((id) => [
      id,
      Array.from({ length: each }, (_, at) => entry(noon - at * 1000, { id: `${id}/${at}`, share, objective: id })),
    ]),
  );

/** Draws from a normal distribution (Box and Muller). */
const normal = (next: () => number) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
const logistic = (logit: number) => 1 / (1 + Math.exp(-logit));

interface Learner {
  /** How likely a right answer is, by objective. */
  knows: Map<string, number>;
  log: Map<string, LogEntry[]>;
}

/** A learner of some ability, better at some objectives than at others, with that many answers over 30 days. */
function learner(next: () => number, ability: number, answers: number): Learner {
  const spread = 0.3 + 0.7 * next();
  const knows = new Map([...weights.keys()].map((id) => [id, logistic(ability + spread * normal(next))]));
  const log = new Map<string, LogEntry[]>();
  const ids = [...weights.keys()];
  for (let at = 0; at < answers; at++) {
    const id = ids[Math.floor(next() * ids.length)] ?? "";
    const share = next() < (knows.get(id) ?? 0) ? 1 : 0;
    const answer = entry(noon - Math.floor(next() * 30 * day), { id: `answer/${at}`, objective: id, share });
    log.set(id, [...(log.get(id) ?? []), answer]);
  }
  return { knows, log };
}

/** Takes an exam of 40 questions drawn by weight, and returns the share of points. */
function examScore({ knows }: Learner, next: () => number): number {
  const all = [...weights].flatMap(([id, weight]) => Array.from({ length: weight }, () => id));
  let right = 0;
  for (let question = 0; question < 40; question++) {
    const id = all[Math.floor(next() * all.length)] ?? "";
    if (next() < (knows.get(id) ?? 0)) right += 1;
  }
  return right / 40;
}

describe("readiness", () => {
  it("says nothing below 40 answers, and counts none that were taken back", () => {
    expect(readiness(new Map(), weights, noon)).toEqual({ kind: "not-enough", answers: 0, needed: 40 });
    const log = uniform(2, 1);
    expect(readiness(log, weights, noon).kind).toBe("range");
    const undone = new Map(
      [...log].map(([id, entries]) => [id, entries.map((given) => ({ ...given, undoneAt: noon }))]),
    );
    expect(readiness(undone, weights, noon)).toMatchObject({ kind: "not-enough", answers: 0 });
  });

  it("is a range within 0 and 1 around what is expected, in whichever order the answers are listed", () => {
    fc.assert(
      fc.property(anyLog(80), fc.integer({ min: 0, max: 90 }), (log, days) => {
        const objectives = ["OBJ-1", "OBJ-2", "OBJ-3"];
        const spread = new Map(objectives.map((id, at) => [id, log.filter((_, index) => index % 3 === at)]));
        const found = readiness(spread, weights, noon + days * day);
        expect(
          readiness(new Map([...spread].map(([id, list]) => [id, list.toReversed()])), weights, noon + days * day),
        ).toEqual(found);
        if (found.kind !== "range") return;
        expect(found.low).toBeGreaterThanOrEqual(0);
        expect(found.high).toBeLessThanOrEqual(1);
        expect(found.low).toBeLessThanOrEqual(found.expected);
        expect(found.high).toBeGreaterThanOrEqual(found.expected);
        expect(found.unseen).toHaveLength(weights.size - objectives.filter((id) => spread.get(id)?.length).length);
      }),
    );
  });

  it("gets narrower with more evidence, and wider as the evidence ages", () => {
    const width = (each: number, age = 0) => {
      const { low, high } = rangeOf(readiness(uniform(each, 0.6), weights, noon + age));
      return high - low;
    };
    expect(width(4)).toBeLessThan(width(2));
    expect(width(20)).toBeLessThan(width(4));
    expect(width(4, 60 * day)).toBeGreaterThan(width(4));
  });

  it("weighs objectives by how many questions the exam has on them", () => {
    const log = (weak: string) =>
      new Map(
        [...uniform(6, 1)].map(([id, list]) => [
          id,
          id === weak ? list.map((given) => ({ ...given, share: 0 })) : list,
        ]),
      );
    const order = [...weights].sort((a, b) => b[1] - a[1]).map(([id]) => id);
    const [heavy = "", light = ""] = [order[0], order.at(-1)];
    expect(rangeOf(readiness(log(heavy), weights, noon)).expected).toBeLessThan(
      rangeOf(readiness(log(light), weights, noon)).expected,
    );
  });

  it("contains it whether objectives without answers were learned elsewhere or not", () => {
    const next = seeded("unseen");
    const cases = 400;
    for (const unseen of ["known", "guessed"] as const) {
      let contained = 0;
      for (let at = 0; at < cases; at++) {
        const someone = learner(next, 2 * next(), 300);
        // Only what was read so far was asked.
        const read = 6 + Math.floor(next() * 15);
        const ids = [...weights.keys()];
        for (const id of ids.slice(read)) {
          someone.log.delete(id);
          if (unseen === "guessed") someone.knows.set(id, 0.3);
        }
        const { low, high } = rangeOf(readiness(someone.log, weights, noon));
        const score = examScore(someone, next);
        if (score >= low - 1e-9 && score <= high + 1e-9) contained += 1;
      }
      expect(contained / cases).toBeGreaterThanOrEqual(0.9);
    }
  });

  it.each([45, 150, 400])("contains the score of the next exam in 9 of 10 cases, after %i answers", (answers) => {
    const next = seeded(`readiness/${answers}`);
    let [contained, wide] = [0, 0];
    const cases = 800;
    for (let at = 0; at < cases; at++) {
      const someone = learner(next, -0.5 + 3 * next(), answers);
      const { low, high } = rangeOf(readiness(someone.log, weights, noon));
      const score = examScore(someone, next);
      // Scores are multiples of 1/40.
      if (score >= low - 1e-9 && score <= high + 1e-9) contained += 1;
      wide += high - low;
    }
    expect(contained / cases).toBeGreaterThanOrEqual(0.9);
    // A range that says nothing would contain everything.
    expect(wide / cases).toBeLessThan(0.4);
  });
});
