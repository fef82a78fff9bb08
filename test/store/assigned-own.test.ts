import { describe, expect, it } from "vitest";
import { maximumOf } from "../../src/assessment/score.ts";
import { analysisRows, mapRows } from "../../src/assignment/class-data.ts";
import { gradeSubmission, markScale } from "../../src/assignment/grade.ts";
import { buildGradebook } from "../../src/assignment/gradebook.ts";
import { bodyKey } from "../../src/assignment/item-bodies.ts";
import { packAssignment } from "../../src/assignment/link.ts";
import { fromCode } from "../../src/assignment/packing.ts";
import { openSubmission } from "../../src/assignment/submission.ts";
import { loadItems } from "../../src/content/course.ts";
import { openAssignment } from "../../src/store/assigned-open.ts";
import { missingItems, startSitting } from "../../src/store/assigned-start.ts";
import { sealSittings } from "../../src/store/assigned-submit.ts";
import { itemsOf } from "../../src/store/attempt-items.ts";
import { createAttemptStore } from "../../src/store/attempt-store.ts";
import { fillLogOnce } from "../../src/store/fill-log.ts";
import { loadBodies } from "../../src/store/gradebook-bodies.ts";
import { createStore } from "../../src/store/store.ts";
import { ownQuestion } from "../assignment/some-questions.ts";
import { aDevice } from "../progress/support.ts";
import { anAssignment, instructorKeys } from "../support/assignments.ts";

const own = { ...ownQuestion("single"), revision: 3 };
const ownKey = `own/${own.id}`;

/** An assignment of one question of the bank and one that the instructor wrote. */
async function mixed(profile: "chapter" | "azure") {
  const banked = (await loadItems()).find(
    ({ status, chapter, type }) => status === "live" && type === "single" && chapter,
  );
  const body = banked?.chapter;
  if (body?.type !== "single") throw new Error("no single choice");
  const from = [
    { id: body.id, version: body.version },
    { id: ownKey, version: own.revision },
  ];
  const assignment = anAssignment({ profile, own: [own], parts: [{ kind: "items", title: "", from, same: false }] });
  return { assignment, banked: body };
}

async function sit() {
  const { assignment, banked } = await mixed("chapter");
  const progress = await aDevice().openTab();
  let [clock, ids] = [Date.UTC(2026, 11, 18, 16), 0];
  const store = createStore({
    progress: () => Promise.resolve(progress),
    now: () => (clock += 1000),
    steady: () => clock,
    newId: () => `new-${++ids}`,
    mirror: { read: () => null, write: () => undefined },
  });
  const opened = await openAssignment(store, await packAssignment(assignment, instructorKeys.sign));
  if (!opened.ok) throw new Error(opened.error.message);
  const classes = await progress.classes();
  const row = async () => {
    const found = await classes.assignedOf(opened.value);
    if (!found) throw new Error("the assignment isn't stored");
    return found;
  };
  const started = await startSitting(store, await row(), { id: "kim@example.org" }, undefined);
  if (!started.ok) throw new Error(started.message);
  const attempt = await progress.attempt(started.id);
  if (!attempt) throw new Error("no attempt");
  const items = await itemsOf(attempt);
  const answers = createAttemptStore(store, attempt);
  await answers.getState().read();
  for (const item of items.values()) {
    if (item.type !== "single") throw new Error("no single choice");
    const option = item.options.find(({ correct }) => correct)?.id ?? "";
    await answers.getState().answer(item, { type: "single", option });
  }
  expect(await answers.getState().submit(attempt, items)).toBe(true);
  await sealSittings(store, opened.value);
  const sealed = (await row()).sittings[0]?.sealed ?? "";
  const read = await openSubmission(Uint8Array.from(fromCode(sealed) ?? []), instructorKeys.seal);
  if (!read.ok) throw new Error(read.error.message);
  return { assignment, banked, progress, attempt, items, submission: read.value };
}

describe("a question that the instructor wrote", () => {
  it("is asked from the assignment under its profile, among questions of the bank, without a note about the rules", async () => {
    for (const profile of ["chapter", "azure"] as const) {
      const { assignment } = await mixed(profile);
      expect((await missingItems(assignment)).filter(({ id }) => id === ownKey)).toEqual([]);
      const bodies = await loadBodies(assignment);
      expect(bodies.get(bodyKey({ id: ownKey, version: 3 }))).toMatchObject({ askedUnder: profile, disputed: false });
    }
    const { attempt, items, banked } = await sit();
    expect(attempt.items.map(({ itemId }) => itemId).toSorted()).toEqual([banked.id, ownKey].toSorted());
    expect(attempt.madeItems?.map(({ id, version }) => ({ id, version }))).toEqual([{ id: ownKey, version: 3 }]);
    expect(items.size).toBe(2);
  });

  it("is answered, graded with its body from the assignment, and analyzed like any other", async () => {
    const { assignment, submission } = await sit();
    const bodies = await loadBodies(assignment);
    const grade = gradeSubmission(assignment, submission, bodies);
    expect(grade).toMatchObject({ missing: [], share: 1, draw: "same", claim: "same" });
    expect(grade.items.find(({ itemId }) => itemId === ownKey)).toMatchObject({ version: 3, earned: 1, maximum: 1 });
    const points = [...bodies.values()].reduce((sum, body) => sum + maximumOf(body), 0);
    const scale = markScale(assignment, bodies);
    expect(scale).toEqual({ maximum: points, fixed: true });
    const rows = buildGradebook({ assignment, scale, submissions: [{ submission, grade }], decisions: {} });
    const key = own.type === "single" ? own.options.find(({ correct }) => correct)?.id : undefined;
    const [analyzed] = analysisRows(rows, bodies);
    expect(analyzed?.scores.get(ownKey)).toEqual({ earned: 1, maximum: 1 });
    expect(analyzed?.choices?.get(ownKey)).toEqual([key]);
    expect(mapRows(rows, bodies)[0]?.items.map(({ objective }) => objective)).toContain("OWN");
  });

  it("enters neither the learning log nor the cards to review; the bank's question beside it does", async () => {
    const { progress, banked, assignment } = await sit();
    await fillLogOnce(progress, assignment.dueAt ?? 0, () => Promise.resolve());
    expect((await progress.log()).map(({ itemId, objective }) => ({ itemId, objective }))).toEqual([
      { itemId: banked.id, objective: banked.objective },
    ]);
  });

  it("doesn’t match another revision than the assignment carries", async () => {
    const { assignment } = await mixed("chapter");
    const from = [{ id: ownKey, version: 4 }];
    const later = { ...assignment, parts: [{ kind: "items" as const, title: "", from, same: false }] };
    expect(await missingItems(later)).toEqual([{ id: ownKey, version: 4 }]);
  });
});
