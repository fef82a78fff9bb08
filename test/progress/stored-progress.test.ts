import { describe, expect, it } from "vitest";
import { MissingAttemptError } from "../../src/progress/storage-errors.ts";
import {
  aCheck,
  aDevice,
  aMadeItem,
  aMark,
  anAttempt,
  aResponse,
  aTab,
  contentOf,
  fillTab,
  someData,
  savedSettings,
} from "./support.ts";

describe("settings", () => {
  it("are null until saved, then as last saved", async () => {
    const tab = await aTab();
    expect(await tab.settings()).toBeNull();
    await tab.saveSettings(savedSettings());
    await tab.saveSettings(savedSettings({ theme: "light", changedAt: 501 }));
    expect(await tab.settings()).toEqual(savedSettings({ theme: "light", changedAt: 501 }));
  });

  it("leave out unknown fields of the mirror", async () => {
    const tab = await aTab();
    const fromMirror = { ...savedSettings(), extra: 1 };
    await tab.saveSettings(fromMirror);
    expect(await tab.settings()).toEqual(savedSettings());
  });
});

describe("attempts", () => {
  it("start once, even when started twice", async () => {
    const tab = await aTab();
    await tab.startAttempt(anAttempt());
    await tab.saveResponse(aResponse(), 1);
    await tab.startAttempt(anAttempt());
    expect(await tab.attempts()).toEqual([anAttempt({ position: 1 })]);
    expect(await tab.attempt("attempt-1")).toEqual(anAttempt({ position: 1 }));
    expect(await tab.attempt("nowhere")).toBeUndefined();
  });

  it("keep the items made for them", async () => {
    const tab = await aTab();
    await tab.startAttempt(anAttempt({ madeItems: [aMadeItem()] }));
    expect((await tab.attempt("attempt-1"))?.madeItems).toEqual([aMadeItem()]);
  });

  it("store an answer together with the place, one row per item", async () => {
    const tab = await aTab();
    await tab.startAttempt(anAttempt());
    expect(await tab.saveResponse(aResponse(), 0)).toBe(true);
    expect(await tab.saveResponse(aResponse({ response: { type: "single", option: "b" }, answeredAt: 3000 }), 1)).toBe(
      true,
    );
    expect(await tab.responses("attempt-1")).toEqual([
      aResponse({ response: { type: "single", option: "b" }, answeredAt: 3000 }),
    ]);
    expect((await tab.attempt("attempt-1"))?.position).toBe(1);
  });

  it("give only the answers of the attempt asked for", async () => {
    const tab = await aTab();
    for (const id of ["a", "a!", "ab"]) {
      await tab.startAttempt(anAttempt({ id }));
      await tab.saveResponse(aResponse({ attemptId: id }), 0);
    }
    expect(await tab.responses("a")).toEqual([aResponse({ attemptId: "a" })]);
  });

  it("keep the answer that was checked first; a later try changes only the flag", async () => {
    const tab = await aTab();
    await tab.startAttempt(anAttempt({ feedback: "each" }));
    await tab.saveResponse(aResponse({ checkedAt: 2500, confidence: "certain" }), 0);
    await tab.saveResponse(
      aResponse({ response: { type: "single", option: "b" }, answeredAt: 4000, flagged: true }),
      1,
    );
    expect(await tab.responses("attempt-1")).toEqual([
      aResponse({ checkedAt: 2500, confidence: "certain", flagged: true }),
    ]);
    expect((await tab.attempt("attempt-1"))?.position).toBe(1);
  });

  it("reject an answer to an attempt that does not exist", async () => {
    const tab = await aTab();
    expect(await tab.saveResponse(aResponse(), 0)).toBe(false);
    expect(await tab.responses("attempt-1")).toEqual([]);
  });

  it("are submitted once, and then reject answers and changes of place", async () => {
    const tab = await aTab();
    const scores = [{ itemId: "sku-1", earned: 1, maximum: 1 }];
    await tab.startAttempt(anAttempt());
    await tab.saveResponse(aResponse(), 1);
    const submitted = await tab.submitAttempt("attempt-1", scores, 9000);
    expect(submitted).toEqual(anAttempt({ position: 1, submittedAt: 9000, scores }));
    expect(await tab.submitAttempt("attempt-1", [], 9999)).toEqual(submitted);
    expect(await tab.saveResponse(aResponse({ response: { type: "single", option: "b" } }), 0)).toBe(false);
    await tab.savePosition("attempt-1", 0);
    expect(await tab.attempt("attempt-1")).toEqual(submitted);
    expect(await tab.responses("attempt-1")).toEqual([aResponse()]);
  });

  it("reject the submission of an attempt that doesn't exist", async () => {
    const tab = await aTab();
    await expect(tab.submitAttempt("gone", [], 1)).rejects.toThrow(MissingAttemptError);
  });

  it("move their place, and ignore a place for an attempt that is gone", async () => {
    const tab = await aTab();
    await tab.startAttempt(anAttempt());
    await tab.savePosition("attempt-1", 1);
    await tab.savePosition("gone", 1);
    expect(await tab.attempts()).toEqual([anAttempt({ position: 1 })]);
  });

  it("are deleted with their answers and without those of others", async () => {
    const tab = await aTab();
    await fillTab(tab);
    await tab.deleteAttempt("attempt-1");
    expect(await tab.responses("attempt-1")).toEqual([]);
    expect(await tab.responses("attempt-2")).toHaveLength(1);
    expect((await tab.attempts()).map((attempt) => attempt.id)).toEqual(["attempt-2"]);
  });
});

