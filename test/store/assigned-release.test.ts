import { describe, expect, it } from "vitest";
import { cardIdOf } from "../../src/assessment/item-id.ts";
import { mixedPractice, type PracticeChoice } from "../../src/assessment/practice.ts";
import { fillLogOnce, logReleased } from "../../src/store/fill-log.ts";
import { previewPractice } from "../../src/store/plan-practice.ts";
import { readPracticeMemory } from "../../src/store/practice-candidates.ts";
import { readLearning, refreshedLearning } from "../../src/store/read-learning.ts";
import { readSnapshot } from "../../src/store/read-progress.ts";
import { createReviewStore } from "../../src/store/review-store.ts";
import { planExamFor } from "../../src/store/start-exam.ts";
import { planFor } from "../../src/store/start-attempt.ts";
import { aDesk, begin, ofBank } from "./a-desk.ts";
import { missed } from "./missed.ts";

const hour = 60 * 60 * 1000;
const day = 24 * hour;
/** When the assignment of the tests is due. */
const due = begin + hour;

type Desk = Awaited<ReturnType<typeof aDesk>>;

/** Begins an attempt, and returns its questions. */
async function begun(desk: Desk): Promise<string[]> {
  const started = await desk.start();
  if (!started.ok) throw new Error(started.message);
  await readAgain(desk);
  const attempt = await desk.progress.attempt(started.id);
  return attempt?.items.map(({ itemId }) => itemId) ?? [];
}

/** Reads what a page has read when a learner asks for questions. */
const readAgain = async ({ store, progress }: Desk) => store.setState({ snapshot: await readSnapshot(progress) });

const ofMissed: PracticeChoice = { ...mixedPractice, source: { kind: "missed" } };

/** A device whose learner missed a question that is then in an attempt at the assignment. */
async function withMissedQuestion(fields: Parameters<typeof ofBank>[0] = {}) {
  const desk = await aDesk(await ofBank(fields));
  const [itemId = ""] = await begun(desk);
  await desk.progress.logEntries([missed(itemId, "SKU-1")]);
  return { desk, itemId };
}

