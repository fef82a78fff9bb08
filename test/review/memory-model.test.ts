import fc from "fast-check";
import { default_w } from "ts-fsrs";
import { describe, expect, it } from "vitest";
import type { LogEntry, Rating } from "../../src/assessment/log-entry.ts";
import {
  daysUntil,
  defaultWeights,
  firstMemory,
  gradeOf,
  nextMemory,
  retrievability,
  type Grade,
} from "../../src/review/memory-model.ts";
import { cardFrom, createScheduler } from "../../src/review/schedule.ts";

const day = 24 * 60 * 60 * 1000;

describe("the memory model", () => {
  it("has the published weights", () => {
    expect(defaultWeights).toEqual([...default_w]);
  });

  // Values of the reference implementation, open-spaced-repetition/fsrs-rs, src/model_v6.rs, read on 2026-11-30.
  it("predicts what the reference predicts", () => {
    const days = [0, 1, 2, 3, 4, 5];
    const stabilities = [1, 2, 3, 4, 4, 2];
    const expected = [1, 0.9403443, 0.9253786, 0.9185229, 0.9, 0.8261359];
    for (const [at, stability] of stabilities.entries()) {
      expect(retrievability(defaultWeights, stability, days[at] ?? 0)).toBeCloseTo(expected[at] ?? 0, 5);
    }
  });

  it("moves stability and difficulty as the reference does", () => {
    const cases: [Grade, days: number, stability: number, difficulty: number][] = [
      [1, 1, 0.10088589, 8.806304],
      [2, 1, 3.2494123, 6.7404594],
      [3, 1, 7.3153, 2.1112142],
      [4, 1, 18.014914, 1],
      [1, 2, 0.112798266, 8.806304],
      [2, 2, 4.4694576, 6.7404594],
    ];
    for (const [grade, days, stability, difficulty] of cases) {
      const next = nextMemory(defaultWeights, firstMemory(defaultWeights, grade), grade, days);
      expect(next.stability).toBeCloseTo(stability, 4);
      expect(next.difficulty).toBeCloseTo(difficulty, 4);
    }
  });

  it("gives the interval after which a probability is reached", () => {
    const stability = fc.double({ min: 0.1, max: 1000, noNaN: true });
    const retention = fc.double({ min: 0.5, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(stability, retention, (lasting, goal) => {
        const days = daysUntil(defaultWeights, lasting, goal);
        expect(retrievability(defaultWeights, lasting, days)).toBeCloseTo(goal, 6);
      }),
    );
  });

  it("agrees with the scheduler that works cards out from the log", () => {
    const answers = fc.array(
      fc.record({
        days: fc.integer({ min: 0, max: 60 }),
        rating: fc.constantFrom<Rating>("again", "hard", "good", "easy"),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const scheduler = createScheduler();
    fc.assert(
      fc.property(answers, (list) => {
        let at = day / 2;
        const entries = list.map(({ days, rating }, index): LogEntry => {
          at += days * day + 1000;
          return { id: String(index), cardId: "item/a", source: "review", rating, share: 1, at };
        });
        const card = cardFrom(entries, scheduler);
        let memory = firstMemory(defaultWeights, gradeOf[list[0]?.rating ?? "good"]);
        for (const { days, rating } of list.slice(1))
          memory = nextMemory(defaultWeights, memory, gradeOf[rating], days);
        expect(card?.stability).toBeCloseTo(memory.stability, 3);
        expect(card?.difficulty).toBeCloseTo(memory.difficulty, 3);
      }),
    );
  });

  it("never asks a card twice on a day", () => {
    for (const rating of ["again", "hard", "good", "easy"] as const) {
      const card = cardFrom(
        [{ id: "a", cardId: "item/a", source: "review", rating, share: 1, at: day }],
        createScheduler(),
      );
      expect(card?.due).toBeGreaterThanOrEqual(2 * day);
    }
  });
});