describe("reading", () => {
  it("keeps one place per section", async () => {
    const tab = await aTab();
    await tab.saveReadingPosition({ sectionId: "s", block: "b1", heading: "One", at: 1 });
    await tab.saveReadingPosition({ sectionId: "s", block: "b2", heading: "Two", at: 2 });
    expect(await tab.positions()).toEqual([{ sectionId: "s", block: "b2", heading: "Two", at: 2 }]);
  });

  it("keeps the time when the end of a section was first reached", async () => {
    const tab = await aTab();
    const place = { sectionId: "s", block: "b", heading: "One" };
    await tab.saveReadingPosition({ ...place, at: 1 });
    await tab.saveReadingPosition({ ...place, at: 2, endAt: 2 });
    await tab.saveReadingPosition({ ...place, at: 3, endAt: 3 });
    await tab.saveReadingPosition({ ...place, at: 4 });
    expect(await tab.positions()).toEqual([{ ...place, at: 4, endAt: 2 }]);
  });

  it("marks a section done and takes it back", async () => {
    const tab = await aTab();
    await tab.markSection("s", 7);
    expect(await tab.sections()).toEqual([{ sectionId: "s", doneAt: 7 }]);
    await tab.markSection("s", null);
    expect(await tab.sections()).toEqual([]);
  });

  it("keep a second try beside the answer that was checked first, until the second is checked, too", async () => {
    const tab = await aTab();
    await tab.startAttempt(anAttempt());
    const first = aResponse({ checkedAt: 2500 });
    await tab.saveResponse(first, 0);
    const other = { type: "single", option: "c" } as const;
    await tab.saveResponse({ ...first, secondTry: { response: other }, answeredAt: 2600 }, 0);
    await tab.saveResponse({ ...first, secondTry: { response: other, checkedAt: 2700 }, answeredAt: 2700 }, 0);
    const late = { response: { type: "single", option: "d" } as const, checkedAt: 2800 };
    await tab.saveResponse({ ...first, secondTry: late, answeredAt: 2800 }, 0);
    expect(await tab.responses("attempt-1")).toEqual([
      { ...first, secondTry: { response: other, checkedAt: 2700 }, answeredAt: 2700 },
    ]);
  });

  it("keep the time when the answer was first shown", async () => {
    const tab = await aTab();
    await tab.startAttempt(anAttempt());
    const first = aResponse({ checkedAt: 2500 });
    await tab.saveResponse(first, 0);
    await tab.saveResponse({ ...first, revealedAt: 2600, answeredAt: 2600 }, 0);
    await tab.saveResponse({ ...first, revealedAt: 2900, answeredAt: 2900 }, 0);
    expect((await tab.responses("attempt-1"))[0]?.revealedAt).toBe(2600);
  });

  it("gain questions once, in one of two tabs, and none after the attempt was submitted", async () => {
    const device = aDevice();
    const [tab, other] = [await device.openTab(), await device.openTab()];
    await tab.startAttempt(anAttempt());
    const added = { itemId: "sku-3", version: 1, profile: "chapter" as const, order: [], returnFor: "sku-1" };
    expect(await tab.addItems("attempt-1", [added], 1, 2)).toBe(true);
    expect(await other.addItems("attempt-1", [{ ...added, itemId: "sku-4" }], 2, 2)).toBe(false);
    expect((await other.attempt("attempt-1"))?.items.map(({ itemId }) => itemId)).toEqual(["sku-1", "sku-3", "sku-2"]);
    expect((await other.attempt("attempt-1"))?.items[1]).toEqual(added);
    await tab.submitAttempt("attempt-1", [], 3000);
    expect(await tab.addItems("attempt-1", [{ ...added, itemId: "sku-5" }], 3, 3)).toBe(false);
  });

  it("deletes a report", async () => {
    const tab = await aTab();
    const report = { id: "r", itemId: "sku-1", version: 1, profile: "chapter" as const, text: "No.", at: 1 };
    await tab.saveReport(report);
    await tab.deleteReport("r");
    expect(await tab.reports()).toEqual([]);
  });

  it("keeps the first result of a check beside the latest", async () => {
    const tab = await aTab();
    const { first: _, ...check } = aCheck();
    await tab.saveCheck(check);
    await tab.saveCheck({ ...check, version: 2, earned: 2, at: 4000 });
    expect(await tab.checks()).toEqual([aCheck({ version: 2, earned: 2, at: 4000 })]);
  });

  it("keeps, changes and deletes marks", async () => {
    const tab = await aTab();
    await tab.saveMark(aMark());
    await tab.saveMark(aMark({ note: "new", changedAt: 200 }));
    expect(await tab.marks()).toEqual([aMark({ note: "new", changedAt: 200 })]);
    await tab.deleteMark("mark-1");
    expect(await tab.marks()).toEqual([]);
  });

  it("keeps the latest mark of a reveal card, and every report", async () => {
    const tab = await aTab();
    await tab.saveReveal({ itemId: "c", mark: "missed", at: 1 });
    await tab.saveReveal({ itemId: "c", mark: "got", at: 2 });
    expect(await tab.reveals()).toEqual([{ itemId: "c", mark: "got", at: 2 }]);
    const report = { id: "r", itemId: "c", version: 1, profile: "azure" as const, text: "typo", at: 3 };
    await tab.saveReport(report);
    expect(await tab.reports()).toEqual([report]);
  });
});

