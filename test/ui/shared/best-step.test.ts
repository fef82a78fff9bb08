import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { day } from "../../../src/assessment/evidence.ts";
import { startOfDay } from "../../../src/assessment/local-day.ts";
import type { LogEntry } from "../../../src/assessment/log-entry.ts";
import type { Attempt } from "../../../src/assessment/attempt.ts";
import type { Learning, Overview } from "../../../src/store/state.ts";
import { bestStep, knowledgeOf, weakestFirst } from "../../../src/ui/shared/best-step.ts";
import { planToday } from "../../../src/ui/shared/next-step.ts";
import { entry } from "../../assessment/log-entries.ts";
import { anAttempt, someData } from "../../progress/support.ts";

const now = new Date(2026, 8, 20, 12).getTime();
const objectives = [
  { id: "SKU-1", title: "Choose a tier", short: "Choosing a tier", questions: 12 },
  { id: "GEO-1", title: "Add replicas", short: "Managing replicas", questions: 8 },
  { id: "CMP-1", title: "Compare", short: "ACR and Docker Hub", questions: 4 },
];
const course = {
  quiz: "acr-quiz",
  passMark: 0.6,
  unlocks: [],
  sections: ["intro", "tiers"].map((id) => ({ id, title: id, objectives: [], minutes: 5, checks: 2 })),
};
const allRead = { sections: course.sections.map(({ id }) => ({ sectionId: id, doneAt: 1 })) };

/** That many right answers to each objective, a few minutes ago unless another time is named. */
const rightAnswers = (each: number, at = now - 3_600_000): Learning["entries"] =>
  new Map(
    objectives.map(({ id }) => [
      id,
      Array.from({ length: each }, (_, index) =>
        entry(at + index * 1000, {
          id: `${id}/${index}`,
          objective: id,
          type: index % 2 === 0 ? "single" : "matching",
        }),
      ),
    ]),
  );

