import type { StoreApi } from "zustand/vanilla";
import { buildGradebook } from "../assignment/gradebook.ts";
import { readRoster } from "../assignment/grades/roster.ts";
import { rosterPeople } from "../assignment/roster-people.ts";
import type { Signal } from "../assignment/signals.ts";
import type { GradebookRow, LearnerDecision } from "../progress/assignment-rows.ts";
import type { ClassStorage } from "../progress/class-storage.ts";
import type { GradebookParts, GradebookState, IssuedRow, UndoStep } from "./gradebook-state.ts";
import type { State } from "./state.ts";

const undoDepth = 50;
const encoder = new TextEncoder();

/** What all changes of an open gradebook share: its storage, its undo steps, and computing it again. */
export type GradebookWork = ReturnType<typeof gradebookWork>;

/** Returns the work on a gradebook whose state `set` and `get` change and read. */
export function gradebookWork(
  app: StoreApi<State>,
  row: IssuedRow,
  { session, replayer, loadBodies }: GradebookParts,
  { set, get }: { set(part: Partial<GradebookState>): void; get(): GradebookState },
) {
  const { hash, assignment } = row.issued;
  const { now } = app.getState();
  const steps: UndoStep[] = [];
  let isClosed = false;

  const classes = async (): Promise<ClassStorage> => (await app.getState().openProgress()).classes();
  const say = (text: string, undo?: UndoStep) => {
    if (undo) {
      steps.push(undo);
      if (steps.length > undoDepth) steps.shift();
    }
    set({ notice: { text, undo }, problem: "" });
  };
  const fail = (error: unknown) =>
    set({ problem: error instanceof Error ? error.message : String(error), reading: null, loading: null });

  /** Computes the rows again from everything that is known. */
  const recompute = () => {
    const { submissions, grades, gradebook, roster, scale } = get();
    const graded = [...submissions.values()].flatMap(({ id, submission, receivedAt }) => {
      const grade = grades.get(id);
      return grade ? [{ submission, grade, ...(receivedAt !== undefined && { receivedAt }) }] : [];
    });
    const identities = [
      ...graded.map(({ submission }) => submission.learner.id),
      ...Object.values(gradebook.decisions).map(({ learner }) => learner),
    ];
    const people = roster && rosterPeople(roster.learners, identities);
    const rows = buildGradebook({
      assignment,
      scale,
      submissions: graded,
      decisions: gradebook.decisions,
      ...(people && { people: people.people, personOf: people.personOf }),
    });
    set({ rows, people });
  };
  const readSignals = async () => {
    const signals = new Map<string, Signal[]>();
    for (const signal of await session.signals()) {
      signals.set(signal.submissionId, [...(signals.get(signal.submissionId) ?? []), signal]);
    }
    set({ signals });
  };
  const takeGradebook = (gradebook: GradebookRow) => {
    const before = get().gradebook.roster;
    const isSameRoster = before?.content === gradebook.roster?.content && before?.name === gradebook.roster?.name;
    const read = isSameRoster || !gradebook.roster ? undefined : readRoster(encoder.encode(gradebook.roster.content));
    set({
      gradebook,
      roster: isSameRoster ? get().roster : read?.ok ? read.roster : undefined,
    });
  };
  const changeGradebook = async (change: (gradebook: GradebookRow) => GradebookRow) => {
    takeGradebook(await (await classes()).changeGradebook(hash, change));
    recompute();
  };
  /** Stores a decision as it is, or that there is none: a later one of another device must not bring the old one back. */
  const putDecision = (key: string, decision: LearnerDecision) =>
    changeGradebook((gradebook) => ({
      ...gradebook,
      decisions: { ...gradebook.decisions, [key]: { ...decision, changedAt: now() } },
      changedAt: now(),
    }));

  return {
    app,
    hash,
    assignment,
    now,
    session,
    replayer,
    loadBodies,
    isClosed: () => isClosed,
    /** Stops what continues beside the screen. */
    close: () => {
      isClosed = true;
      session.end();
      replayer?.end();
    },
    set,
    get,
    /** Steps that can be taken back, the last one at the end. */
    steps,
    classes,
    say,
    fail,
    recompute,
    readSignals,
    takeGradebook,
    changeGradebook,
    putDecision,
  };
}
