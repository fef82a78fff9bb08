import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day } from "../../src/assessment/evidence.ts";
import type { LogEntry } from "../../src/assessment/log-entry.ts";
import { isMiss, isSettled, masteryLevels, masteryOf, type MasteryLevel } from "../../src/assessment/mastery.ts";
import { anyLog, entry, noon } from "./log-entries.ts";

const rank = (level: MasteryLevel) => masteryLevels.indexOf(level);
/** Answers with these shares, a minute apart, of two types in turn. */
const answers = (shares: readonly number[], change: Partial<LogEntry> = {}): LogEntry[] =>
  shares.map((share, at) =>
    entry(noon + at * 60_000, { share, type: at % 2 === 0 ? "single" : "matching", ...change }),
  );
const levelOf = (log: readonly LogEntry[]) => masteryOf(log).level;

describe("the level of an objective", () => {
  it("starts with the first answer, right or wrong", () => {
    expect(masteryOf([])).toEqual({
      level: "not-started",
      next: { level: "started", needs: [{ kind: "answers", count: 1 }] },
      answers: 0,
      share: 0,
    });
    expect(levelOf(answers([0]))).toBe("started");
  });

  it("is Familiar with 60% of the points in three answers", () => {
    expect(levelOf(answers([1, 1]))).toBe("started");
    expect(levelOf(answers([0, 1, 1]))).toBe("familiar");
    expect(levelOf(answers([1, 0, 0.5]))).toBe("started");
    expect(masteryOf(answers([1])).next).toEqual({ level: "familiar", needs: [{ kind: "answers", count: 2 }] });
  });

  it("is Proficient with 80% in five answers of two types, one of which applies a rule", () => {
    expect(levelOf(answers([0, 1, 1, 1, 1]))).toBe("proficient");
    expect(levelOf(answers([1, 1, 1, 1]))).toBe("familiar");
    expect(masteryOf(answers([1, 1, 1, 1, 1], { type: "single" })).next?.needs).toEqual([{ kind: "types" }]);
    expect(masteryOf(answers([1, 1, 1, 1, 1], { bloom: "understand" })).next?.needs).toEqual([{ kind: "apply" }]);
    expect(masteryOf(answers([0, 0.5, 1, 1, 1])).next?.needs).toEqual([{ kind: "share", share: 0.8 }]);
  });

  it("is Mastered with a right answer seven days after it became Proficient", () => {
    const proficient = answers([1, 1, 1, 1, 1]);
    const since = proficient.at(-1)?.at ?? 0;
    expect(masteryOf(proficient).next).toEqual({
      level: "mastered",
      needs: [{ kind: "later", at: since + 7 * day }],
    });
    expect(levelOf([...proficient, entry(since + 7 * day - 1)])).toBe("proficient");
    expect(levelOf([...proficient, entry(since + 7 * day, { share: 0.75 })])).toBe("proficient");
    expect(levelOf([...proficient, entry(since + 7 * day)])).toBe("mastered");
  });

  it("needs seven days as Proficient without an interruption", () => {
    const interrupted = [
      ...answers([1, 1, 1, 1, 1]),
      ...[0, 0, 0].map((share, at) => entry(noon + (2 + at) * day, { share })),
      ...[5, 5, 5, 5, 5, 5, 5, 5, 5, 5].map((days, at) => entry(noon + days * day + at, { type: "choose" })),
    ];
    expect(levelOf(interrupted)).toBe("proficient");
    expect(levelOf([...interrupted, entry(noon + 8 * day)])).toBe("proficient");
    expect(levelOf([...interrupted, entry(noon + 13 * day)])).toBe("mastered");
  });

  it("goes down a level after two misses in the last three answers, says which, and comes back with the next right ones", () => {
    const missed = answers([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0]);
    expect(masteryOf(missed)).toMatchObject({
      level: "familiar",
      demotion: { from: "proficient", missed: missed.slice(-2) },
    });
    expect(masteryOf(missed).next).toBeUndefined();
    expect(levelOf([...missed, entry(noon + day)])).toBe("familiar");
    expect(levelOf([...missed, entry(noon + day), entry(noon + day + 1)])).toBe("proficient");
    expect(masteryOf(answers([0, 0])).demotion).toBeUndefined();
  });

  it("counts the latest 12 answers, older ones less", () => {
    expect(masteryOf(answers([0, 0, 0, ...Array.from({ length: 12 }, () => 1)]))).toMatchObject({
      answers: 12,
      share: 1,
    });
    const old = [entry(noon, { share: 0 }), entry(noon + 30 * day)];
    expect(masteryOf(old).share).toBeCloseTo(2 / 3);
  });

  it("counts an answer with a hint as half, and a card that the learner graded as a quarter", () => {
    expect(masteryOf(answers([1, 1, 1], { hinted: true })).next?.needs).toEqual([{ kind: "answers", count: 2 }]);
    expect(levelOf(answers([1, 1, 1, 1, 1, 1], { hinted: true }))).toBe("familiar");
    expect(
      levelOf(
        answers(
          Array.from({ length: 11 }, () => 1),
          { source: "reveal" },
        ),
      ),
    ).toBe("started");
    const exam = [entry(noon, { source: "exam", share: 0 }), entry(noon + 1)];
    expect(masteryOf(exam).share).toBeCloseTo(1 / 2.25);
  });

  it("doesn't depend on the order in which answers arrive", () => {
    const shuffled = anyLog().chain((log) =>
      fc.tuple(fc.constant(log), fc.shuffledSubarray(log, { minLength: log.length })),
    );
    fc.assert(
      fc.property(shuffled, ([log, other]) => {
        expect(masteryOf(other)).toEqual(masteryOf(log));
      }),
    );
  });

  it("never rises by a wrong answer", () => {
    fc.assert(
      fc.property(anyLog(), fc.double({ min: 0, max: 0.59, noNaN: true }), (log, share) => {
        const wrong = entry(noon + 200 * day, { share, type: "command", source: "lab" });
        expect(isMiss(wrong)).toBe(true);
        const before = rank(levelOf(log));
        expect(rank(levelOf([...log, wrong]))).toBeLessThanOrEqual(Math.max(before, rank("started")));
      }),
    );
  });

  it("ignores answers that were taken back", () => {
    fc.assert(
      fc.property(anyLog(), anyLog(), (log, other) => {
        const undone = other.map((given, at) => ({ ...given, id: `undone/${at}`, undoneAt: noon }));
        expect(masteryOf([...log, ...undone])).toEqual(masteryOf(log));
      }),
    );
  });

  it("needs no earlier entries once the latest ones settle it", () => {
    const mostlyRight = fc
      .array(fc.record({ hours: fc.integer({ min: 1, max: 40 }), share: fc.constantFrom(1, 1, 1, 1, 1, 1, 0.75, 0) }), {
        minLength: 24,
        maxLength: 90,
      })
      .map((given) => {
        let at = noon;
        return given.map(({ hours, share }, index) =>
          entry((at += hours * 3_600_000), { share, type: index % 3 === 0 ? "matching" : "single" }),
        );
      });
    let settled = 0;
    fc.assert(
      fc.property(fc.oneof(mostlyRight, anyLog(90)), fc.integer({ min: 24, max: 60 }), (log, count) => {
        const latest = log.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).slice(-count);
        if (!isSettled(latest)) return;
        settled += 1;
        expect(masteryOf(latest)).toEqual(masteryOf(log));
      }),
      { numRuns: 300 },
    );
    expect(settled).toBeGreaterThan(50);
    expect(isSettled(answers([1, 1, 1]))).toBe(false);
  });
});
