import { expect } from "vitest";
import type { Assignment } from "../../src/assignment/assignment.ts";
import { assignmentHash } from "../../src/assignment/identity.ts";
import { packAssignment } from "../../src/assignment/link.ts";
import { loadItems } from "../../src/content/course.ts";
import { openAssignment } from "../../src/store/assigned-open.ts";
import { startSitting } from "../../src/store/assigned-start.ts";
import { sealSittings } from "../../src/store/assigned-submit.ts";
import { itemsOf } from "../../src/store/attempt-items.ts";
import { createAttemptStore } from "../../src/store/attempt-store.ts";
import { createStore } from "../../src/store/store.ts";
import { aDevice } from "../progress/support.ts";
import { anAssignment, instructorKeys } from "../support/assignments.ts";

/** A learner. */
export const kim = { id: "Kim@example.org", name: "Kim" };
/** When its clock begins: an hour before the due date. */
export const begin = Date.UTC(2026, 11, 18, 16);

/** An assignment of questions that the bank has. */
export async function ofBank(fields: Partial<Assignment> = {}): Promise<Assignment> {
  const live = (await loadItems()).filter(({ status, chapter }) => status === "live" && chapter?.type === "single");
  const from = live.slice(0, 6).map(({ id, chapter }) => ({ id, version: chapter?.version ?? 1 }));
  return anAssignment({ parts: [{ kind: "items", title: "", from, draw: 4, same: false }], ...fields });
}

/** A device on which the assignment was opened, with a clock that the test sets. */
export async function aDesk(assignment: Assignment) {
  const device = aDevice();
  const clock = { at: begin, steady: 0 };
  const openTab = async () => {
    const progress = await device.openTab();
    let ids = 0;
    const store = createStore({
      progress: () => Promise.resolve(progress),
      now: () => clock.at,
      steady: () => clock.steady,
      newId: () => `new-${++ids}`,
      mirror: { read: () => null, write: () => undefined },
    });
    return { store, progress, classes: await progress.classes() };
  };
  const tab = await openTab();
  const opened = await openAssignment(tab.store, await packAssignment(assignment, instructorKeys.sign));
  const hash = assignmentHash(assignment);
  expect(opened).toEqual({ ok: true, value: hash });
  const rowIn = async ({ classes }: typeof tab) => {
    const row = await classes.assignedOf(hash);
    if (!row) throw new Error("the assignment isn't stored");
    return row;
  };
  const start = async (where = tab, learner = kim) => startSitting(where.store, await rowIn(where), learner, undefined);
  /** Begins an attempt, answers its first question, and submits it a minute later. */
  const sit = async () => {
    const started = await start();
    if (!started.ok) throw new Error(started.message);
    const attempt = await tab.progress.attempt(started.id);
    if (!attempt) throw new Error("no attempt");
    const items = await itemsOf(attempt);
    const answers = createAttemptStore(tab.store, attempt);
    await answers.getState().read();
    const first = items.get(attempt.items[0]?.itemId ?? "");
    if (first?.type !== "single") throw new Error("no single choice");
    clock.at += 60_000;
    await answers.getState().answer(first, { type: "single", option: first.options[0]?.id ?? "" });
    expect(await answers.getState().submit(attempt, items)).toBe(true);
    await sealSittings(tab.store, hash);
    return { attempt, first };
  };
  return { ...tab, tab, openTab, clock, hash, row: () => rowIn(tab), rowIn, start, sit };
}