describe("a question of an assignment, until its answers are released", () => {
  it("isn't asked by practice, also when the learner missed it before", async () => {
    const { desk } = await withMissedQuestion();
    expect(await previewPractice(desk.store, ofMissed)).toMatchObject({ count: 0 });
    const wish = { kind: "practice" as const, choice: ofMissed };
    expect(await planFor(desk.store, wish, "p")).toEqual({ ok: false, message: "You have no missed questions." });
    desk.clock.at = due;
    expect(await previewPractice(desk.store, ofMissed)).toMatchObject({ count: 1 });
  });

  it("isn't asked by a review that is due", async () => {
    const { desk, itemId } = await withMissedQuestion();
    const review = createReviewStore(desk.store);
    await review.getState().open();
    expect(review.getState()).toMatchObject({ phase: "done", subject: undefined });
    expect(review.getState().deck?.cards.map(({ id }) => id)).toEqual([cardIdOf(itemId)]);
    desk.clock.at = due;
    await review.getState().open();
    expect(review.getState()).toMatchObject({ phase: "asking", row: { item: { itemId } } });
  });

  it("isn't counted as due on Today", async () => {
    const { desk } = await withMissedQuestion();
    await desk.progress.logEntries([missed("another-question", "SKU-1")]);
    expect(await desk.progress.dueCards(begin)).toHaveLength(2);
    expect((await readLearning(desk.progress, begin)).due).toBe(1);
    expect((await readLearning(desk.progress, due)).due).toBe(2);
  });

  it("stops being counted once the attempt begins", async () => {
    const desk = await aDesk(await ofBank());
    const { from } = (await desk.row()).assignment.parts[0] as { from: { id: string }[] };
    await desk.progress.logEntries(from.map(({ id }) => missed(id, "SKU-1")));
    const before = await readLearning(desk.progress, begin);
    await begun(desk);
    const after = await refreshedLearning(desk.progress, before, new Map([["attempts", "any"]]), begin);
    expect([before.due, after.due]).toEqual([from.length, from.length - 4]);
  });

  it("ends a review that was asking it when the attempt began", async () => {
    const desk = await aDesk(await ofBank());
    const { from } = (await desk.row()).assignment.parts[0] as { from: { id: string }[] };
    await desk.progress.logEntries(from.map(({ id }) => missed(id, "SKU-1")));
    const before = createReviewStore(desk.store);
    await before.getState().open();
    const drawn = await begun(desk);
    const after = createReviewStore(desk.store);
    await after.getState().open();
    expect(drawn).toHaveLength(4);
    expect(after.getState().phase).toBe("asking");
    expect(drawn).not.toContain(after.getState().row?.item?.itemId);
  });

  it("isn't in a quiz, in an exam, or asked by itself", async () => {
    const { desk, itemId } = await withMissedQuestion();
    const quiz = await planFor(desk.store, { kind: "assessment", id: "chapter-quiz", includeDisputed: true }, "q");
    const wish = { form: "full-exam", factor: 1, breaks: false, asksConfidence: false, includeDisputed: true };
    const exam = await planExamFor(desk.store, wish, "e");
    if (!quiz.ok || !exam.ok) throw new Error("nothing was drawn");
    const withheld = (await readPracticeMemory(desk.store)).withheld;
    expect(withheld.size).toBe(4);
    for (const { attempt } of [quiz, exam]) {
      expect(attempt.items.filter((item) => withheld.has(item.itemId))).toEqual([]);
    }
    expect(await planFor(desk.store, { kind: "item", id: itemId }, "i")).toMatchObject({ ok: false });
    desk.clock.at = due;
    expect(await planFor(desk.store, { kind: "item", id: itemId }, "i")).toMatchObject({ ok: true });
  });

  it("can be practiced once nothing is accepted any more, where the answers are never released", async () => {
    const late = { graceSeconds: 0, penalty: 0, per: "day" as const, most: 1, closesAt: due + hour };
    const { desk, itemId } = await withMissedQuestion({ feedback: { shows: "score", when: "never" }, late });
    const isWithheld = async () => (await readPracticeMemory(desk.store)).withheld.has(itemId);
    desk.clock.at = due + hour - 1;
    expect(await isWithheld()).toBe(true);
    desk.clock.at = due + hour;
    expect(await isWithheld()).toBe(false);
  });
});

describe("the learning log, from which progress, reviews and practice are worked out", () => {
  it("has the answers of an assignment from their release on, and once", async () => {
    const desk = await aDesk(await ofBank());
    await desk.sit();
    const attempts = await desk.progress.attempts();
    expect(await logReleased(desk.progress, attempts, due - 1)).toBe(0);
    await fillLogOnce(desk.progress, due - 1, () => Promise.resolve());
    expect(await desk.progress.log()).toEqual([]);
    expect(await desk.progress.cards()).toEqual([]);
    expect(await logReleased(desk.progress, attempts, due)).toBe(1);
    expect(await logReleased(desk.progress, attempts, due)).toBe(0);
    expect(await desk.progress.log()).toMatchObject([{ source: "exam", at: begin + 60_000 }]);
  });

  it("gets nothing where the instructor shows the score alone", async () => {
    const desk = await aDesk(await ofBank({ feedback: { shows: "score", when: "submitted" } }));
    await desk.sit();
    expect(await logReleased(desk.progress, await desk.progress.attempts(), due + 365 * day)).toBe(0);
    expect(await desk.progress.log()).toEqual([]);
  });

  it("has them at once where the instructor shows the answers after submission", async () => {
    const desk = await aDesk(await ofBank({ feedback: { shows: "answers", when: "submitted" } }));
    await desk.sit();
    expect(await desk.progress.log()).toHaveLength(1);
  });

  it("is filled by a page that follows what is stored, when the due date has passed", async () => {
    const desk = await aDesk(await ofBank());
    await desk.sit();
    desk.clock.at = due;
    desk.store.getState().followProgress();
    await expect.poll(async () => (await desk.progress.log()).length).toBe(1);
  });
});
