import { markScale } from "../assignment/grade.ts";
import type { IssuedRow, GradebookParts, GradebookState } from "./gradebook-state.ts";
import type { GradebookSteps } from "./gradebook-steps.ts";
import type { GradebookWork } from "./gradebook-work.ts";

interface OpeningParts extends Pick<GradebookParts, "session" | "loadBodies"> {
  assigned: IssuedRow["issued"];
  /** Whether walkthroughs can be graded. */
  gradesWalkthroughs: boolean;
  /** Calls back whenever anything stored changes, in this tab or another; returns what ends that. */
  onStoredChange(listener: () => void): () => void;
  replayAll(): Promise<void>;
  set(part: Pick<Partial<GradebookState>, "bodies" | "scale" | "keys" | "loading" | "isReady">): void;
  get(): GradebookState;
}

/** Opening a gradebook, and following what other tabs or a backup change. */
export function gradebookOpening(
  work: GradebookWork,
  { run, fail }: GradebookSteps,
  parts: OpeningParts,
): { open(): Promise<void>; stop(): void } {
  const { assigned, session, set, get } = parts;
  const { hash, assignment } = assigned;
  let stopListening = () => {};
  let isRefreshWaiting = false;

  const beginSession = async () => {
    const storage = await work.classes();
    const keys = await storage.keys();
    const titles = (await storage.assignments()).flatMap(({ issued }) =>
      issued ? [[issued.hash, issued.assignment.title] as const] : [],
    );
    set({ keys });
    await session.begin({
      hash,
      assignment,
      bodies: [...get().bodies],
      keys: keys.map((entry) => entry.keys.seal),
      titles,
    });
  };
  /** Takes over what is stored and isn't shown. */
  const readChanges = async () => {
    const storage = await work.classes();
    const [gradebook, stored, keys] = await Promise.all([
      storage.gradebook(hash),
      storage.submissionIds(hash),
      storage.keys(),
    ]);
    const known = get();
    if (keys.map(({ id }) => id).join() !== known.keys.map(({ id }) => id).join()) await beginSession();
    const isStored = new Set(stored);
    const gone = [...known.submissions.keys()].filter((id) => !isStored.has(id));
    if (gone.length > 0) await work.dropSubmissions(gone);
    if (stored.some((id) => !known.submissions.has(id))) {
      const rows = await storage.submissions(hash);
      await work.takeSubmissions(rows.filter(({ id }) => !known.submissions.has(id)));
    }
    if (gradebook && gradebook.changedAt !== known.gradebook.changedAt) await work.takeGradebook(gradebook);
    void parts.replayAll();
  };
  /** Reads changes after everything that runs. One that waits reads all that came before. */
  const refresh = () => {
    if (isRefreshWaiting) return;
    isRefreshWaiting = true;
    void run(async () => {
      isRefreshWaiting = false;
      await readChanges();
    });
  };

  return {
    open: async () => {
      await run(async () => {
        try {
          stopListening = parts.onStoredChange(refresh);
          const bodies = await parts.loadBodies(assignment);
          set({ bodies, scale: markScale(assignment, bodies, parts.gradesWalkthroughs) });
          await beginSession();
          const storage = await work.classes();
          const [gradebook, rows] = await Promise.all([storage.gradebook(hash), storage.submissions(hash)]);
          if (gradebook) await work.takeGradebook(gradebook);
          await work.takeSubmissions(rows, (done) => set({ loading: { done, total: rows.length } }));
          set({ isReady: true });
        } finally {
          set({ loading: null });
        }
      });
      parts.replayAll().catch(fail);
    },
    stop: () => stopListening(),
  };
}
