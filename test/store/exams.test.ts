import { describe, expect, it } from "vitest";
import type { Attempt } from "../../src/assessment/attempt.ts";
import type { ExamRun } from "../../src/assessment/exam-run.ts";
import { setNote, toggleFlag, toggleStrike } from "../../src/assessment/row-changes.ts";
import { createAttemptStore } from "../../src/store/attempt-store.ts";
import { createExamStore } from "../../src/store/exam-store.ts";
import { settleExams } from "../../src/store/settle-exams.ts";
import { planExamFor, startExam, type ExamWish } from "../../src/store/start-exam.ts";
import { createStore } from "../../src/store/store.ts";
import { single } from "../assessment/some-items.ts";
import { aDevice, anAttempt } from "../progress/support.ts";

const standard: ExamWish = {
  form: "chapter-exam",
  factor: 1,
  breaks: false,
  asksConfidence: false,
  includeDisputed: false,
};
const run: ExamRun = {
  form: "sprint-exam",
  seconds: 900,
  factor: 1,
  breaks: true,
  asksConfidence: false,
  closedSections: 0,
  locked: [],
};
const item = { ...single, id: "sku-1" };
const other = { ...single, id: "sku-2", version: 2 };
const exam: Attempt & { exam: ExamRun } = { ...anAttempt({ startedAt: 0 }), exam: run };

/** A page whose clock the test sets, in milliseconds. */
async function aPage() {
  const progress = await aDevice().openTab();
  const clock = { at: 0 };
  let ids = 0;
  const store = createStore({
    progress: () => Promise.resolve(progress),
    now: () => clock.at,
    steady: () => clock.at,
    newId: () => `new-${++ids}`,
    mirror: { read: () => null, write: () => undefined },
  });
  store.getState().followProgress();
  await expect.poll(() => store.getState().snapshot).not.toBeNull();
  return { store, progress, clock };
}

async function aSitting() {
  const page = await aPage();
  await page.progress.startAttempt(exam);
  const answers = createAttemptStore(page.store, exam);
  const sitting = createExamStore(page.store, exam, answers);
  await sitting.getState().acquire(false);
  const row = async (itemId = item.id) =>
    (await page.progress.responses(exam.id)).find((stored) => stored.itemId === itemId);
  return { ...page, answers, sitting, row };
}

describe("starting an exam", () => {
  it("stores its form, its time with the learner's factor, and when it began", async () => {
    const { store, progress, clock } = await aPage();
    clock.at = 5000;
    expect(await startExam(store, { ...standard, factor: 1.5, breaks: true }, "e")).toEqual({ ok: true, id: "e" });
    const [attempt] = await progress.attempts();
    expect(attempt).toMatchObject({
      assessmentId: "chapter-exam",
      title: "Standard exam",
      startedAt: 5000,
      passMark: 0.7,
      exam: { form: "chapter-exam", seconds: 75 * 60 * 1.5, factor: 1.5, breaks: true, closedSections: 0, locked: [] },
    });
    expect(attempt?.items).toHaveLength(40);
    expect(attempt?.items.filter(({ itemId }) => itemId.startsWith("family/")).length).toBeLessThanOrEqual(12);
  });

  it("has no time limit when none is wanted", async () => {
    const { store } = await aPage();
    const plan = await planExamFor(store, { ...standard, factor: null }, "e");
    expect(plan.ok && plan.attempt.exam && "seconds" in plan.attempt.exam).toBe(false);
  });

  it("is rejected while another exam is under way", async () => {
    const { store, progress } = await aPage();
    await startExam(store, standard, "e");
    expect(await startExam(store, { ...standard, form: "sprint-exam" }, "f")).toMatchObject({ ok: false });
    expect(await progress.attempts()).toHaveLength(1);
  });

  it("counts questions of the last two exams as repeats, and asks no variant again", async () => {
    const { store, progress } = await aPage();
    for (const id of ["e", "f"]) {
      await startExam(store, standard, id);
      await progress.submitAttempt(id, [], 1);
      await expect
        .poll(() => store.getState().snapshot?.attempts.filter(({ scores }) => scores).length)
        .toBe(id === "e" ? 1 : 2);
    }
    const plan = await planExamFor(store, standard, "g");
    const before = new Set((await progress.attempts()).flatMap(({ items }) => items.map(({ itemId }) => itemId)));
    const repeated = plan.ok ? plan.attempt.items.filter(({ itemId }) => before.has(itemId)) : [];
    expect(plan).toMatchObject({ ok: true, repeats: repeated.length });
    expect(repeated.length).toBeLessThanOrEqual(4);
    expect(repeated.filter(({ itemId }) => itemId.startsWith("family/"))).toEqual([]);
  });

  it("says that nothing fits a custom form", async () => {
    const { store } = await aPage();
    const form = {
      questions: 10,
      minutes: 20,
      objectives: [],
      types: [],
      missedIn: 3,
      unseenIn: 0,
      caseStudies: true,
      includeDisputed: false,
    };
    expect(await startExam(store, { ...standard, form }, "e")).toEqual({
      ok: false,
      message: "No question fits these choices.",
    });
  });
});

