import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import type { Attempt, StoredResponse } from "../../src/assessment/attempt.ts";
import type { SingleItem } from "../../src/assessment/item.ts";
import type { LogEntry } from "../../src/assessment/log-entry.ts";
import { canonicalJson } from "../../src/assessment/canonical-json.ts";
import { sha256Hex } from "../../src/progress/checksum.ts";
import { type OpenOptions } from "../../src/progress/open-database.ts";
import { openProgress } from "../../src/progress/open-progress.ts";
import type { BackupData } from "../../src/progress/backup-file.ts";
import type { CheckAnswer, SavedSettings, Settings, TextMark } from "../../src/progress/rows.ts";
import type { Progress } from "../../src/progress/progress.ts";

/** A device: its storage, and as many tabs on it as a test opens. */
export function aDevice(options: OpenOptions = {}): { indexedDB: IDBFactory; openTab(): Promise<Progress> } {
  const indexedDB = new IDBFactory();
  return { indexedDB, openTab: () => openProgress({ indexedDB, IDBKeyRange, ...options }) };
}

export const aTab = (options: OpenOptions = {}): Promise<Progress> => aDevice(options).openTab();

export const anAttempt = (fields: Partial<Attempt> = {}): Attempt => ({
  id: "attempt-1",
  assessmentId: "acr-quiz",
  title: "Chapter quiz",
  profile: "chapter",
  feedback: "end",
  strict: false,
  items: [
    { itemId: "sku-1", version: 1, profile: "chapter", order: ["b", "a"] },
    { itemId: "sku-2", version: 2, profile: "chapter", order: [] },
  ],
  position: 0,
  passMark: 0.6,
  startedAt: 1000,
  ...fields,
});

export const aResponse = (fields: Partial<StoredResponse> = {}): StoredResponse => ({
  attemptId: "attempt-1",
  itemId: "sku-1",
  response: { type: "single", option: "a" },
  answeredAt: 2000,
  ...fields,
});

export const aCheck = (fields: Partial<CheckAnswer> = {}): CheckAnswer => ({
  itemId: "check-1",
  sectionId: "acr/skus",
  profile: "chapter",
  response: { type: "statements", answers: { s1: true, s2: false } },
  earned: 1,
  maximum: 2,
  first: { earned: 1, maximum: 2, at: 3000 },
  at: 3000,
  ...fields,
});

export const aMark = (fields: Partial<TextMark> = {}): TextMark => ({
  id: "mark-1",
  sectionId: "acr/skus",
  block: "b-12",
  exact: "Premium",
  prefix: "only ",
  suffix: " has it",
  note: "Remember “Premium” – ä 🙂",
  createdAt: 100,
  changedAt: 100,
  ...fields,
});

export const someSettings: Settings = {
  profile: "azure",
  profileChosen: true,
  theme: "dark",
  contrast: "normal",
  textSize: "large",
  density: "compact",
  motion: "reduced",
  singleKeys: false,
  examDate: "2027-01-31",
  dismissed: ["install"],
};

export const savedSettings = (fields: Partial<SavedSettings> = {}): SavedSettings => ({
  ...someSettings,
  changedAt: 500,
  ...fields,
});

export const aMadeItem = (stem = "Is <code>geo-replication</code> in <strong>Basic</strong>?"): SingleItem => ({
  id: "made-1",
  version: 1,
  objective: "SKU-1",
  bloom: "remember",
  difficulty: 1,
  profile: "both",
  askedUnder: "azure",
  disputed: false,
  stem,
  refs: [{ href: "learn/acr/skus#table", title: "SKUs" }],
  sources: [{ title: "SKUs", url: "https://learn.microsoft.com/x", date: "2026-06" }],
  type: "single",
  options: [{ id: "a", html: "<em>No</em>", rationale: "Premium only.", correct: true }],
});

export const someData = (fields: Partial<BackupData> = {}): BackupData => ({
  settings: null,
  attempts: [],
  responses: [],
  positions: [],
  sections: [],
  checks: [],
  marks: [],
  reveals: [],
  reports: [],
  log: [],
  cardMarks: [],
  study: [],
  activity: [],
  assignments: [],
  ownQuestions: [],
  gradebooks: [],
  submissions: [],
  assigned: [],
  environments: [],
  ...fields,
});

/** The text of a backup file with a right checksum, whatever the data is. */
export async function aFile(data: unknown, head: Record<string, unknown> = {}): Promise<string> {
  const checksum = await sha256Hex(canonicalJson(data));
  return JSON.stringify({
    format: "drydock-backup",
    version: 1,
    savedAt: "2026-11-23T10:00:00.000Z",
    checksum,
    data,
    ...head,
  });
}

/** A tab with something in every table. */
export async function fillTab(progress: Progress): Promise<void> {
  await progress.saveSettings(savedSettings());
  await progress.startAttempt(anAttempt({ id: "attempt-2", startedAt: 5000, madeItems: [aMadeItem()] }));
  await progress.startAttempt(anAttempt());
  await progress.saveResponse(aResponse({ itemId: "sku-2", confidence: "guess" }), 1);
  await progress.saveResponse(aResponse({ flagged: true }), 0);
  await progress.saveResponse(aResponse({ attemptId: "attempt-2" }), 0);
  await progress.submitAttempt("attempt-1", [{ itemId: "sku-1", earned: 1, maximum: 1 }], 9000);
  await progress.saveReadingPosition({ sectionId: "acr/skus", block: "b-3", heading: "SKUs", at: 10 });
  await progress.markSection("acr/skus", 20);
  await progress.saveCheck(aCheck());
  await progress.saveMark(aMark({ id: "mark-2" }));
  await progress.saveMark(aMark());
  await progress.saveReveal({ itemId: "card-1", mark: "partly", at: 30 });
  await progress.saveReport({ id: "r-1", itemId: "sku-1", version: 1, profile: "chapter", text: "wrong?", at: 40 });
}

export const aLogEntry = (fields: Partial<LogEntry> = {}): LogEntry => ({
  id: "attempt/attempt-1/sku-1",
  cardId: "item/sku-1",
  source: "practice",
  rating: "good",
  share: 1,
  at: 24 * 60 * 60 * 1000,
  itemId: "sku-1",
  objective: "SKU-1",
  ...fields,
});

/** Adds what version 3 of the database keeps besides. */
export async function fillStudy(progress: Progress): Promise<void> {
  await progress.logEntries([
    aLogEntry(),
    aLogEntry({ id: "review/1", rating: "again", share: 0, at: 2e9, undoneAt: 3e9 }),
  ]);
  await progress.markCard({ cardId: "item/sku-1", isSuspended: true, changedAt: 5 });
  await progress.saveStudy({ key: "dailyCap", value: 50, changedAt: 6 });
  await progress.saveStudy({ key: "device", value: "this-device", changedAt: 6 });
  await progress.addActivity({ day: "2026-11-30", device: "this-device", seconds: 90 });
}

/** Everything stored, as one text. */
export async function contentOf(progress: Progress): Promise<string> {
  return canonicalJson((await progress.exportBackup(new Date(0))).data);
}
