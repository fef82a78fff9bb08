import { describe, expect, it } from "vitest";
import { identitiesOf } from "../../src/assignment/gradebook.ts";
import { publicHalf } from "../../src/assignment/keys.ts";
import { gradebookFileText } from "../../src/progress/gradebook-file.ts";
import { createGradingSession } from "../../src/store/gradebook-session.ts";
import type { IssuedRow } from "../../src/store/gradebook-state.ts";
import { createGradebookStore } from "../../src/store/gradebook-store.ts";
import { aTab } from "../progress/support.ts";
import { instructorKeys } from "../support/assignments.ts";
import { aClass, sealed } from "../support/class.ts";
import { aGradebook, anApp, assignment, bo, fileOf, hash, issued, kim } from "./a-gradebook.ts";

describe("the store of a gradebook", () => {
  it("stores what files hold, shows it again later, and takes a batch back as a whole", async () => {
    const { store, open, classes } = await aGradebook();
    const files = [
      await fileOf({ learner: kim, number: 1, right: 2 }),
      await fileOf({ learner: bo, number: 2, right: 1 }),
    ];
    await store.getState().receive(files);
    expect(store.getState()).toMatchObject({ problem: "", reading: null, notice: { text: "2 submissions added." } });
    const later = await open();
    expect(later.getState().rows.map(({ name, mark }) => [name, mark])).toEqual([
      ["Bo", 1],
      ["Kim", 2],
    ]);
    await store.getState().undo();
    expect(store.getState().rows).toEqual([]);
    expect(await classes.submissions(hash)).toEqual([]);
  });

  it("undoes decisions in the reverse order, up to what was there before", async () => {
    const { store, open } = await aGradebook();
    await store.getState().receive([await fileOf({ learner: kim, number: 1, right: 2 })]);
    const row = () => store.getState().rows[0];
    const decide = store.getState().decide;
    await decide({ key: kim.id, learner: kim.id }, { mark: 3 }, "Mark set.");
    await decide({ key: kim.id, learner: kim.id }, { excused: true }, "Excused.");
    expect(row()).toMatchObject({ state: "excused" });
    await store.getState().undo();
    expect(row()).toMatchObject({ state: "overridden", mark: 3 });
    await store.getState().undo();
    expect(row()).toMatchObject({ state: "graded", mark: 2 });
    expect((await open()).getState().rows[0]).toMatchObject({ state: "graded", mark: 2 });
  });

  it("stores when the platform received a submission, leaves the submission as it is, and undoes that", async () => {
    const { store, open, classes } = await aGradebook();
    await store.getState().receive([await fileOf({ learner: kim, number: 1, right: 2 })]);
    const [before] = await classes.submissions(hash);
    const received = { [before?.id ?? ""]: Date.UTC(2027, 0, 1) };
    await store.getState().decide({ key: kim.id, learner: kim.id }, { received }, "Time set.");
    expect((await open()).getState().rows[0]?.lateSeconds).toBeGreaterThan(0);
    expect(await classes.submissions(hash)).toEqual([before]);
    await store.getState().undo();
    expect(store.getState().rows[0]?.lateSeconds).toBe(0);
  });

  it("compares submissions of two identities as one learner's once the roster says so", async () => {
    const { store } = await aGradebook();
    const device = { fields: { device: "DDDDDDDDDDDDDDDDDDDDDA" } };
    await store
      .getState()
      .receive([
        await fileOf({ learner: kim, number: 1, right: 2, ...device }),
        await fileOf({ learner: { id: "1001" }, number: 2, attempt: 2, right: 3, ...device }),
      ]);
    const codes = () => [...store.getState().signals.values()].flat().map(({ code }) => code);
    expect(codes()).toContain("sameDevice");
    const roster = `First name,Last name,ID number,Email address\nKim,Lee,1001,${kim.id}\n`;
    await store.getState().importRoster("course.csv", new TextEncoder().encode(roster));
    expect(codes()).not.toContain("sameDevice");
    expect(store.getState().rows.map((row) => identitiesOf(row))).toEqual([[kim.id, "1001"]]);
  });

  it.each(["constructor", "kim\u0007", "k".repeat(301)])(
    "explains why no decision is stored under the ID %j",
    async (key) => {
      const { store, classes } = await aGradebook();
      expect(await store.getState().decide({ key, learner: key }, { mark: 1 }, "Mark set.")).toBe(false);
      expect(store.getState().problem).toMatch(/^Nothing can be stored/);
      expect(await classes.gradebook(hash)).toBeUndefined();
    },
  );

  it("keeps the roster as it came, and says why a file can't be one", async () => {
    const { store, classes } = await aGradebook();
    const content = "\ufeffFirst name,Last name,ID number,Email address\r\nÜlkü,Öz,7,ulku@example.org\r\n";
    expect(await store.getState().importRoster("course.csv", new TextEncoder().encode(content))).toBe(true);
    expect((await classes.gradebook(hash))?.roster?.content).toBe(content);
    expect(store.getState().rows.map(({ name, state }) => [name, state])).toEqual([["Ülkü Öz", "missing"]]);
    expect(await store.getState().importRoster("x.csv", new TextEncoder().encode("a,b\n1,2\n"))).toBe(false);
    expect(store.getState().problem).toMatch(/^x\.csv: /);
    await store.getState().undo();
    expect(store.getState().rows).toEqual([]);
  });

  it("merges another instructor's gradebook: all submissions, and for each learner the later decision", async () => {
    const mine = await aGradebook();
    await mine.store.getState().receive([await fileOf({ learner: kim, number: 1, right: 2 })]);
    await mine.store.getState().decide({ key: kim.id, learner: kim.id }, { mark: 1 }, "Mark set.");
    const theirs = await aGradebook();
    await theirs.store
      .getState()
      .receive([
        await fileOf({ learner: kim, number: 1, right: 2 }),
        await fileOf({ learner: bo, number: 2, right: 1 }),
      ]);
    const { gradebook, submissions } = theirs.store.getState();
    const later = { ...gradebook, decisions: { [kim.id]: { learner: kim.id, mark: 3, changedAt: 9_000_000 } } };
    const content = gradebookFileText("Tiers", later, [...submissions.values()]);
    expect(await mine.store.getState().merge("their.json", content)).toBe(true);
    expect(mine.store.getState().rows.map(({ name, mark }) => [name, mark])).toEqual([
      ["Bo", 1],
      ["Kim", 3],
    ]);
    await mine.store.getState().undo();
    expect(mine.store.getState().rows.map(({ name, mark }) => [name, mark])).toEqual([["Kim", 1]]);
  });

  it("believes no submission in a merged file whose seal doesn't hold", async () => {
    const { store } = await aGradebook();
    const theirs = await aGradebook();
    await theirs.store.getState().receive([await fileOf({ learner: kim, number: 1, right: 2 })]);
    const [entry] = [...theirs.store.getState().submissions.values()];
    const broken = entry ? [{ ...entry, sealed: `${entry.sealed.slice(0, 400)}AAAA${entry.sealed.slice(404)}` }] : [];
    await store.getState().merge("their.json", gradebookFileText("Tiers", theirs.store.getState().gradebook, broken));
    expect(store.getState().verdicts.map(({ code }) => code)).toEqual(["damaged"]);
    expect(store.getState().rows).toEqual([]);
  });

  it.each([
    ["{", /isn’t a gradebook/],
    ['{"format":"other"}', /isn’t a gradebook/],
    ['{"format":"drydock-gradebook","v":2}', /newer than this app/],
    ['{"format":"drydock-gradebook","v":1}', /damaged/],
    [
      gradebookFileText("Other", { hash: "A".repeat(43), decisions: {}, changedAt: 1 }, []),
      /another assignment, “Other”/,
    ],
  ])("rejects a file to merge that isn't one: %s", async (content, says) => {
    const { store } = await aGradebook();
    expect(await store.getState().merge("x.json", content)).toBe(false);
    expect(store.getState().problem).toMatch(says);
  });
});

