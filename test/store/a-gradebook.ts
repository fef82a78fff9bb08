import { publicHalf } from "../../src/assignment/keys.ts";
import type { SourceFile } from "../../src/assignment/read-submissions.ts";
import type { Progress } from "../../src/progress/progress.ts";
import { createGradingSession, type GradingSession } from "../../src/store/gradebook-session.ts";
import type { IssuedRow } from "../../src/store/gradebook-state.ts";
import { createGradebookStore } from "../../src/store/gradebook-store.ts";
import { createStore } from "../../src/store/store.ts";
import { aTab } from "../progress/support.ts";
import { aDraft, instructorKeys } from "../support/assignments.ts";
import { aClass, sealed, type Sitting } from "../support/class.ts";

export const { assignment, bodies, hash, sit } = aClass();
export const issued: IssuedRow = {
  id: "a",
  draft: aDraft(),
  issued: { hash, payload: "abc", assignment, at: 5 },
  createdAt: 1,
  changedAt: 5,
};
export const [kim, bo] = [
  { id: "kim@example.org", name: "Kim" },
  { id: "bo@example.org", name: "Bo" },
] as const;

/** The app's store over what a device stores; its clock moves with each look. */
export function anApp(progress: Progress) {
  let clock = 1000;
  return createStore({
    progress: async () => progress,
    now: () => clock++,
    newId: () => "id",
    steady: () => clock,
    mirror: { read: () => null, write: () => {} },
  });
}

/** A gradebook of the made class, open in one tab. `open` opens it in another one on the same device. */
export async function aGradebook(sessionOf: (session: GradingSession) => GradingSession = (session) => session) {
  const progress: Progress = await aTab();
  const classes = await progress.classes();
  await classes.saveAssignment(issued);
  await classes.saveKeys({ id: publicHalf(instructorKeys.sign), keys: instructorKeys, createdAt: 1 });
  const app = anApp(progress);
  const open = async () => {
    const store = createGradebookStore(app, issued, {
      session: sessionOf(createGradingSession()),
      loadBodies: async () => new Map(bodies),
    });
    await store.getState().open();
    return store;
  };
  return { app, classes, open, store: await open() };
}

/** The sealed file of a learner of the made class. */
export async function fileOf(sitting: Sitting): Promise<SourceFile> {
  const bytes = await sealed(assignment, sit(sitting));
  return { name: `${sitting.number}.acrsub`, size: bytes.length, read: async () => bytes };
}
