import fc from "fast-check";
import type { MemoryCard } from "../../src/review/card.ts";
import { defaultWeights } from "../../src/review/memory-model.ts";
import type { AskableCard, ReviewDay } from "../../src/review/queue.ts";

/** Milliseconds. */
export const day = 24 * 60 * 60 * 1000;
/** Noon of the day that tests review on. */
export const noon = 1000 * day + day / 2;

/** A card that was answered right so many days before noon and is due so many days after it. */
export const aCard = (fields: Partial<MemoryCard> = {}): MemoryCard => ({
  id: "item/a",
  due: noon,
  stability: 5,
  difficulty: 5,
  phase: "review",
  step: 0,
  reviews: 2,
  lapses: 0,
  lastAt: noon - 5 * day,
  ...fields,
});

export const aDay = (fields: Partial<ReviewDay> = {}): ReviewDay => ({
  now: noon,
  start: noon - day / 2,
  end: noon + day / 2,
  cap: 30,
  newCap: 10,
  reviewed: [],
  weights: defaultWeights,
  ...fields,
});

/** Cards with ids of their own, some due and some not. */
export const manyCards: fc.Arbitrary<AskableCard[]> = fc
  .array(
    fc.record({
      age: fc.double({ min: 0, max: 60, noNaN: true }),
      left: fc.double({ min: -40, max: 40, noNaN: true }),
      stability: fc.double({ min: 0.1, max: 90, noNaN: true }),
      difficulty: fc.double({ min: 1, max: 10, noNaN: true }),
      weight: fc.double({ min: 0.1, max: 3, noNaN: true }),
    }),
    { maxLength: 60 },
  )
  .map((rows) =>
    rows.map(({ age, left, stability, difficulty, weight }, at) => ({
      card: aCard({ id: `item/${at}`, lastAt: noon - age * day, due: noon + left * day, stability, difficulty }),
      weight,
    })),
  );
