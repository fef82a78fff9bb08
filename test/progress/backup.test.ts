import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { backupText } from "../../src/progress/backup.ts";
import { canonicalJson } from "../../src/assessment/canonical-json.ts";
import { problemText } from "../../src/progress/problem-text.ts";
import type { BackupData, ImportProblem } from "../../src/progress/backup-file.ts";
import type { Progress } from "../../src/progress/progress.ts";
import { backupLimitBytes } from "../../src/progress/read-backup.ts";
import {
  aCheck,
  aFile,
  aLogEntry,
  aMadeItem,
  aMark,
  anAttempt,
  aResponse,
  aTab,
  contentOf,
  fillStudy,
  fillTab,
  savedSettings,
  someData,
} from "./support.ts";

async function restore(tab: Progress, text: string): Promise<void> {
  const read = await tab.previewBackup(text);
  if (!read.ok) throw new Error(problemText(read.error));
  await tab.importBackup(read.value.backup);
}

describe("export and import", () => {
  it("gives the same bytes after export, erase, import, export", async () => {
    const tab = await aTab();
    await fillTab(tab);
    const text = backupText(await tab.exportBackup(new Date(1)));
    await tab.erase();
    await restore(tab, text);
    expect(backupText(await tab.exportBackup(new Date(1)))).toBe(text);
    expect(await tab.settings()).toEqual(savedSettings());
  });

  it("gives the same bytes whatever the order of entry", async () => {
    const [firstTab, secondTab] = [await aTab(), await aTab()];
    for (const id of ["b", "a", "ä", "B"]) await firstTab.saveMark(aMark({ id }));
    for (const id of ["B", "ä", "a", "b"]) await secondTab.saveMark(aMark({ id }));
    expect(backupText(await firstTab.exportBackup(new Date(1)))).toBe(
      backupText(await secondTab.exportBackup(new Date(1))),
    );
  });

  it("writes data that plain JSON.stringify keeps in canonical order, with absent values left out", async () => {
    const tab = await aTab();
    await tab.startAttempt(anAttempt({ passMark: undefined }));
    const { data } = await tab.exportBackup(new Date(1));
    expect(JSON.stringify(data)).toBe(canonicalJson(data));
    expect(JSON.stringify(data)).not.toContain("passMark");
  });

  it("reads a file that was saved with a byte order mark or pretty-printed", async () => {
    const tab = await aTab();
    await fillTab(tab);
    const backup = await tab.exportBackup(new Date(1));
    expect((await tab.previewBackup(`\uFEFF${JSON.stringify(backup, null, 2)}`)).ok).toBe(true);
  });

  it("previews per table what is added, newer and kept, without writing", async () => {
    const tab = await aTab();
    await tab.saveSettings(savedSettings({ changedAt: 600 }));
    await tab.saveMark(aMark({ id: "same" }));
    await tab.saveMark(aMark({ id: "older", changedAt: 100 }));
    await tab.saveMark(aMark({ id: "newer", changedAt: 300 }));
    await tab.saveMark(aMark({ id: "only here" }));
    const before = await contentOf(tab);
    const marks = [
      aMark({ id: "same" }),
      aMark({ id: "older", changedAt: 200 }),
      aMark({ id: "newer", changedAt: 200 }),
      aMark({ id: "only there" }),
    ];
    const read = await tab.previewBackup(await aFile(someData({ marks, settings: savedSettings({ changedAt: 500 }) })));
    if (!read.ok) throw new Error(problemText(read.error));
    const { preview } = read.value;
    expect(preview.savedAt).toBe("2026-11-23T10:00:00.000Z");
    expect(preview.tables.map(({ table }) => table)).toEqual(Object.keys(someData()));
    expect(preview.tables.find(({ table }) => table === "marks")).toEqual({
      table: "marks",
      inFile: 4,
      added: 1,
      newer: 1,
      kept: 2,
    });
    expect(preview.tables.find(({ table }) => table === "settings")).toEqual({
      table: "settings",
      inFile: 1,
      added: 0,
      newer: 0,
      kept: 1,
    });
    expect(preview.tables.find(({ table }) => table === "checks")).toEqual({
      table: "checks",
      inFile: 0,
      added: 0,
      newer: 0,
      kept: 0,
    });
    expect(await contentOf(tab)).toBe(before);
  });
});

