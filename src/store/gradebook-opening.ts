import { markScale } from "../assignment/grade.ts";
import type { SubmissionRow } from "../progress/assignment-rows.ts";
import type { GradebookState } from "./gradebook-state.ts";
import type { GradebookWork } from "./gradebook-work.ts";

/** Submissions that are sent to be graded at once. */
const gradedAtOnce = 250;

/** Opening a gradebook, reading again what other tabs or a backup changed, and closing it. */
export function gradebookOpening(
  work: GradebookWork,
  replayAll: () => Promise<void>,
): Pick<GradebookState, "open" | "close"> {
  const {
    app,
    hash,
    assignment,
    session,
    replayer,
    loadBodies,
    isClosed,
    set,
    get,
    classes,
    fail,
    recompute,
    readSignals,
    takeGradebook,
  } = work;
  let stopListening = () => {};

  const gradeAll = async (rows: readonly SubmissionRow[]) => {
    const grades = new Map(get().grades);
    for (let at = 0; at < rows.length; at += gradedAtOnce) {
      const part = rows.slice(at, at + gradedAtOnce);
      // oxlint-disable-next-line no-await-in-loop -- The page draws between two parts.
      const graded = await session.grade(part.map(({ submission, addedAt }) => ({ submission, addedAt })));
      for (const grade of graded) grades.set(grade.submissionId, grade);
      set({ loading: { done: Math.min(rows.length, at + gradedAtOnce), total: rows.length } });
    }
    set({ grades });
  };
  const readAll = async () => {
    const storage = await classes();
    const [gradebook, rows, keys] = await Promise.all([
      storage.gradebook(hash),
      storage.submissions(hash),
      storage.keys(),
    ]);
    if (gradebook) takeGradebook(gradebook);
    set({ submissions: new Map(rows.map((entry) => [entry.id, entry])), grades: new Map(), keys });
    const bodies = get().bodies;
    const titles = (await storage.assignments()).flatMap(({ issued }) =>
      issued ? [[issued.hash, issued.assignment.title] as const] : [],
    );
    await session.begin({
      hash,
      assignment,
      bodies: [...bodies],
      keys: keys.map((entry) => entry.keys.seal),
      titles,
    });
    await gradeAll(rows);
    await readSignals();
    recompute();
    void replayAll();
  };
  /** Another tab, or a backup, may have changed what is stored. */
  const readChanges = async () => {
    if (isClosed() || get().loading || get().reading) return;
    const storage = await classes();
    const [gradebook, ids, keys] = await Promise.all([
      storage.gradebook(hash),
      storage.submissionIds(hash),
      storage.keys(),
    ]);
    const { submissions } = get();
    if (ids.length !== submissions.size || ids.some((id) => !submissions.has(id)) || keys.length !== get().keys.length)
      await readAll();
    else if (gradebook && gradebook.changedAt !== get().gradebook.changedAt) {
      takeGradebook(gradebook);
      recompute();
    }
    set({ loading: null });
  };

  const open = async () => {
    try {
      const bodies = await loadBodies(assignment);
      set({ bodies, scale: markScale(assignment, bodies, replayer !== undefined) });
      await readAll();
      set({ loading: null });
      let changes = app.getState().storedChanges;
      stopListening = app.subscribe((state) => {
        if (state.storedChanges === changes) return;
        changes = state.storedChanges;
        readChanges().catch(fail);
      });
    } catch (error) {
      fail(error);
    }
  };

  return {
    open,
    close: () => {
      stopListening();
      work.close();
    },
  };
}
