import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { assignmentSchema } from "../../src/assignment/assignment.ts";
import type { AssignmentDraft } from "../../src/assignment/assignment-draft.ts";
import { assignmentFile, draftFileText } from "../../src/assignment/assignment-file.ts";
import { drawItems } from "../../src/assignment/draw.ts";
import { unpackAssignment } from "../../src/assignment/link.ts";
import { publicHalf } from "../../src/assignment/keys.ts";
import { emptyForm } from "../../src/assignment/own-question-form.ts";
import { loadItems } from "../../src/content/course.ts";
import { issueAssignment } from "../../src/store/author-issue.ts";
import { confirmKeyBackup, importKeys, keyBackup, makeKeys } from "../../src/store/author-keys.ts";
import { createDraft, createExample, duplicateDraft, importAssignment } from "../../src/store/author-list.ts";
import { saveOwnQuestion } from "../../src/store/author-own.ts";
import { createAuthorStore } from "../../src/store/author-store.ts";
import { createStore } from "../../src/store/store.ts";
import { aDevice } from "../progress/support.ts";
import { instructorKeys } from "../support/assignments.ts";

const now = Date.UTC(2026, 11, 1, 9);
const keyRow = {
  id: publicHalf(instructorKeys.sign),
  keys: instructorKeys,
  createdAt: now,
  backedUpAt: now,
};

/** An instructor's page over an empty device. */
async function anAuthor() {
  const progress = await aDevice().openTab();
  let ids = 0;
  const app = createStore({
    progress: () => Promise.resolve(progress),
    now: () => now,
    steady: () => now,
    newId: () => `new-${++ids}`,
    mirror: { read: () => null, write: () => undefined },
  });
  const classes = await progress.classes();
  const change = async (id: string, fields: Partial<AssignmentDraft>) => {
    const row = await classes.assignment(id);
    if (row) await classes.saveAssignment({ ...row, draft: { ...row.draft, ...fields } });
  };
  return { app, classes, change };
}

describe("issuing an assignment", () => {
  it("signs the example with every question pinned, and never one that is only asked in the text", async () => {
    const { app, classes } = await anAuthor();
    const id = await createExample(app);
    const issued = await issueAssignment(app, id, keyRow);
    const payload = (issued.ok && issued.row.issued?.payload) || "";
    const opened = await unpackAssignment(payload);
    if (!opened.ok) throw new Error(opened.error.message);
    const assignment = opened.value;
    expect(drawItems(assignment, "kim", 1).length).toBe(10);
    const bank = new Map((await loadItems()).map((item) => [item.id, item]));
    const pinned = assignment.parts.flatMap((part) => (part.kind === "items" ? part.from : []));
    expect(pinned.length).toBeGreaterThan(10);
    for (const item of pinned) {
      const body = bank.get(item.id);
      expect(body).toMatchObject({ status: "live" });
      expect([body?.pool, body?.type === "reveal", body?.series, body?.case]).toEqual([
        undefined,
        false,
        undefined,
        undefined,
      ]);
      expect(body?.[assignment.profile]?.version).toBe(item.version);
    }
    // What was issued stays, whatever is stored later.
    const row = await classes.assignment(id);
    await issueAssignment(app, id, keyRow);
    expect((await classes.assignment(id))?.issued).toEqual(row?.issued);
  });

  it("needs keys whose backup is saved, and a draft without errors, and says so", async () => {
    const { app, change } = await anAuthor();
    const id = await createExample(app);
    const { backedUpAt: _, ...unsaved } = keyRow;
    expect(await issueAssignment(app, id, unsaved)).toMatchObject({
      ok: false,
      message: "Save a backup of your keys first. Without keys, nobody can open the submissions.",
    });
    await change(id, { title: "" });
    expect(await issueAssignment(app, id, keyRow)).toEqual({ ok: false, message: "Enter a title." });
    await change(id, { title: "Tiers", parts: [{ kind: "items", ids: ["no-such-question"] }] });
    expect(await issueAssignment(app, id, keyRow)).toMatchObject({ ok: false });
    expect(await issueAssignment(app, "gone", keyRow)).toMatchObject({ ok: false });
  });

  it("contains the own questions that are asked, in their revision of today, and no others", async () => {
    const { app, change } = await anAuthor();
    const form = { ...emptyForm("single"), stem: "Which?", lines: "A\n* B" };
    const first = await saveOwnQuestion(app, form, undefined);
    await saveOwnQuestion(app, { ...form, stem: "Another?" }, undefined);
    if (!first.ok) throw new Error("the question isn't valid");
    const id = await createDraft(app);
    await change(id, { title: "Own", parts: [{ kind: "items", ids: [`own/${first.id}`] }] });
    const issued = await issueAssignment(app, id, keyRow);
    const assignment = issued.ok ? issued.row.issued?.assignment : undefined;
    expect(v.safeParse(assignmentSchema, assignment).success).toBe(true);
    expect(assignment?.own?.map(({ stem }) => stem)).toEqual(["Which?"]);
  });

  it("pins the variants of a family, one of them for each learner", async () => {
    const { app, change } = await anAuthor();
    const { loadFamilies } = await import("../../src/content/course.ts");
    const [family] = (await loadFamilies()).filter(({ profile }) => profile === "both");
    const id = await createDraft(app);
    await change(id, { title: "F", parts: [{ kind: "family", family: family?.id ?? "", count: 1, same: false }] });
    const issued = await issueAssignment(app, id, keyRow);
    const assignment = issued.ok ? issued.row.issued?.assignment : undefined;
    if (!assignment) throw new Error("nothing was issued");
    const drawn = new Set(
      Array.from({ length: 12 }, (_, at) =>
        drawItems(assignment, `learner ${at}`, 1).map(({ id: item }) => item),
      ).flat(),
    );
    expect(drawn.size).toBeGreaterThan(1);
    for (const item of drawn) expect(item.startsWith(`family/${family?.id}/`)).toBe(true);
  });
});

