import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { packTerms } from "../../src/assignment/accommodation.ts";
import { drawItems } from "../../src/assignment/draw.ts";
import { assignmentHash, hashText } from "../../src/assignment/identity.ts";
import { packAssignment } from "../../src/assignment/link.ts";
import { fromCode, toCode } from "../../src/assignment/packing.ts";
import { packResult, type ReturnedResult } from "../../src/assignment/returned-result.ts";
import { openSubmission, type Submission } from "../../src/assignment/submission.ts";
import { showsAnswers } from "../../src/assessment/assigned-feedback.ts";
import { loadItems } from "../../src/content/course.ts";
import { itemsOf } from "../../src/store/attempt-items.ts";
import { createSittingRecorder } from "../../src/store/assigned-recorder.ts";
import { openAssignment, readGiven, readGivenFile, readTerms, termsOf } from "../../src/store/assigned-open.ts";
import { takeResult } from "../../src/store/assigned-result.ts";
import { missingItems, planSitting, startSitting } from "../../src/store/assigned-start.ts";
import { receiptOfSitting, sealSittings, submissionName } from "../../src/store/assigned-submit.ts";
import { examsOf, openExam } from "../../src/store/start-exam.ts";
import { aMadeItem } from "../progress/support.ts";
import { anAssignment, instructorKeys, otherPrivateKey } from "../support/assignments.ts";
import { aDesk, begin, kim, ofBank } from "./a-desk.ts";

const opened = async (sealed: string | undefined): Promise<Submission> => {
  const read = await openSubmission(Uint8Array.from(fromCode(sealed ?? "") ?? []), instructorKeys.seal);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
};

