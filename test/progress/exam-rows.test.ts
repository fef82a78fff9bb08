import { expect, it } from "vitest";
import type { ExamRun } from "../../src/assessment/exam-run.ts";
import { aDevice, anAttempt, aResponse, aTab, contentOf } from "./support.ts";

const exam: ExamRun = {
  form: "custom",
  seconds: 2700,
  factor: 1.5,
  breaks: true,
  asksConfidence: true,
  closedSections: 1,
  locked: ["sku-1"],
  breakSince: 4000,
};
const marked = aResponse({
  answeredAt: 3000,
  struck: ["a", "c"],
  note: "Compare the tiers",
  highlights: [{ start: 3, end: 9 }],
  seconds: 41.5,
});

it("an exam and what was noted in it survive a backup, byte for byte", async () => {
  const tab = await aTab();
  await tab.startAttempt(anAttempt({ exam }));
  await tab.saveResponse(marked, 0);
  expect(await tab.attempts()).toEqual([anAttempt({ exam })]);
  expect(await tab.responses("attempt-1")).toEqual([marked]);
  const backup = JSON.stringify(await tab.exportBackup(new Date(0)));
  const restored = await aTab();
  const read = await restored.previewBackup(backup);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  await restored.importBackup(read.value.backup);
  expect(await contentOf(restored)).toBe(await contentOf(tab));
});

it("attempts and answers from before there were exams stay valid as they are", async () => {
  const tab = await aTab();
  await tab.startAttempt(anAttempt());
  await tab.saveResponse(aResponse(), 0);
  expect(await tab.attempts()).toEqual([anAttempt()]);
  expect(await tab.responses("attempt-1")).toEqual([aResponse()]);
});

it("rejects fields that no screen could have made", async () => {
  const tab = await aTab();
  await tab.startAttempt(anAttempt({ exam }));
  const wrong = [{ note: "x".repeat(20_001) }, { seconds: -1 }, { struck: Array.from({ length: 101 }, () => "a") }];
  for (const fields of wrong) await expect(tab.saveResponse(aResponse(fields), 0)).rejects.toThrow();
  await expect(tab.saveExam("attempt-1", { ...exam, factor: 9 }, 0)).rejects.toThrow();
});

it("stores how far an exam has come, and nothing once it's submitted", async () => {
  const tab = await aDevice().openTab();
  await tab.startAttempt(anAttempt({ exam }));
  await tab.saveExam("attempt-1", { ...exam, closedSections: 2 }, 1);
  expect(await tab.attempt("attempt-1")).toMatchObject({ position: 1, exam: { closedSections: 2 } });
  await tab.submitAttempt("attempt-1", [], 5000);
  await tab.saveExam("attempt-1", exam, 0);
  expect(await tab.attempt("attempt-1")).toMatchObject({ position: 1, exam: { closedSections: 2 } });
});

it("submits an exam at its end at the latest, and other attempts when they are submitted", async () => {
  const tab = await aTab();
  await tab.startAttempt(anAttempt({ exam }));
  await tab.startAttempt(anAttempt({ id: "quiz" }));
  expect((await tab.submitAttempt("attempt-1", [], 9_000_000)).submittedAt).toBe(1000 + 2_700_000);
  expect((await tab.submitAttempt("quiz", [], 9_000_000)).submittedAt).toBe(9_000_000);
});