describe("keys", () => {
  it("come back from their backup file on another device, ready to use", async () => {
    const { app } = await anAuthor();
    const made = await makeKeys(app);
    expect(made.backedUpAt).toBeUndefined();
    const file = await keyBackup(made, "four words for me");
    await confirmKeyBackup(app, made);
    const other = await anAuthor();
    const imported = await importKeys(other.app, file, "four words for me");
    expect(imported).toMatchObject({ ok: true, isNew: true, row: { id: made.id, keys: made.keys, backedUpAt: now } });
    expect(await importKeys(other.app, file, "four other words")).toMatchObject({ ok: false });
    expect((await other.classes.keys()).length).toBe(1);
  });
});

describe("files and copies", () => {
  it("bring a draft and an issued assignment to another device, the latter once", async () => {
    const { app, classes } = await anAuthor();
    const id = await createExample(app);
    const issued = await issueAssignment(app, id, keyRow);
    const payload = (issued.ok && issued.row.issued?.payload) || "";
    const other = await anAuthor();
    const first = await importAssignment(other.app, assignmentFile("Example", payload));
    expect(first).toMatchObject({ ok: true, isNew: true });
    expect(await importAssignment(other.app, assignmentFile("Example", payload))).toEqual({ ...first, isNew: false });
    const [row] = await other.classes.assignments();
    expect(row?.issued?.hash).toBe((await classes.assignment(id))?.issued?.hash);
    if (!row) throw new Error("nothing was stored");
    const copy = await other.classes.assignment(await duplicateDraft(other.app, row));
    expect(copy).toMatchObject({ draft: { title: "Copy of Example: 10 questions", due: "" } });
    expect(copy?.issued).toBeUndefined();
    expect(await importAssignment(other.app, draftFileText(row.draft))).toMatchObject({ ok: true, isNew: true });
    expect(await importAssignment(other.app, assignmentFile("x", `${payload.slice(0, -8)}AAAAAAAA`))).toMatchObject({
      ok: false,
    });
  });
});

describe("the editor's store", () => {
  it("stores every change, takes back a removal, and leaves what was issued alone", async () => {
    const { app, classes } = await anAuthor();
    const id = await createExample(app);
    const author = createAuthorStore(app, id);
    await author.getState().open();
    const before = author.getState().row?.draft.parts;
    for (const title of ["T", "Ti", "Tie"]) author.getState().change({ title });
    author.getState().remove("a part", []);
    await expect.poll(async () => (await classes.assignment(id))?.draft).toMatchObject({ title: "Tie", parts: [] });
    author.getState().undo();
    await expect.poll(async () => (await classes.assignment(id))?.draft.parts).toEqual(before);
    expect(author.getState().removed).toBeUndefined();
    await issueAssignment(app, id, keyRow);
    await author.getState().open();
    author.getState().change({ title: "Another" });
    await author.getState().open();
    expect((await classes.assignment(id))?.draft.title).toBe("Tie");
    const missing = createAuthorStore(app, "gone");
    await missing.getState().open();
    expect(missing.getState().phase).toBe("missing");
  });
});
