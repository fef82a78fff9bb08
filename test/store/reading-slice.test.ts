import { describe, expect, it } from "vitest";
import { aPage } from "./a-page.ts";

const passage = { sectionId: "skus", block: "b-1", exact: "Premium", prefix: "only ", suffix: " has" };

describe("what a reader does in a section", () => {
  it("is stored with the time at which it is done", async () => {
    const { store, progress } = await aPage();
    const { setSectionDone, gradeReveal, saveReadingPlace } = store.getState();
    expect(await setSectionDone("skus", true)).toBe(true);
    expect(await progress.sections()).toEqual([{ sectionId: "skus", doneAt: 101 }]);
    await setSectionDone("skus", false);
    expect(await progress.sections()).toEqual([]);
    await gradeReveal("card", "partly");
    expect(await progress.reveals()).toEqual([{ itemId: "card", mark: "partly", at: 102 }]);
    await saveReadingPlace({ sectionId: "skus", block: "b-1", heading: "Tiers" });
    expect(await progress.positions()).toEqual([{ sectionId: "skus", block: "b-1", heading: "Tiers", at: 103 }]);
  });

  it("stores a mark only when it is saved, and changes only the time of its last change", async () => {
    const { store, progress } = await aPage();
    const { newMark, saveMark, deleteMark } = store.getState();
    const mark = newMark(passage);
    expect(mark).toEqual({ ...passage, id: "new-1", note: "", createdAt: 101, changedAt: 101 });
    expect(await progress.marks()).toEqual([]);
    await saveMark({ ...mark, note: "for the exam" });
    expect(await progress.marks()).toEqual([{ ...mark, note: "for the exam", changedAt: 102 }]);
    await deleteMark(mark.id);
    expect(await progress.marks()).toEqual([]);
  });
});