describe("an exam being taken", () => {
  it("stores the time on each question with what is done to it, and a sleep as seconds only", async () => {
    const { sitting, clock, row } = await aSitting();
    const { look, change, go } = sitting.getState();
    look(item);
    for (clock.at = 1000; clock.at <= 4000; clock.at += 1000) look(item);
    clock.at = 4500;
    await change(item, toggleFlag);
    expect(await row()).toMatchObject({ flagged: true, seconds: 4.5 });
    clock.at = 300_000;
    await go(item, 1);
    expect((await row())?.seconds).toBe(9.5);
    clock.at = 302_000;
    await change(other, setNote("later"));
    expect(await row(other.id)).toMatchObject({ note: "later", seconds: 2 });
    look(null);
    clock.at = 304_000;
    await change(other, toggleStrike("a"));
    expect(await row(other.id)).toMatchObject({ struck: ["a"], seconds: 2 });
  });

  it("closes a section that is left, in one write with the new place", async () => {
    const { sitting, progress } = await aSitting();
    await sitting.getState().leaveSection(item, 1);
    expect(await progress.attempt(exam.id)).toMatchObject({ position: 1, exam: { closedSections: 1 } });
    expect(sitting.getState().run.closedSections).toBe(1);
  });

  it("locks in a break what was seen, and remembers the break", async () => {
    const { sitting, progress, clock } = await aSitting();
    clock.at = 7000;
    await sitting.getState().startBreak(item);
    expect(await progress.attempt(exam.id)).toMatchObject({ exam: { locked: ["sku-1"], breakSince: 7000 } });
    await sitting.getState().endBreak();
    const stored = await progress.attempt(exam.id);
    expect(stored?.exam).toEqual({ ...run, locked: ["sku-1"] });
  });

  it("takes no change after the end of its time", async () => {
    const { sitting, progress, clock, row } = await aSitting();
    clock.at = 900_000;
    await sitting.getState().change(item, toggleFlag);
    expect(await row()).toBeUndefined();
    const late = { attemptId: exam.id, itemId: item.id, response: { type: "single", option: "b" } as const };
    expect(await progress.saveResponse({ ...late, answeredAt: 900_001 }, 0)).toBe(false);
    expect(await progress.saveResponse({ ...late, answeredAt: 900_000 }, 0)).toBe(true);
  });
});

describe("an exam whose time is over", () => {
  it("is submitted as of its end with everything entered, once the app is open again", async () => {
    const { store, progress, sitting, clock } = await aSitting();
    await sitting.getState().change(item, (row) => ({ ...row, response: { type: "single", option: "b" } }));
    await sitting.getState().submit(undefined, new Map());
    expect((await progress.attempt(exam.id))?.submittedAt).toBe(0);

    await progress.startAttempt({ ...exam, id: "late" });
    await progress.startAttempt({ ...exam, id: "in-time", startedAt: 5_000_000 });
    clock.at = 5_100_000;
    await settleExams(store, await progress.attempts());
    expect(await progress.attempt("late")).toMatchObject({ submittedAt: 900_000 });
    expect((await progress.attempt("in-time"))?.submittedAt).toBeUndefined();
  });

  it("is found by whatever page is opened next", async () => {
    const { store, progress, clock } = await aPage();
    clock.at = 10_000_000;
    await progress.startAttempt({ ...exam, id: "late" });
    await expect.poll(async () => (await progress.attempt("late"))?.submittedAt).toBe(900_000);
    await expect.poll(() => store.getState().snapshot?.attempts[0]?.scores).toBeDefined();
  });
});