describe("a gradebook with walkthroughs", () => {
  const walkthrough = { kind: "walkthrough" as const, id: "create", title: "Create a registry", points: 3 };
  const made = aClass({ parts: [...assignment.parts, walkthrough] });
  const withWay = (number: number, way: string | undefined) =>
    made.sit({
      learner: { id: `learner${number}@example.org` },
      number,
      right: 3,
      fields: { transcripts: way === undefined ? [] : [{ walkthrough: "create", way }] },
    });

  it("shows the other marks at once, repeats equal commands once, and then counts what the replays showed", async () => {
    const progress = await aTab();
    const classes = await progress.classes();
    const row: IssuedRow = { ...issued, issued: { ...issued.issued, hash: made.hash, assignment: made.assignment } };
    await classes.saveAssignment(row);
    const submissions = [withWay(1, "two"), withWay(2, "two"), withWay(3, "forged"), withWay(4, undefined)];
    await classes.addSubmissions(
      submissions.map((submission) => ({
        hash: made.hash,
        id: submission.id,
        submission,
        sealed: "abc",
        source: "",
        addedAt: 1,
      })),
    );
    const app = anApp(progress);
    const asked: string[] = [];
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const store = createGradebookStore(app, row, {
      session: createGradingSession(),
      loadBodies: async () => new Map(made.bodies),
      replayer: {
        replay: async ({ way }) => {
          asked.push(way);
          await held;
          return way === "two" ? { kind: "graded", done: 2, of: 3 } : { kind: "rejected", reason: "It was forged." };
        },
        end: () => {},
      },
    });
    await store.getState().open();
    expect(store.getState()).toMatchObject({ loading: null, problem: "", scale: { maximum: 6, fixed: true } });
    expect(store.getState().rows.map(({ mark }) => mark)).toEqual([6, 6, 6, 3]);
    expect(store.getState().replaying).toEqual({ done: 0, total: 2 });
    letGo();
    await expect.poll(() => store.getState().replaying).toBeNull();
    expect(asked.toSorted()).toEqual(["forged", "two"]);
    expect(store.getState().rows.map(({ mark }) => mark)).toEqual([5, 5, 3, 3]);
    expect([...store.getState().replays.values()]).toContainEqual({ kind: "rejected", reason: "It was forged." });
  });

  it("counts a replay that ended while a submission with the same commands was read", async () => {
    const progress = await aTab();
    const classes = await progress.classes();
    const row: IssuedRow = { ...issued, issued: { ...issued.issued, hash: made.hash, assignment: made.assignment } };
    await classes.saveAssignment(row);
    await classes.saveKeys({ id: publicHalf(instructorKeys.sign), keys: instructorKeys, createdAt: 1 });
    const [stored, dropped] = [withWay(1, "two"), withWay(2, "two")];
    await classes.addSubmissions([
      { hash: made.hash, id: stored.id, submission: stored, sealed: "abc", source: "", addedAt: 1 },
    ]);
    let [endReading, endStoring] = [() => {}, () => {}];
    const read = new Promise<void>((resolve) => (endReading = resolve));
    const released = new Promise<void>((resolve) => (endStoring = resolve));
    const session = createGradingSession();
    const store = createGradebookStore(anApp(progress), row, {
      session: {
        ...session,
        read: async (...asked) => {
          const result = await session.read(...asked);
          endReading();
          await released;
          return result;
        },
      },
      loadBodies: async () => new Map(made.bodies),
      replayer: {
        replay: async () => {
          await read;
          return { kind: "graded", done: 2, of: 3 };
        },
        end: () => {},
      },
    });
    await store.getState().open();
    const bytes = await sealed(made.assignment, dropped);
    const received = store.getState().receive([{ name: "b", size: bytes.length, read: async () => bytes }]);
    await expect.poll(() => store.getState().replays.size).toBe(1);
    endStoring();
    await received;
    await expect.poll(() => store.getState().replaying).toBeNull();
    expect(store.getState().rows.map(({ mark }) => mark)).toEqual([5, 5]);
  });
});