describe("what a backup could not hold is not stored either", () => {
  it("rejects a note that is too long", async () => {
    const tab = await aTab();
    await expect(tab.saveMark(aMark({ note: "x".repeat(20_001) }))).rejects.toThrow();
    expect(await tab.marks()).toEqual([]);
  });

  it.each([
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="//evil.example">x</a>',
    '<p style="position:fixed">x</p>',
    "<script>alert(1)</script>",
    "<!-- x -->",
    "<form action=x>",
  ])("rejects made items with active HTML: %s", async (html) => {
    const tab = await aTab();
    await expect(tab.startAttempt(anAttempt({ madeItems: [aMadeItem(html)] }))).rejects.toThrow();
    expect(await tab.attempts()).toEqual([]);
  });

  it.each([
    '<table class="t"><tr><th scope="row">a &lt; b</th></tr></table>',
    'x<br>y<br />z <a href="learn/x#y">l</a>',
  ])("takes formatting: %s", async (html) => {
    const tab = await aTab();
    await tab.startAttempt(anAttempt({ madeItems: [aMadeItem(html)] }));
    expect(await tab.attempts()).toHaveLength(1);
  });
});

it("keeps everything over a reload", async () => {
  const device = aDevice();
  const before = await device.openTab();
  await fillTab(before);
  expect(await contentOf(await device.openTab())).toBe(await contentOf(before));
});

it("erases everything, settings included", async () => {
  const tab = await aTab();
  await fillTab(tab);
  await tab.erase();
  expect(JSON.parse(await contentOf(tab))).toEqual(someData());
});
