import type { StoreApi } from "zustand/vanilla";
import { undoDecisions } from "../assignment/decision.ts";
import type { SubmissionGrade } from "../assignment/grade.ts";
import { buildGradebook } from "../assignment/gradebook.ts";
import { readRoster } from "../assignment/grades/roster.ts";
import { learnerKey } from "../assignment/identity.ts";
import { rosterPeople } from "../assignment/roster-people.ts";
import type { Signal } from "../assignment/signals.ts";
import { replayKey, type Replay } from "../assignment/walkthrough-points.ts";
import type { GradebookRow, SubmissionRow } from "../progress/assignment-rows.ts";
import type { ClassStorage } from "../progress/class-storage.ts";
import type { GradebookState, IssuedRow } from "./gradebook-state.ts";
import type { GradingSession } from "./gradebook-session.ts";
import type { State } from "./state.ts";

/** Submissions that are sent to be graded at once. */
const gradedAtOnce = 250;
const encoder = new TextEncoder();

/** A gradebook before and after a change. */
export interface GradebookStep {
  before: GradebookRow;
  after: GradebookRow;
}

type Change = (gradebook: GradebookRow) => GradebookRow;

/** The only writer of what a gradebook is computed from. Each of these belongs in a task of the store's queue. */
export interface GradebookWork {
  classes(): Promise<ClassStorage>;
  /** Shows a gradebook as it is stored. */
  takeGradebook(gradebook: GradebookRow): Promise<void>;
  /** Changes the stored gradebook in one transaction, whatever other tabs stored meanwhile, and shows it. */
  changeGradebook(change: Change): Promise<GradebookStep>;
  /** Returns a change that also stamps the gradebook, so that other tabs see that it's another. */
  stamped(change: Change): Change;
  /** Takes back what one step changed; what was decided since stays. */
  undoGradebook(step: GradebookStep): Promise<void>;
  /** Grades submissions that are stored, and shows them. */
  takeSubmissions(rows: readonly SubmissionRow[], onProgress?: (done: number) => void): Promise<void>;
  /** Stops showing submissions that were deleted. */
  dropSubmissions(ids: readonly string[]): Promise<void>;
  /** Counts what replays of walkthroughs showed in the marks of the submissions that have them. */
  takeReplays(learned: ReadonlyMap<string, Replay>): Promise<void>;
}

/** Creates the writer of a gradebook's state. */
export function gradebookWork(
  app: StoreApi<State>,
  row: IssuedRow,
  session: GradingSession,
  { set, get }: { set(part: Partial<GradebookState>): void; get(): GradebookState },
): GradebookWork {
  const { hash, assignment } = row.issued;
  const { now } = app.getState();
  const classes = async (): Promise<ClassStorage> => (await app.getState().openProgress()).classes();

  /** Computes the rows again from everything that is known. */
  const recompute = () => {
    const { submissions, grades, gradebook, roster, scale } = get();
    const graded = [...submissions.values()].flatMap(({ id, submission, receivedAt }) => {
      const grade = grades.get(id);
      return grade ? [{ submission, grade, ...(receivedAt !== undefined && { receivedAt }) }] : [];
    });
    const identities = [
      ...graded.map(({ submission }) => submission.learner.id),
      // What isn't an identity's key is a roster's own key for a learner.
      ...Object.entries(gradebook.decisions).flatMap(([key, { learner }]) =>
        key === learnerKey(learner) ? [learner] : [],
      ),
    ];
    const people = roster && rosterPeople(roster.learners, identities);
    const rows = buildGradebook({
      assignment,
      scale,
      submissions: graded,
      decisions: gradebook.decisions,
      ...(people && { roster: people }),
    });
    set({ rows, people });
  };
  /** Compares the submissions; whose they are is what the rows say. */
  const readSignals = async () => {
    const learners = get().rows.flatMap(({ key, attempts }) =>
      attempts.map(({ submission }): [string, string] => [submission.id, key]),
    );
    const signals = new Map<string, Signal[]>();
    for (const signal of await session.signals(learners)) {
      signals.set(signal.submissionId, [...(signals.get(signal.submissionId) ?? []), signal]);
    }
    set({ signals });
  };
  const grade = async (rows: readonly SubmissionRow[], onProgress: (done: number) => void = () => {}) => {
    const graded: SubmissionGrade[] = [];
    for (let at = 0; at < rows.length; at += gradedAtOnce) {
      const part = rows.slice(at, at + gradedAtOnce);
      // oxlint-disable-next-line no-await-in-loop -- The page draws between two parts.
      graded.push(...(await session.grade(part.map(({ submission, addedAt }) => ({ submission, addedAt })))));
      onProgress(Math.min(rows.length, at + gradedAtOnce));
    }
    return graded.map((entry) => [entry.submissionId, entry] as const);
  };

  const takeGradebook = async (gradebook: GradebookRow) => {
    const before = get().gradebook.roster;
    const isSame = isSameRoster(before, gradebook.roster);
    const read = isSame || !gradebook.roster ? undefined : readRoster(encoder.encode(gradebook.roster.content));
    set({ gradebook, roster: isSame ? get().roster : read?.ok ? read.roster : undefined });
    recompute();
    if (!isSame) await readSignals();
  };
  const stamped =
    (change: Change): Change =>
    (gradebook) => ({ ...change(gradebook), changedAt: Math.max(now(), gradebook.changedAt + 1) });
  const changeGradebook = async (change: Change): Promise<GradebookStep> => {
    let before = get().gradebook;
    const after = await (
      await classes()
    ).changeGradebook(hash, (stored) => {
      before = stored;
      return stamped(change)(stored);
    });
    await takeGradebook(after);
    return { before, after };
  };

  return {
    classes,
    takeGradebook,
    stamped,
    changeGradebook,
    undoGradebook: async ({ before, after }) => {
      await changeGradebook(({ roster, ...present }) => {
        const earlier = isSameRoster(roster, after.roster) ? before.roster : roster;
        return {
          ...present,
          ...(earlier && { roster: earlier }),
          decisions: undoDecisions(present.decisions, { before: before.decisions, after: after.decisions }, now()),
        };
      });
    },
    takeSubmissions: async (rows, onProgress) => {
      const graded = await grade(rows, onProgress);
      set({
        submissions: new Map([...get().submissions, ...rows.map((entry) => [entry.id, entry] as const)]),
        grades: new Map([...get().grades, ...graded]),
      });
      recompute();
      await readSignals();
    },
    dropSubmissions: async (ids) => {
      await session.forget(ids);
      const gone = new Set(ids);
      set({
        submissions: new Map([...get().submissions].filter(([id]) => !gone.has(id))),
        grades: new Map([...get().grades].filter(([id]) => !gone.has(id))),
      });
      recompute();
      await readSignals();
    },
    takeReplays: async (learned) => {
      await session.learnReplays([...learned]);
      const graded = await grade(withReplays([...get().submissions.values()], learned));
      set({ grades: new Map([...get().grades, ...graded]), replays: new Map([...get().replays, ...learned]) });
      recompute();
    },
  };
}

const isSameRoster = (a: GradebookRow["roster"], b: GradebookRow["roster"]): boolean =>
  a?.content === b?.content && a?.name === b?.name && a?.importedAt === b?.importedAt;

/** Returns the submissions that hold one of the transcripts that were replayed. */
const withReplays = (rows: readonly SubmissionRow[], learned: ReadonlyMap<string, Replay>): SubmissionRow[] =>
  rows.filter(({ submission }) => submission.transcripts.some((transcript) => learned.has(replayKey(transcript))));
