import { describe, expect, it } from "vitest";
import type { Lesson, WorldEntry } from "../../../src/sandbox/world-entry.ts";
import { planToday } from "../../../src/ui/shared/next-step.ts";
import { aCheck, anAttempt, someData } from "../../progress/support.ts";

const course = {
  quiz: "acr-quiz",
  passMark: 0.6,
  unlocks: [],
  sections: ["intro", "tiers", "security"].map((id) => ({ id, title: id, objectives: [], minutes: 5, checks: 2 })),
};
const [intro, tiers, security] = course.sections;
const place = (sectionId: string, at: number) => ({ sectionId, block: "b", heading: "Limits", at });
const done = (...ids: string[]) => ids.map((sectionId) => ({ sectionId, doneAt: 1 }));
const plan = (fields: Parameters<typeof someData>[0]) => planToday(someData(fields), course);

describe("Today", () => {
  it("offers the first steps to a newcomer only", () => {
    expect(plan({}).step).toEqual({ kind: "start" });
    const submitted = anAttempt({ submittedAt: 9, scores: [] });
    expect(plan({ attempts: [submitted] }).step).toEqual({ kind: "quiz-submitted", attempt: submitted });
    expect(plan({ checks: [aCheck({ sectionId: "intro" })] }).step.kind).toBe("reading");
  });

  it("goes back to the section where something was done last, whichever kind of thing it was", () => {
    const positions = [place("intro", 10), place("tiers", 20)];
    expect(plan({ positions }).step).toEqual({ kind: "reading", section: tiers, place: positions[1] });
    const checks = [aCheck({ sectionId: "intro", at: 30 })];
    expect(plan({ positions, checks }).step).toEqual({ kind: "reading", section: intro, place: positions[0] });
    const attempt = anAttempt({ startedAt: 40 });
    expect(plan({ positions, checks, attempts: [attempt] }).step).toEqual({ kind: "quiz-open", attempt });
  });

  it("goes back to the environment or walkthrough in which commands were run last", () => {
    const environment = (more: Partial<WorldEntry>): WorldEntry => ({
      id: "e1",
      name: "My registry",
      template: "empty",
      profile: "chapter",
      createdAt: 1,
      changedAt: 30,
      commands: 2,
      ...more,
    });
    const read = someData({ positions: [place("tiers", 20)] });
    const lesson: Lesson = { walkthrough: "create", level: "shown", done: {}, predictions: {} };
    const kindWith = (...environments: WorldEntry[]) => planToday(read, course, environments).step.kind;
    expect(planToday(read, course, [environment({}), environment({ id: "e2", changedAt: 40 })]).step).toEqual({
      kind: "hands-on",
      environment: environment({ id: "e2", changedAt: 40 }),
    });
    expect(kindWith(environment({ lesson }))).toBe("hands-on");
    // Only opened, done before the reading, or complete.
    expect(kindWith(environment({ commands: 0 }))).toBe("reading");
    expect(kindWith(environment({ changedAt: 10 }))).toBe("reading");
    expect(kindWith(environment({ lesson: { ...lesson, completedAt: 30 } }))).toBe("reading");
  });

  it("keeps offering an open quiz after the learner went on reading", () => {
    const attempt = anAttempt({ startedAt: 40 });
    const { step, otherOpen } = plan({ attempts: [attempt], positions: [place("tiers", 50)] });
    expect(step.kind).toBe("reading");
    expect(otherOpen).toEqual([attempt]);
  });

  it("moves on to the next section that isn't done once the latest is, and comes round to the skipped ones", () => {
    const positions = [place("tiers", 20)];
    expect(plan({ positions, sections: done("tiers") }).step).toEqual({
      kind: "next-section",
      finished: tiers,
      section: security,
    });
    expect(plan({ positions, sections: done("tiers", "security") }).step).toEqual({
      kind: "next-section",
      finished: tiers,
      section: intro,
    });
  });

  it("names as next the section after the one being read, not one before it", () => {
    expect(plan({ positions: [place("tiers", 20)] }).nextSection).toBe(security);
    expect(plan({ positions: [place("tiers", 20)], sections: done("security") }).nextSection).toBe(intro);
    expect(plan({}).nextSection).toBe(intro);
  });

  it("says when every section is done, and whether the quiz was passed", () => {
    const all = { positions: [place("security", 99)], sections: done("intro", "tiers", "security") };
    expect(plan(all).step).toEqual({ kind: "all-read", complete: false });
    const passed = anAttempt({ submittedAt: 50, scores: [{ itemId: "sku-1", earned: 2, maximum: 2 }] });
    expect(plan({ ...all, attempts: [passed] }).step).toEqual({ kind: "all-read", complete: true });
    expect(plan(all).nextSection).toBeUndefined();
  });

  it("leaves out sections the course no longer has", () => {
    const { step, doneSections } = plan({ positions: [place("gone", 99)], sections: done("gone", "intro") });
    expect(step.kind).toBe("next-section");
    expect(doneSections).toBe(1);
  });
});