describe("an attempt at an assignment", () => {
  it("draws the same questions in the same order for the same learner on every device", async () => {
    const assignment = await ofBank();
    const plan = {
      id: "a",
      hash: assignmentHash(assignment),
      learner: kim.id,
      number: 1,
      terms: termsOf({ assignment, terms: undefined }),
      seconds: 1800,
      now: begin,
    };
    const first = await planSitting(assignment, plan);
    const again = await planSitting(assignment, { ...plan, id: "b", learner: " kim@EXAMPLE.org " });
    expect(again.items).toEqual(first.items);
    expect(first.items.map(({ itemId }) => itemId)).toEqual(drawItems(assignment, kim.id, 1).map(({ id }) => id));
    expect(first).toMatchObject({
      assessmentId: `assignment:${plan.hash}`,
      exam: { seconds: 1800, linear: false, breaks: false },
      assigned: { number: 1, feedback: { shows: "explanations", from: assignment.dueAt } },
    });
    const other = await planSitting(assignment, { ...plan, learner: "lee@example.org" });
    expect(other.items).not.toEqual(first.items);
  });

  it("is stored with its sitting and only once, whichever of two tabs is first", async () => {
    const desk = await aDesk(await ofBank());
    const other = await desk.openTab();
    const both = await Promise.all([desk.start(), desk.start(other)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const { sittings, learner } = await desk.row();
    expect(learner).toEqual(kim);
    expect(sittings).toHaveLength(1);
    expect((await desk.progress.attempts()).map(({ id }) => id)).toEqual(sittings.map(({ attemptId }) => attemptId));
    expect(await desk.start()).toMatchObject({ ok: false, message: "An attempt is already in progress. Resume it." });
  });

  it("is no exam of the learner's own", async () => {
    const desk = await aDesk(await ofBank());
    await desk.start();
    const attempts = await desk.progress.attempts();
    expect(attempts).toHaveLength(1);
    expect(examsOf(attempts)).toEqual([]);
    expect(openExam(attempts)).toBeUndefined();
  });

  it("names the questions that this version doesn't have, and doesn't start", async () => {
    const from = [{ id: "no-such-question", version: 3 }];
    const assignment = anAssignment({ parts: [{ kind: "items", title: "", from, same: true }] });
    expect(await missingItems(assignment)).toEqual(from);
    const desk = await aDesk(assignment);
    expect(await desk.start()).toMatchObject({ ok: false });
    expect(await desk.progress.attempts()).toEqual([]);
  });

  it("has the time and the way of a personal link, and hands in its code", async () => {
    const assignment = await ofBank({ navigation: "linear" });
    const desk = await aDesk(assignment);
    const code = await packTerms(desk.hash, kim.id, { factor: 1.5, freeNavigation: true }, instructorKeys.sign);
    expect(await readTerms(await desk.row(), "lee@example.org", code)).toMatchObject({
      ok: false,
      error: { code: "otherLearner" },
    });
    const read = await readTerms(await desk.row(), kim.id, code);
    if (!read.ok) throw new Error(read.error.message);
    const started = await startSitting(desk.store, await desk.row(), kim, read.value);
    const attempt = await desk.progress.attempt(started.ok ? started.id : "");
    expect(attempt?.exam).toMatchObject({ seconds: 2700, linear: false });
    await desk.progress.submitAttempt(attempt?.id ?? "", [], begin + 1);
    await sealSittings(desk.store, desk.hash);
    expect((await opened((await desk.row()).sittings[0]?.sealed)).terms).toBe(code);
  });
});

it("is submitted as it began, whatever link or identity the device has by then", async () => {
  const desk = await aDesk(await ofBank());
  const codeFor = (factor: number) => packTerms(desk.hash, kim.id, { factor }, instructorKeys.sign);
  const read = async (code: string) => {
    const terms = await readTerms(await desk.row(), kim.id, code);
    if (!terms.ok) throw new Error(terms.error.message);
    return terms.value;
  };
  const first = await codeFor(1.5);
  const started = await startSitting(desk.store, await desk.row(), kim, await read(first));
  const later = await read(await codeFor(2));
  const row = await desk.row();
  await desk.classes.changeAssigned(desk.hash, () => ({
    ...row,
    learner: { id: "lee@example.org" },
    ...(later && { terms: later }),
  }));
  await desk.progress.submitAttempt(started.ok ? started.id : "", [], begin + 1);
  await sealSittings(desk.store, desk.hash);
  expect(await opened((await desk.row()).sittings[0]?.sealed)).toMatchObject({ terms: first, learner: kim });
});

describe("a submission", () => {
  it("opens with the instructor's key and has exactly what was answered", async () => {
    const desk = await aDesk(await ofBank());
    const { attempt, first } = await desk.sit();
    const [sitting] = (await desk.row()).sittings;
    const submission = await opened(sitting?.sealed);
    expect(submission).toMatchObject({
      id: sitting?.submissionId,
      assignment: desk.hash,
      learner: kim,
      attempt: 1,
      startedAt: begin,
      submittedAt: begin + 60_000,
    });
    expect(submission.answers.map(({ itemId, order }) => ({ itemId, order }))).toEqual(
      attempt.items.map(({ itemId, order }) => ({ itemId, order })),
    );
    expect(submission.answers[0]?.response).toEqual({ type: "single", option: first.options[0]?.id });
    expect(submission.answers.slice(1).every(({ response }) => response === undefined)).toBe(true);
  });

  it("stays as it was sealed, with its receipt, when it is sealed again", async () => {
    const desk = await aDesk(await ofBank());
    await desk.sit();
    const [before] = (await desk.row()).sittings;
    await sealSittings(desk.store, desk.hash);
    const [after] = (await desk.row()).sittings;
    expect(after).toEqual(before);
    expect(before && receiptOfSitting(before, 7)).toEqual({
      submissionId: before?.submissionId,
      digest: createHash("sha256")
        .update(fromCode(before?.sealed ?? "") ?? "")
        .digest("hex"),
      at: 7,
    });
  });

  it("has a file name of plain letters", async () => {
    const desk = await aDesk(await ofBank({ title: "Übung: Größen & Preise" }));
    await desk.sit();
    const row = await desk.row();
    const [sitting] = row.sittings;
    expect(sitting && submissionName(row, sitting)).toBe("Ubung-Gro-en-Preise_Kim-example-org_1.acrsub");
    const lee = { ...row, learner: { id: "李" } };
    expect(sitting && submissionName(lee, sitting)).toBe("Ubung-Gro-en-Preise_learner_1.acrsub");
  });

  it("has the seconds and hidden spans that were recorded, across a reload", async () => {
    const desk = await aDesk(await ofBank());
    const started = await desk.start();
    const id = started.ok ? started.id : "";
    const recorder = createSittingRecorder(desk.store, desk.hash, id);
    await recorder.save();
    const lookAfter = (seconds: number, isHidden: boolean, from = recorder) => {
      desk.clock.at += seconds * 1000;
      desk.clock.steady += seconds * 1000;
      from.look({ isHidden, isOffline: false });
    };
    lookAfter(0, false);
    lookAfter(5, true);
    lookAfter(10, false);
    await recorder.save();
    const again = createSittingRecorder(desk.store, desk.hash, id);
    await again.save();
    desk.clock.steady = 0;
    lookAfter(20, false, again);
    lookAfter(5, false, again);
    expect(again.elapsed()).toBe(20);
    await again.save();
    await desk.progress.submitAttempt(id, [], desk.clock.at);
    await sealSittings(desk.store, desk.hash);
    const { elapsed, hidden } = await opened((await desk.row()).sittings[0]?.sealed);
    expect(elapsed).toBe(20);
    expect(hidden).toEqual([{ from: begin + 5000, to: begin + 35_000 }]);
  });
});

describe("a returned result", () => {
  const resultOf = (submission: Submission, fields: Partial<ReturnedResult> = {}): ReturnedResult => ({
    v: 1,
    submission: submission.id,
    assignment: submission.assignment,
    at: begin + 90_000,
    earned: 3,
    maximum: 4,
    passed: true,
    remark: "",
    comment: "Well done.",
    items: [],
    shows: "answers",
    ...fields,
  });

  it("is stored beside its attempt and releases what it says", async () => {
    const desk = await aDesk(await ofBank());
    const { attempt } = await desk.sit();
    const submission = await opened((await desk.row()).sittings[0]?.sealed);
    const before = await desk.progress.attempt(attempt.id);
    expect(before && showsAnswers(before, desk.clock.at)).toBe(false);
    const bytes = await packResult(resultOf(submission), instructorKeys.sign, submission.returnKey);
    expect(await takeResult(desk.store, bytes)).toEqual({ ok: true, value: desk.hash });
    expect((await desk.row()).sittings[0]?.result).toMatchObject({ earned: 3, comment: "Well done." });
    const after = await desk.progress.attempt(attempt.id);
    expect(after && showsAnswers(after, desk.clock.at)).toBe(true);
    const earlier = resultOf(submission, { at: begin, earned: 0 });
    await takeResult(desk.store, await packResult(earlier, instructorKeys.sign, submission.returnKey));
    expect((await desk.row()).sittings[0]?.result?.earned).toBe(3);
  });

  it("is rejected with its reason when it isn't the learner's", async () => {
    const desk = await aDesk(await ofBank());
    const { sit } = desk;
    const aResult = resultOf({ id: "BBBBBBBBBBBBBBBBBBBBBA", assignment: desk.hash } as Submission);
    const codeOfTaking = async (result: ReturnedResult, key: string, sign = instructorKeys.sign) => {
      const taken = await takeResult(desk.store, await packResult(result, sign, key));
      return taken.ok ? "ok" : taken.error.code;
    };
    const stranger = instructorPublic(otherPrivateKey);
    expect(await codeOfTaking(aResult, stranger)).toBe("notHandedIn");
    await sit();
    const submission = await opened((await desk.row()).sittings[0]?.sealed);
    const own = submission.returnKey;
    expect(await codeOfTaking(aResult, stranger)).toBe("otherKey");
    expect(await codeOfTaking(aResult, own)).toBe("otherSubmission");
    expect(await codeOfTaking(resultOf(submission), own, otherPrivateKey)).toBe("badSignature");
    const elsewhere = resultOf(submission, { assignment: hashText("another") });
    expect(await codeOfTaking(elsewhere, own)).toBe("unknownAssignment");
    const whole = await packResult(resultOf(submission), instructorKeys.sign, own);
    expect(await takeResult(desk.store, whole.subarray(0, -3))).toMatchObject({ error: { code: "damaged" } });
  });
});

const instructorPublic = (key: typeof otherPrivateKey): string => {
  const bytes = (part: string) => fromCode(part) ?? new Uint8Array();
  return toCode(Uint8Array.from([4, ...bytes(key.x), ...bytes(key.y)]));
};

describe("what a learner pastes or chooses", () => {
  it("is found in a link within a message, with its personal code", () => {
    expect(readGiven("Here it is: https://example.org/drydock/a/#abc-_1~xyz good luck")).toEqual({
      kind: "assignment",
      payload: "abc-_1",
      terms: "xyz",
    });
    expect(readGiven(" abc\n  def ")).toEqual({ kind: "assignment", payload: "abcdef", terms: "" });
  });

  it("is told apart from results, submissions and anything else, as bytes and as code", () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(readGivenFile(bytes("ACRRES1\nx")).kind).toBe("result");
    expect(readGiven(toCode(bytes("ACRRES1\nx"))).kind).toBe("result");
    expect(readGivenFile(bytes("ACRSUB1\nx")).kind).toBe("submission");
    expect(readGiven("").kind).toBe("nothing");
    expect(readGiven("https://example.org/a/#at/abc").kind).toBe("nothing");
    expect(readGivenFile(bytes("%PDF-1.7 …")).kind).toBe("nothing");
  });

  it("says what is wrong with an assignment that was changed", async () => {
    const desk = await aDesk(await ofBank());
    const bytes = fromCode(await packAssignment(await ofBank(), instructorKeys.sign)) ?? new Uint8Array();
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    expect(await openAssignment(desk.store, toCode(bytes))).toMatchObject({
      ok: false,
      error: { code: "badSignature" },
    });
    expect(await openAssignment(desk.store, "abc")).toMatchObject({ ok: false, error: { code: "damaged" } });
  });
});

describe("an attempt with questions of its own", () => {
  it("has them beside those of the bank", async () => {
    const made = { ...aMadeItem(), id: "own/1" };
    const [banked] = await loadItems();
    const body = banked?.chapter ?? banked?.azure;
    if (!banked || !body) throw new Error("an empty bank");
    const items = await itemsOf({
      id: "a",
      assessmentId: "x",
      title: "x",
      profile: body.askedUnder,
      feedback: "end",
      strict: false,
      items: [
        { itemId: "own/1", version: 1, profile: "chapter", order: [] },
        { itemId: banked.id, version: body.version, profile: body.askedUnder, order: [] },
      ],
      position: 0,
      startedAt: 0,
      madeItems: [made],
    });
    expect([...items.keys()]).toEqual(body.type === "reveal" ? ["own/1"] : ["own/1", banked.id]);
  });
});
