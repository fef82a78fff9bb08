import { describe, expect, it } from "vitest";
import { assignmentHash } from "../../src/assignment/identity.ts";
import { backupText } from "../../src/progress/backup.ts";
import type { ClassStorage } from "../../src/progress/class-storage.ts";
import { aDraft, anAssignment, aSubmission, instructorKeys, learnerPrivateKey } from "../support/assignments.ts";
import { aTab, contentOf } from "./support.ts";

const assignment = anAssignment();
const hash = assignmentHash(assignment);
const issued = { hash, payload: "abc", assignment, at: 5 };
const aRow = { id: "a", draft: aDraft(), issued, createdAt: 1, changedAt: 5 };
const aSubmissionRow = (id: string) => ({
  hash,
  id,
  submission: aSubmission({ assignment: hash, id }),
  sealed: "x",
  source: "kim.acrsub",
  addedAt: 9,
});
const [first, second] = ["BBBBBBBBBBBBBBBBBBBBBA", "BBBBBBBBBBBBBBBBBBBBBQ"] as const;

async function fillClasses(classes: ClassStorage): Promise<void> {
  await classes.saveAssignment(aRow);
  await classes.changeGradebook(hash, (row) => ({
    ...row,
    decisions: { kim: { learner: "kim", mark: 4, comment: "Well argued.", changedAt: 7 } },
    changedAt: 7,
  }));
  await classes.addSubmissions([aSubmissionRow(first)]);
  await classes.changeAssigned(hash, () => ({
    hash,
    payload: "abc",
    assignment,
    openedAt: 3,
    learner: { id: "kim" },
    sittings: [
      {
        number: 1,
        attemptId: "attempt-1",
        submissionId: first,
        returnKey: learnerPrivateKey,
        hidden: [],
        offline: [],
        elapsed: 4,
      },
    ],
    changedAt: 4,
  }));
}

describe("what instructors and learners store", () => {
  it("keeps what was issued, although the draft goes on", async () => {
    const classes = await (await aTab()).classes();
    await classes.saveAssignment(aRow);
    const changed = anAssignment({ title: "Another" });
    await classes.saveAssignment({
      ...aRow,
      draft: aDraft({ title: "New" }),
      issued: { ...issued, assignment: changed },
    });
    const stored = await classes.assignment("a");
    expect(stored?.draft.title).toBe("New");
    expect(stored?.issued).toEqual(issued);
  });

  it("adds a submission once, and says which were new", async () => {
    const classes = await (await aTab()).classes();
    expect(await classes.addSubmissions([aSubmissionRow(first)])).toEqual([first]);
    const again = { ...aSubmissionRow(first), source: "again.acrsub", addedAt: 99 };
    expect(await classes.addSubmissions([again, aSubmissionRow(second)])).toEqual([second]);
    expect((await classes.submissions(hash)).map(({ source }) => source)).toEqual(["kim.acrsub", "kim.acrsub"]);
  });

  it("gives back an assignment that was deleted with everything that belonged to it", async () => {
    const tab = await aTab();
    const classes = await tab.classes();
    await fillClasses(classes);
    const before = await contentOf(tab);
    const deleted = await classes.deleteAssignment("a");
    expect(await classes.submissions(hash)).toEqual([]);
    expect(await classes.gradebook(hash)).toBeUndefined();
    if (deleted) await classes.restoreAssignment(deleted);
    expect(await contentOf(tab)).toBe(before);
  });

  it("is in a backup, except the private keys", async () => {
    const tab = await aTab();
    const classes = await tab.classes();
    await fillClasses(classes);
    await classes.saveKeys({ id: "k", keys: instructorKeys, createdAt: 1 });
    const text = backupText(await tab.exportBackup(new Date(0)));
    expect(text).not.toContain(instructorKeys.seal.d);
    const other = await aTab();
    const read = await other.previewBackup(text);
    if (!read.ok) throw new Error(read.error.code);
    await other.importBackup(read.value.backup);
    expect(await contentOf(other)).toBe(await contentOf(tab));
    expect(await (await other.classes()).keys()).toEqual([]);
  });

  it("rejects a row that a later reading couldn't understand, and leaves what was there", async () => {
    const classes = await (await aTab()).classes();
    await classes.saveAssignment(aRow);
    await expect(classes.saveAssignment({ ...aRow, changedAt: -1 })).rejects.toThrow();
    expect(await classes.assignment("a")).toEqual(aRow);
  });
});