describe("the learning log and the study plan", () => {
  it("come back with their cards worked out, and rows about this device alone stay out of the file", async () => {
    const tab = await aTab();
    await fillTab(tab);
    await fillStudy(tab);
    const text = backupText(await tab.exportBackup(new Date(1)));
    expect(text).not.toContain('"value":"this-device"');
    const other = await aTab();
    await restore(other, text);
    expect(await contentOf(other)).toBe(await contentOf(tab));
    expect(await other.cards()).toEqual(await tab.cards());
    expect(await other.study()).toEqual([{ key: "dailyCap", value: 50, changedAt: 6 }]);
  });

  it("join the answers of two devices, and give both the same cards", async () => {
    const [phone, desk] = [await aTab(), await aTab()];
    await phone.logEntries([aLogEntry({ id: "phone", at: 5e8 })]);
    await desk.logEntries([aLogEntry({ id: "desk", at: 9e8, rating: "again", share: 0 })]);
    await restore(desk, backupText(await phone.exportBackup(new Date(1))));
    await restore(phone, backupText(await desk.exportBackup(new Date(2))));
    expect((await phone.log()).map(({ id }) => id)).toEqual(["phone", "desk"]);
    expect(await phone.cards()).toEqual(await desk.cards());
    expect(await phone.cards()).toMatchObject([{ reviews: 2 }]);
  });

  it("hand over only what changed since a time, which merges like a whole backup", async () => {
    const tab = await aTab();
    await fillTab(tab);
    await fillStudy(tab);
    const part = await tab.exportBackup(new Date(1), 1e9);
    expect(part.data.log.map(({ id }) => id)).toEqual(["review/1"]);
    expect(part.data.attempts).toEqual([]);
    const recent = await tab.exportBackup(new Date(1), 8000);
    expect(recent.data.attempts.map(({ id }) => id)).toEqual(["attempt-1"]);
    expect(recent.data.responses).toHaveLength(2);
    const other = await aTab();
    await restore(other, backupText(recent));
    expect(await other.attempt("attempt-1")).toEqual(await tab.attempt("attempt-1"));
  });
});

describe("versions", () => {
  it("restores a file of version 5, and gives its attempts the learner and the personal link of their assignment", async () => {
    const tab = await aTab();
    await restore(tab, readFileSync(new URL("fixtures/backup-5.json", import.meta.url), "utf8"));
    const [row] = await (await tab.classes()).assigned();
    expect(row?.terms?.accommodation).toEqual({ factor: 1.5 });
    expect(row?.sittings).toHaveLength(2);
    for (const { learner, terms } of row?.sittings ?? []) {
      expect({ learner, terms }).toEqual({ learner: row?.learner, terms: row?.terms });
    }
    const text = backupText(await tab.exportBackup(new Date(1)));
    const other = await aTab();
    await restore(other, text);
    expect(await contentOf(other)).toBe(await contentOf(tab));
  });

  it("restores a file of version 4 whole", async () => {
    const tab = await aTab();
    await restore(tab, readFileSync(new URL("fixtures/backup-4.json", import.meta.url), "utf8"));
    const filled = await aTab();
    await fillTab(filled);
    await fillStudy(filled);
    expect(await contentOf(tab)).toBe(await contentOf(filled));
  });

  it("restores a file of version 3 whole", async () => {
    const tab = await aTab();
    await restore(tab, readFileSync(new URL("fixtures/backup-3.json", import.meta.url), "utf8"));
    expect((await tab.responses("attempt-3")).map(({ response }) => response.type)).toEqual(["series", "command"]);
    expect(await tab.log()).toEqual([]);
    expect((await tab.exportBackup(new Date(0))).data.environments).toEqual([]);
  });

  it("restores a file of version 2 whole and writes version 6", async () => {
    const tab = await aTab();
    await restore(tab, readFileSync(new URL("fixtures/backup-2.json", import.meta.url), "utf8"));
    const filled = await aTab();
    await fillTab(filled);
    const roles = { sectionId: "acr/roles", block: "b-9", heading: "Roles", at: 50, endAt: 60 };
    await filled.saveReadingPosition(roles);
    expect(await contentOf(tab)).toBe(await contentOf(filled));
    expect((await tab.exportBackup(new Date(0))).version).toBe(6);
  });

  it("restores answers to a solution series and to a typed command as they were given", async () => {
    const tab = await aTab();
    await tab.startAttempt(anAttempt());
    const judged = { type: "series", meetsGoal: false } as const;
    const typed = { type: "command", commands: ["az acr create --name a", "cat <<E\nx\nE"], met: ["made"] } as const;
    await tab.saveResponse(aResponse({ response: judged }), 0);
    await tab.saveResponse(
      aResponse({ itemId: "sku-2", response: { ...typed, commands: [...typed.commands], met: [...typed.met] } }),
      1,
    );
    const other = await aTab();
    await restore(other, backupText(await tab.exportBackup(new Date(0))));
    expect((await other.responses("attempt-1")).map(({ response }) => response)).toEqual([judged, typed]);
  });

  it("rejects an answer to a typed command that is out of all proportion", async () => {
    const tab = await aTab();
    const response = { type: "command", commands: Array.from({ length: 501 }, () => "ls"), met: [] };
    const file = await aFile(someData({ attempts: [anAttempt()], responses: [{ ...aResponse(), response } as never] }));
    expect(await tab.previewBackup(file)).toMatchObject({ ok: false, error: { code: "damaged" } });
  });

  it("restores a file of version 1 whole", async () => {
    const tab = await aTab();
    await restore(tab, readFileSync(new URL("fixtures/backup-1.json", import.meta.url), "utf8"));
    const filled = await aTab();
    await fillTab(filled);
    expect(await contentOf(tab)).toBe(await contentOf(filled));
  });

  it("carries over where the end of a section was reached, from whichever device reached it first", async () => {
    const tab = await aTab();
    const place = { sectionId: "s", block: "b", heading: "", at: 9 };
    await tab.saveReadingPosition({ ...place, endAt: 9 });
    const positions = [{ ...place, block: "old", at: 5, endAt: 5 }];
    await restore(tab, await aFile(someData({ positions }), { version: 2 }));
    expect(await tab.positions()).toEqual([{ ...place, endAt: 5 }]);
  });
});

