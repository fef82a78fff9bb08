import { describe, expect, it } from "vitest";
import { gradebookFileText } from "../../src/progress/gradebook-file.ts";
import type { GradingSession } from "../../src/store/gradebook-session.ts";
import { aGradebook, bo, fileOf, hash, kim } from "./a-gradebook.ts";

const theKim = { key: kim.id, learner: kim.id };

/** A session that holds back what it read until `letGo` is called. */
function heldReading() {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const started: number[] = [];
  const hold = (session: GradingSession): GradingSession => ({
    ...session,
    read: async (files, onProgress) => {
      started.push(files.length);
      const result = await session.read(files, onProgress);
      await held;
      return result;
    },
  });
  return { hold, letGo: () => letGo(), started };
}

describe("a gradebook in two tabs", () => {
  it("keeps what the other tab decided when this one, which hasn't seen it, notes for whom results were made", async () => {
    const { store, open, classes } = await aGradebook();
    await store.getState().receive([await fileOf({ learner: kim, number: 1, right: 2 })]);
    const other = await open();
    await other.getState().decide(theKim, { mark: 3, comment: "Well argued." }, "Mark set.");
    await store.getState().markReturned([theKim]);
    const stored = (await classes.gradebook(hash))?.decisions[kim.id];
    expect(stored).toMatchObject({ mark: 3, comment: "Well argued." });
    expect(stored?.returnedAt).toBeGreaterThan(0);
    expect(store.getState().rows[0]).toMatchObject({ mark: 3, state: "overridden" });
  });

  it("changes and undoes only the facts that were decided here", async () => {
    const { store, open } = await aGradebook();
    await store.getState().receive([await fileOf({ learner: kim, number: 1, right: 2 })]);
    const other = await open();
    await store.getState().decide(theKim, { mark: 1 }, "Mark set.");
    await other.getState().decide(theKim, { comment: "Well argued." }, "Comment saved.");
    await store.getState().decide(theKim, { excused: true }, "Excused.");
    await store.getState().undo();
    expect(store.getState().rows[0]).toMatchObject({ mark: 1, decision: { comment: "Well argued." } });
    await other.getState().decide(theKim, { mark: 3 }, "Mark set.");
    await store.getState().undo();
    expect(store.getState().rows[0]).toMatchObject({ mark: 3, decision: { comment: "Well argued." } });
  });

  it("undoes a merge and keeps what was decided since", async () => {
    const { store, open } = await aGradebook();
    const theirs = { hash, decisions: { [bo.id]: { learner: bo.id, mark: 2, changedAt: 9 } }, changedAt: 9 };
    expect(await store.getState().merge("their.json", gradebookFileText("Tiers", theirs, []))).toBe(true);
    await (await open()).getState().decide(theKim, { mark: 1 }, "Mark set.");
    await store.getState().undo();
    expect(store.getState().rows.map(({ key, mark }) => [key, mark])).toEqual([[kim.id, 1]]);
  });

  it("leaves a roster alone that was imported after the one whose import is undone", async () => {
    const { store, open } = await aGradebook();
    const roster = (name: string) =>
      new TextEncoder().encode(`First name,Last name,ID number,Email address\n${name},Lee,7,${name}@example.org\n`);
    await store.getState().importRoster("first.csv", roster("Kim"));
    await (await open()).getState().importRoster("second.csv", roster("Bo"));
    await store.getState().undo();
    expect(store.getState().gradebook.roster?.name).toBe("second.csv");
    expect(store.getState().rows.map(({ name }) => name)).toEqual(["Bo Lee"]);
  });

  it("shows what another tab stored while files were read here", async () => {
    const { hold, letGo, started } = heldReading();
    const { app, store, classes } = await aGradebook(hold);
    app.getState().followProgress();
    const received = store.getState().receive([await fileOf({ learner: kim, number: 1, right: 2 })]);
    await expect.poll(() => started).toEqual([1]);
    await classes.changeGradebook(hash, (row) => ({
      ...row,
      decisions: { [bo.id]: { learner: bo.id, mark: 3, changedAt: 7 } },
      changedAt: 7,
    }));
    await expect.poll(() => store.getState().rows.map(({ key }) => key)).toEqual([bo.id]);
    letGo();
    await received;
    expect(store.getState().rows.map(({ key }) => key)).toEqual([bo.id, kim.id]);
  });
});

describe("receiving submissions", () => {
  it("reads what is dropped while other files are read after them, and lists the verdicts on both", async () => {
    const { hold, letGo } = heldReading();
    const { store } = await aGradebook(hold);
    const first = store.getState().receive([await fileOf({ learner: kim, number: 1, right: 2 })]);
    const second = store.getState().receive(Promise.resolve([await fileOf({ learner: bo, number: 2, right: 1 })]));
    letGo();
    await Promise.all([first, second]);
    expect(store.getState()).toMatchObject({ reading: null, problem: "" });
    expect(store.getState().rows.map(({ name }) => name)).toEqual(["Bo", "Kim"]);
    expect(store.getState().verdicts.map(({ code }) => code)).toEqual(["added", "added"]);
  });

  it("adds nothing once it's canceled, neither what was read nor what waits", async () => {
    const { hold, letGo, started } = heldReading();
    const { store, classes } = await aGradebook(hold);
    const all = [1, 2].map(async (number) =>
      store.getState().receive([await fileOf({ learner: kim, number, right: 2 })]),
    );
    await expect.poll(() => started).toEqual([1]);
    store.getState().cancel();
    letGo();
    await Promise.all(all);
    expect(store.getState()).toMatchObject({ reading: null, notice: { text: "Canceled. Nothing was added." } });
    expect(await classes.submissions(hash)).toEqual([]);
  });

  it("says why dropped files can't be read, and reads the next ones", async () => {
    const { store } = await aGradebook();
    await store.getState().receive(Promise.reject(new Error("The folder is gone.")));
    expect(store.getState()).toMatchObject({ reading: null, problem: "The folder is gone." });
    await store.getState().receive([await fileOf({ learner: kim, number: 1, right: 2 })]);
    expect(store.getState().rows).toHaveLength(1);
  });

  it("removes a submission and brings it back with its mark", async () => {
    const { store, classes } = await aGradebook();
    await store.getState().receive([await fileOf({ learner: kim, number: 1, right: 2 })]);
    const [before] = store.getState().rows;
    const [id = ""] = store.getState().submissions.keys();
    await store.getState().removeSubmission(id);
    expect(store.getState()).toMatchObject({ rows: [], notice: { text: "Attempt 1 of Kim removed." } });
    expect(await classes.submissions(hash)).toEqual([]);
    await store.getState().undo();
    expect(store.getState().rows).toEqual([before]);
    expect(await classes.submissions(hash)).toHaveLength(1);
  });
});