const step = (
  change: Partial<Learning> = {},
  { stored = {}, examDate = "" }: { stored?: Partial<Overview>; examDate?: string } = {},
) => {
  const learning: Learning = { objectives, entries: new Map(), due: 0, study: [], activity: [], ...change };
  const overview = someData({ positions: [], checks: [], attempts: [], sections: [], ...stored });
  const plan = planToday(overview, course);
  return bestStep(plan, overview.attempts, learning, knowledgeOf(learning, now), { now, examDate });
};
const activeOn = (...at: number[]) =>
  at.map((time) => {
    const date = new Date(time);
    const two = (value: number) => String(value).padStart(2, "0");
    return {
      day: `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
      device: "d",
      seconds: 60,
    };
  });

describe("the next best step", () => {
  it("is to finish what is open, the latest of several", () => {
    const attempts: Attempt[] = [anAttempt({ id: "old", startedAt: 1 }), anAttempt({ id: "new", startedAt: 2 })];
    expect(step({ due: 40 }, { stored: { attempts } })).toMatchObject({ kind: "attempt", attempt: { id: "new" } });
    const submitted = attempts.map((attempt) => ({ ...attempt, submittedAt: 3, scores: [] }));
    expect(step({ due: 40 }, { stored: { attempts: submitted } }).kind).toBe("review");
  });

  it("is the catch-up after days away with more due than a day takes, unless one is on", () => {
    const back = { due: 84, activity: activeOn(now - 12 * day, now) };
    expect(step(back)).toEqual({ kind: "catch-up", due: 84, cap: 30, daysAway: 12, days: 3 });
    expect(step({ ...back, due: 30 }).kind).toBe("review");
    expect(step({ ...back, activity: activeOn(now - 2 * day) }).kind).toBe("review");
    const catchUp = (startedAt: number): Learning["study"] => [
      { key: "catchUp", value: { startedAt, days: 3 }, changedAt: startedAt },
    ];
    expect(step({ ...back, study: catchUp(now - 2 * day) }).kind).toBe("review");
    expect(step({ ...back, study: catchUp(now - 3 * day) }).kind).toBe("catch-up");
    expect(step({ ...back, study: [{ key: "dailyCap", value: 100, changedAt: 1 }] }).kind).toBe("review");
  });

  it("is a wrong idea held with certainty, from the next day until a question that offers it is answered right", () => {
    const miss = entry(now - day, {
      id: "miss",
      cardId: "item/a",
      share: 0,
      confidence: "certain",
      misconceptions: ["M01"],
      objective: "GEO-1",
    });
    const after = (...entries: LogEntry[]) => step({ due: 5, entries: new Map([["GEO-1", entries]]) }).kind;
    expect(step({ due: 5, entries: new Map([["GEO-1", [miss]]]) })).toMatchObject({
      kind: "misconception",
      objective: { id: "GEO-1" },
      at: miss.at,
    });
    expect(after({ ...miss, at: startOfDay(now) })).toBe("review");
    expect(after({ ...miss, confidence: "think" })).toBe("review");
    expect(after({ ...miss, undoneAt: now })).toBe("review");
    const right = entry(now - 1000, { objective: "GEO-1", refuted: ["M01"] });
    expect(after(miss, right)).toBe("review");
    expect(after(miss, { ...right, confidence: "guess" })).toBe("misconception");
  });

  it("is the review of what is due before anything new", () => {
    expect(step({ due: 1 })).toEqual({ kind: "review", due: 1 });
  });

  it("is a full attempt once the whole range of the expected score passes, but not right after one", () => {
    const ready = { entries: rightAnswers(30) };
    expect(step(ready, { stored: allRead }).kind).toBe("exam");
    const recent = [anAttempt({ submittedAt: now - day, scores: [] })];
    expect(step(ready, { stored: { ...allRead, attempts: recent } }).kind).not.toBe("exam");
  });

  it("is reading while sections are left, unless the exam is near", () => {
    expect(step()).toMatchObject({ kind: "read", section: { id: "intro" }, isStarted: false });
    const positions = [{ sectionId: "tiers", block: "b", heading: "", at: 5 }];
    expect(step({}, { stored: { positions } })).toMatchObject({ section: { id: "tiers" }, isStarted: true });
    expect(step({}, { examDate: "2026-10-20" }).kind).toBe("read");
    expect(step({}, { examDate: "2026-09-25" })).toMatchObject({ kind: "objective", daysToExam: 5 });
    expect(step({}, { examDate: "2026-09-19" }).kind).toBe("read");
  });

  it("is otherwise the objective with the most to gain: its level and its questions in the exam", () => {
    expect(step({}, { stored: allRead })).toMatchObject({ kind: "objective", objective: { id: "SKU-1" } });
    const entries = new Map([["SKU-1", rightAnswers(5).get("SKU-1") ?? []]]);
    expect(step({ entries }, { stored: allRead })).toMatchObject({ kind: "objective", objective: { id: "GEO-1" } });
  });

  it("is to keep what is known once everything is mastered", () => {
    const mastered = new Map(
      [...rightAnswers(6, now - 20 * day)].map(([id, list]) => [
        id,
        [...list, entry(now - 3_600_000, { id: `${id}/again`, objective: id, type: "choose" })],
      ]),
    );
    const recent = [anAttempt({ submittedAt: now - day, scores: [] })];
    expect(step({ entries: mastered }, { stored: { ...allRead, attempts: recent } }).kind).toBe("keep");
  });

  it("is always there", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(20), fc.boolean(), (due, each, isRead) => {
        const found = step({ due, entries: rightAnswers(each) }, { stored: isRead ? allRead : {} });
        expect(found.kind).not.toBe("");
      }),
      { numRuns: 30 },
    );
  });
});

it("lists objectives by what can be gained with them, the mastered last", () => {
  const learning: Learning = {
    objectives,
    entries: new Map([["SKU-1", rightAnswers(5).get("SKU-1") ?? []]]),
    due: 0,
    study: [],
    activity: [],
  };
  expect(weakestFirst(knowledgeOf(learning, now).objectives).map(({ objective }) => objective.id)).toEqual([
    "GEO-1",
    "CMP-1",
    "SKU-1",
  ]);
});