describe("merging by newest", () => {
  const older: BackupData = someData({
    settings: savedSettings({ theme: "light", changedAt: 1 }),
    attempts: [anAttempt()],
    responses: [aResponse({ answeredAt: 1 }), aResponse({ itemId: "sku-2", answeredAt: 1 })],
    positions: [{ sectionId: "s", block: "old", heading: "", at: 1 }],
    checks: [aCheck({ earned: 0, at: 1, first: { earned: 0, maximum: 2, at: 1 } })],
    marks: [aMark({ note: "old", changedAt: 1 })],
    reveals: [{ itemId: "c", mark: "missed", at: 1 }],
  });
  const scores = [{ itemId: "sku-1", earned: 1, maximum: 1 }];
  const newer: BackupData = someData({
    settings: savedSettings({ theme: "dark", changedAt: 2 }),
    attempts: [anAttempt({ submittedAt: 2, scores })],
    responses: [aResponse({ answeredAt: 2 })],
    positions: [{ sectionId: "s", block: "new", heading: "", at: 2 }],
    checks: [aCheck({ earned: 2, at: 2, first: { earned: 2, maximum: 2, at: 2 } })],
    marks: [aMark({ note: "new", changedAt: 2 })],
    reveals: [{ itemId: "c", mark: "got", at: 2 }],
  });
  const joined = {
    ...newer,
    checks: [aCheck({ earned: 2, at: 2, first: { earned: 0, maximum: 2, at: 1 } })],
  };

  it.each([
    ["older into newer", newer, older],
    ["newer into older", older, newer],
  ])("ends the same way: %s", async (_, first, second) => {
    const tab = await aTab();
    await restore(tab, await aFile(first));
    await restore(tab, await aFile(second));
    expect(JSON.parse(await contentOf(tab))).toEqual(joined);
  });

  it("keeps data that the file doesn't have", async () => {
    const tab = await aTab();
    await fillTab(tab);
    const before = await contentOf(tab);
    await restore(tab, await aFile(someData()));
    expect(await contentOf(tab)).toBe(before);
  });
});

