import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dueAt } from "../../src/review/due.ts";
import { nextReviews } from "../../src/review/next-reviews.ts";
import { reviewQueue, type AskableCard, type ReviewDay } from "../../src/review/queue.ts";
import { aCard, aDay, day, manyCards, noon } from "./some-cards.ts";

const idsOf = (cards: readonly { cardId: string }[]) => cards.map(({ cardId }) => cardId);
const overdue = (id: string, days: number, weight = 1): AskableCard => ({
  card: aCard({ id, lastAt: noon - (5 + days) * day, due: noon - days * day }),
  weight,
});

const days: fc.Arbitrary<ReviewDay> = fc
  .record({
    cap: fc.integer({ min: 1, max: 40 }),
    newCap: fc.integer({ min: 0, max: 10 }),
    done: fc.uniqueArray(fc.integer({ min: 0, max: 80 }), { maxLength: 20 }),
    toExam: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    catchUp: fc.option(fc.record({ ago: fc.integer({ min: 0, max: 10 }), days: fc.integer({ min: 1, max: 20 }) }), {
      nil: undefined,
    }),
  })
  .map(({ cap, newCap, done, toExam, catchUp }) =>
    aDay({
      cap,
      newCap,
      reviewed: done.map((at) => ({ cardId: `item/${at}`, dueBefore: noon - day })),
      examAt: toExam === undefined ? undefined : noon + (toExam - 0.5) * day,
      catchUp: catchUp && { startedAt: noon - catchUp.ago * day, days: catchUp.days },
    }),
  );
const newCards = fc.uniqueArray(
  fc.integer({ min: 0, max: 50 }).map((at) => `fact/${at}`),
  { maxLength: 15 },
);

describe("the review queue", () => {
  it("never holds more than the daily limit leaves, nor a card twice, nor one that was reviewed today", () => {
    fc.assert(
      fc.property(manyCards, newCards, days, (cards, fresh, today) => {
        const { cards: asked, lookAhead } = reviewQueue(cards, fresh, today);
        const ids = idsOf([...asked, ...lookAhead]);
        expect(ids.length).toBeLessThanOrEqual(Math.max(0, today.cap - today.reviewed.length));
        expect(new Set(ids).size).toBe(ids.length);
        for (const { cardId } of today.reviewed) expect(ids).not.toContain(cardId);
      }),
    );
  });

  it("doesn't depend on the order in which cards are stored", () => {
    fc.assert(
      fc.property(manyCards, newCards, days, (cards, fresh, today) => {
        expect(reviewQueue(cards.toReversed(), fresh, today)).toEqual(reviewQueue(cards, fresh, today));
      }),
    );
  });

  it("plans no review past the exam", () => {
    fc.assert(
      fc.property(manyCards, fc.integer({ min: 1, max: 100 }), (cards, toExam) => {
        const examAt = noon + (toExam - 0.5) * day;
        for (const { card } of cards) {
          expect(dueAt(card, aDay({ examAt }))).toBeLessThanOrEqual(examAt);
        }
      }),
    );
  });

  it("asks first what is most likely forgotten, weighed by the objective", () => {
    const cards = [overdue("item/a", 1), overdue("item/b", 40), overdue("item/c", 10), overdue("item/d", 1, 9)];
    expect(idsOf(reviewQueue(cards, [], aDay()).cards)).toEqual(["item/d", "item/b", "item/c", "item/a"]);
  });

  it("leaves out what isn't due today, and takes in what becomes due later today", () => {
    const tomorrow = { card: aCard({ id: "item/b", due: noon + day }), weight: 1 };
    const tonight = { card: aCard({ id: "item/c", due: noon + day / 3 }), weight: 1 };
    expect(idsOf(reviewQueue([tomorrow, tonight], [], aDay()).cards)).toEqual(["item/c"]);
  });

  it("takes in new facts at a daily pace, after what is due", () => {
    const fresh = Array.from({ length: 20 }, (_, at) => `fact/${at}`);
    const { cards } = reviewQueue([overdue("item/a", 1)], fresh, aDay({ newCap: 3 }));
    expect(idsOf(cards)).toEqual(["item/a", "fact/0", "fact/1", "fact/2"]);
    const later = aDay({ newCap: 3, reviewed: [{ cardId: "fact/0" }, { cardId: "fact/1" }] });
    expect(idsOf(reviewQueue([], fresh.slice(2), later).cards)).toEqual(["fact/2"]);
  });

  it("spreads a backlog over the days of a catch-up, the riskiest first, and adds what became due since", () => {
    const backlog = Array.from({ length: 12 }, (_, at) => overdue(`item/${String(at).padStart(2, "0")}`, 20 - at));
    const catchUp = { startedAt: noon - 1000, days: 4 };
    const first = reviewQueue(backlog, [], aDay({ catchUp }));
    expect(idsOf(first.cards)).toEqual(["item/00", "item/01", "item/02"]);
    expect(first.due).toBe(12);
    const reviewed = [{ cardId: "item/00", dueBefore: noon - 20 * day }];
    expect(idsOf(reviewQueue(backlog.slice(1), [], aDay({ catchUp, reviewed })).cards)).toEqual(["item/01", "item/02"]);
    const since = { card: aCard({ id: "item/x", due: noon + 1 }), weight: 1 };
    expect(idsOf(reviewQueue([...backlog, since], [], aDay({ catchUp })).cards)).toContain("item/x");
  });

  it("finishes a catch-up on its last day", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 12 }), (size, length) => {
        let rest = Array.from({ length: size }, (_, at) => overdue(`item/${at}`, 5 + at));
        const catchUp = { startedAt: noon, days: length };
        for (let passed = 0; passed < length; passed++) {
          const now = noon + passed * day + 1;
          const today = aDay({ now, start: now - day / 2, end: now + day / 2, cap: 100, catchUp });
          const asked = new Set(idsOf(reviewQueue(rest, [], today).cards));
          expect(asked.size).toBeLessThanOrEqual(Math.ceil(size / length));
          rest = rest.filter(({ card }) => !asked.has(card.id));
        }
        expect(rest).toEqual([]);
      }),
    );
  });

  it("looks ahead in the last week only, at what isn't due and helps most on the day of the exam", () => {
    const weak = {
      card: aCard({ id: "item/weak", stability: 0.2, lastAt: noon - day / 10, due: noon + 6 * day }),
      weight: 3,
    };
    const firm = {
      card: aCard({ id: "item/firm", stability: 900, lastAt: noon - day, due: noon + 90 * day }),
      weight: 1,
    };
    const before = (toExam: number) => reviewQueue([weak, firm], [], aDay({ examAt: noon + toExam * day })).lookAhead;
    expect(idsOf(before(0.5))).toEqual(["item/weak"]);
    expect(before(10)).toEqual([]);
    expect(reviewQueue([weak, firm], [], aDay()).lookAhead).toEqual([]);
  });
});

describe("the next reviews", () => {
  it("are on the first day with something due, and never today", () => {
    const cards = [1.2, 1.3, 4].map((days, at) => ({
      card: aCard({ id: `item/${at}`, due: noon + days * day }),
      weight: 1,
    }));
    const today = aDay();
    expect(nextReviews(cards, [], today)).toEqual({ at: today.end, count: 2 });
    expect(nextReviews(cards.slice(2), [], today)?.count).toBe(1);
    expect(nextReviews([], [], today)).toBeUndefined();
    expect(nextReviews([], ["fact/a"], today)).toEqual({ at: today.end, count: 1 });
  });
});