describe("files that are rejected", async () => {
  const good = someData({ attempts: [anAttempt()], responses: [aResponse()], marks: [aMark()] });
  const text = await aFile(good);
  const withAttempt = (fields: object) => aFile(someData({ attempts: [{ ...anAttempt(), ...fields }] }));

  const cases: [string, string, ImportProblem["code"]][] = [
    ["too large", `"${"x".repeat(backupLimitBytes)}"`, "tooLarge"],
    ["too large in bytes only", `"${"ä".repeat(backupLimitBytes / 2)}"`, "tooLarge"],
    ["empty", "", "notJson"],
    ["not JSON", "attempt,assessment\r\n", "notJson"],
    ["cut off", text.slice(0, -40), "notJson"],
    ["null", "null", "notABackup"],
    ["a list", "[1]", "notABackup"],
    ["foreign JSON", '{"name":"drydock","version":"0.1.0"}', "notABackup"],
    ["without version", await aFile(good, { version: "1" }), "notABackup"],
    ["newer", await aFile({ anything: 1 }, { version: 7 }), "newerVersion"],
    ["of a version that never was", await aFile(good, { version: 0 }), "damaged"],
    ["with a changed answer", text.replace('"option":"a"', '"option":"b"'), "damaged"],
    ["with a changed checksum", await aFile(good, { checksum: "0".repeat(64) }), "damaged"],
    ["without checksum", await aFile(good, { checksum: undefined }), "damaged"],
    ["without a table", await aFile({ ...good, marks: undefined }), "damaged"],
    ["with a table of another kind", await aFile({ ...good, marks: { length: 1 } }), "damaged"],
    ["with a huge note", await aFile(someData({ marks: [aMark({ note: "x".repeat(20_001) })] })), "damaged"],
    ["with a huge id", await aFile(someData({ marks: [aMark({ id: "x".repeat(301) })] })), "damaged"],
    ["with a control character in an id", await aFile(someData({ marks: [aMark({ id: "a\u0000b" })] })), "damaged"],
    [
      "with a huge list",
      await withAttempt({ items: Array.from({ length: 1001 }, () => anAttempt().items[0]) }),
      "damaged",
    ],
    ["with a negative time", await withAttempt({ startedAt: -1 }), "damaged"],
    ["with an unknown profile", await withAttempt({ profile: "aws" }), "damaged"],
    [
      "with script in an item",
      await withAttempt({ madeItems: [aMadeItem("<img src=x onerror=alert(1)>")] }),
      "damaged",
    ],
    [
      "with a script link in an item",
      await withAttempt({ madeItems: [{ ...aMadeItem(), refs: [{ href: "javascript:alert(1)", title: "" }] }] }),
      "damaged",
    ],
    ["with __proto__ in the data", text.replace('"marks":', '"__proto__":{"polluted":true},"marks":'), "damaged"],
    ["with __proto__ at the top", text.replace('"version":', '"__proto__":{"format":"x"},"version":'), "damaged"],
    [
      "with constructor as an id",
      await aFile(someData({ checks: [aCheck({ response: { type: "matching", tokens: { constructor: "x" } } })] })),
      "damaged",
    ],
    ["with one row twice", await aFile(someData({ marks: [aMark(), aMark({ note: "other" })] })), "damaged"],
    ["with answers of no attempt", await aFile(someData({ responses: [aResponse()] })), "damaged"],
    [
      "nested without end",
      text.replace('"marks":[', `"marks":[${"[".repeat(100_000)}${"]".repeat(100_000)},`),
      "damaged",
    ],
  ];

  it.each(cases)("%s", async (_, file, code) => {
    const tab = await aTab();
    await fillTab(tab);
    const before = await contentOf(tab);
    const read = await tab.previewBackup(file);
    expect(read.ok ? "accepted" : read.error.code).toBe(code);
    expect(await contentOf(tab)).toBe(before);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    if (!read.ok) expect(problemText(read.error)).toMatch(/^This .*Nothing was changed\.$/s);
  });

  it("are variations of a file that is accepted", async () => {
    expect((await (await aTab()).previewBackup(text)).ok).toBe(true);
  });

  it("are rejected at the import itself too, so that no caller can skip the preview", async () => {
    const tab = await aTab();
    const backup = await tab.exportBackup(new Date(0));
    const marks = [aMark({ note: "x".repeat(30_000) })];
    await expect(tab.importBackup({ ...backup, data: { ...backup.data, marks } })).rejects.toThrow();
    expect(await tab.marks()).toEqual([]);
  });
});
