import { createStore, type StoreApi } from "zustand/vanilla";
import type { ScoredItem } from "../assessment/item.ts";
import { markScale, type MarkScale, type SubmissionGrade } from "../assignment/grade.ts";
import { buildGradebook, type LearnerRow } from "../assignment/gradebook.ts";
import { readRoster, type Roster } from "../assignment/grades/roster.ts";
import { learnerKey } from "../assignment/identity.ts";
import type { ReadingProgress, SourceFile, Verdict } from "../assignment/read-submissions.ts";
import { rosterPeople, type RosterPeople } from "../assignment/roster-people.ts";
import type { Signal } from "../assignment/signals.ts";
import {
  replayKey,
  transcriptOf,
  walkthroughParts,
  type Replay,
  type Transcript,
} from "../assignment/walkthrough-points.ts";
import type {
  AssignmentRow,
  GradebookRow,
  KeyRow,
  LearnerDecision,
  SubmissionRow,
} from "../progress/assignment-rows.ts";
import type { ClassStorage } from "../progress/class-storage.ts";
import { readGradebookFile } from "../progress/gradebook-file.ts";
import { mergeGradebooks } from "../progress/merge-assignments.ts";
import { fromCode } from "../assignment/packing.ts";
import type { Replayer } from "./gradebook-replays.ts";
import type { GradingSession, ReadSubmission } from "./gradebook-session.ts";
import type { State } from "./state.ts";

/** An assignment that was issued. */
export type IssuedRow = AssignmentRow & { issued: NonNullable<AssignmentRow["issued"]> };

/** What an instructor changes about a learner; undefined takes something back. */
export type DecisionChange = Partial<Omit<LearnerDecision, "learner" | "changedAt">>;

/** A step that can be taken back. */
export interface UndoStep {
  /** What was done, as a sentence. */
  text: string;
  undo(): Promise<void>;
}

/** The gradebook that is open. */
export interface GradebookState {
  row: IssuedRow;
  /** How much of it has been read and graded; null once it's ready. */
  loading: { done: number; total: number } | null;
  gradebook: GradebookRow;
  submissions: ReadonlyMap<string, SubmissionRow>;
  grades: ReadonlyMap<string, SubmissionGrade>;
  /** By submission. */
  signals: ReadonlyMap<string, Signal[]>;
  bodies: ReadonlyMap<string, ScoredItem>;
  scale: MarkScale;
  roster: Roster | undefined;
  people: RosterPeople | undefined;
  rows: LearnerRow[];
  /** What repeating the commands of walkthroughs showed, by `replayKey`. */
  replays: ReadonlyMap<string, Replay>;
  /** How many walkthroughs have been repeated; null when all have. */
  replaying: { done: number; total: number } | null;
  /** Keys of the instructor on this device. */
  keys: readonly KeyRow[];
  /** How far reading files has come; null when none are read. */
  reading: ReadingProgress | null;
  /** What became of the files that were dropped last. */
  verdicts: readonly Verdict[];
  /** What was done last, and the way to undo it. */
  notice: { text: string; undo: UndoStep | undefined } | null;
  problem: string;
  /** Reads and grades everything. */
  open(): Promise<void>;
  /** Reads files and stores the submissions in them, all in one transaction. */
  receive(files: readonly (File | SourceFile)[]): Promise<void>;
  cancel(): void;
  /** Changes what is decided about a learner. `text` says it, for undoing. */
  decide(learner: Pick<LearnerRow, "key" | "learner">, change: DecisionChange, text: string): Promise<void>;
  /** Takes a roster in; false when the file can't be read, which `problem` explains. */
  importRoster(name: string, bytes: Uint8Array): Promise<boolean>;
  removeRoster(): Promise<void>;
  /** Joins another instructor's gradebook, from its file. */
  merge(name: string, content: string): Promise<boolean>;
  /** Notes for whom results were made. */
  markReturned(learners: readonly Pick<LearnerRow, "key" | "learner">[]): Promise<void>;
  undo(): Promise<void>;
  dismiss(): void;
  /** Ends the work and stops listening. */
  close(): void;
}

/** What the store of a gradebook needs besides the app's. */
export interface GradebookParts {
  session: GradingSession;
  /** Repeats walkthroughs; without it they aren't graded. */
  replayer?: Replayer;
  loadBodies(assignment: IssuedRow["issued"]["assignment"]): Promise<Map<string, ScoredItem>>;
}

/** Submissions that are sent to be graded at once. */
const gradedAtOnce = 250;
/** Walkthroughs after which the marks are computed again. */
const replayedAtOnce = 10;
const undoDepth = 50;
const encoder = new TextEncoder();

const counted = (count: number, noun: string): string =>
  `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

/** Creates the store of the gradebook of an issued assignment. */
export function createGradebookStore(
  app: StoreApi<State>,
  row: IssuedRow,
  { session, replayer, loadBodies }: GradebookParts,
): StoreApi<GradebookState> {
  const { hash, assignment } = row.issued;
  const { now } = app.getState();
  const steps: UndoStep[] = [];
  const walkthroughs = walkthroughParts(assignment);
  let isClosed = false;
  let isReplaying = false;
  let stopListening = () => {};

  return createStore<GradebookState>()((set, get) => {
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
    /** The transcripts that have to be repeated, each once, with the submissions that hold them. */
    const unreplayed = (): Map<string, Transcript> => {
      const { submissions, replays } = get();
      const found = new Map<string, Transcript>();
      for (const { submission } of submissions.values()) {
        for (const { id } of walkthroughs) {
          const transcript = transcriptOf(submission, id);
          if (!transcript) continue;
          const key = replayKey(transcript);
          if (!replays.has(key)) found.set(key, transcript);
        }
      }
      return found;
    };
    /** Takes results of replays over into the grades of the submissions that they belong to. */
    const takeReplays = async (learned: ReadonlyMap<string, Replay>) => {
      await session.learnReplays([...learned]);
      const isConcerned = ({ submission }: SubmissionRow) =>
        submission.transcripts.some((transcript) => learned.has(replayKey(transcript)));
      const concerned = [...get().submissions.values()].filter(isConcerned);
      const graded = await session.grade(concerned.map(({ submission, addedAt }) => ({ submission, addedAt })));
      const grades = new Map(get().grades);
      for (const grade of graded) grades.set(grade.submissionId, grade);
      set({ grades, replays: new Map([...get().replays, ...learned]) });
      recompute();
    };
    /** Repeats the walkthroughs of all submissions, beside everything else: other marks don't wait for them. */
    const replayAll = async () => {
      if (!replayer || isReplaying || isClosed) return;
      isReplaying = true;
      try {
        let done = 0;
        for (let left = unreplayed(); left.size > 0 && !isClosed; left = unreplayed()) {
          const learned = new Map<string, Replay>();
          for (const [key, transcript] of [...left].slice(0, replayedAtOnce)) {
            set({ replaying: { done, total: done + left.size - learned.size } });
            // oxlint-disable-next-line no-await-in-loop -- There is one simulator.
            learned.set(key, await replayer.replay(transcript));
            done += 1;
            if (isClosed) return;
          }
          // oxlint-disable-next-line no-await-in-loop -- The next lot looks for what came in meanwhile.
          await takeReplays(learned);
        }
      } catch (error) {
        fail(error);
      } finally {
        isReplaying = false;
        set({ replaying: null });
      }
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
      if (isClosed || get().loading || get().reading) return;
      const storage = await classes();
      const [gradebook, ids, keys] = await Promise.all([
        storage.gradebook(hash),
        storage.submissionIds(hash),
        storage.keys(),
      ]);
      const { submissions } = get();
      if (
        ids.length !== submissions.size ||
        ids.some((id) => !submissions.has(id)) ||
        keys.length !== get().keys.length
      )
        await readAll();
      else if (gradebook && gradebook.changedAt !== get().gradebook.changedAt) {
        takeGradebook(gradebook);
        recompute();
      }
      set({ loading: null });
    };

    /** Takes submissions in that were stored. */
    const takeIn = async (
      read: readonly ReadSubmission[],
      rows: readonly SubmissionRow[],
      added: readonly string[],
    ) => {
      const isAdded = new Set(added);
      const submissions = new Map(get().submissions);
      for (const entry of rows) if (isAdded.has(entry.id)) submissions.set(entry.id, entry);
      const grades = new Map(get().grades);
      for (const { grade } of read) if (isAdded.has(grade.submissionId)) grades.set(grade.submissionId, grade);
      set({ submissions, grades });
      await session.accept(added, now());
      await readSignals();
      recompute();
      void replayAll();
    };
    const removeSubmissions = async (ids: readonly string[]) => {
      await (await classes()).deleteSubmissions(hash, ids);
      const submissions = new Map(get().submissions);
      for (const id of ids) submissions.delete(id);
      set({ submissions });
      await session.forget(ids);
      await readSignals();
      recompute();
    };
    const rowsOf = (read: readonly ReadSubmission[], addedAt: (entry: ReadSubmission) => number): SubmissionRow[] =>
      read.map((entry) => ({
        hash,
        id: entry.submission.id,
        submission: entry.submission,
        sealed: entry.sealed,
        source: entry.source.slice(0, 1000),
        addedAt: addedAt(entry),
      }));

    return {
      row,
      loading: { done: 0, total: 0 },
      gradebook: { hash, decisions: {}, changedAt: 0 },
      submissions: new Map(),
      grades: new Map(),
      signals: new Map(),
      bodies: new Map(),
      scale: { maximum: 100, fixed: false },
      roster: undefined,
      people: undefined,
      rows: [],
      replays: new Map(),
      replaying: null,
      keys: [],
      reading: null,
      verdicts: [],
      notice: null,
      problem: "",

      open: async () => {
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
      },
      receive: async (files) => {
        if (get().reading) return;
        set({ reading: { done: 0, total: files.length }, verdicts: [], notice: null, problem: "" });
        try {
          const result = await session.read(files, (reading) => set({ reading }));
          if (!result) {
            set({ reading: null });
            say("Canceled. Nothing was added.");
            return;
          }
          const at = now();
          const rows = rowsOf(result.read, () => at);
          const added = await (await classes()).addSubmissions(rows);
          await takeIn(result.read, rows, added);
          set({ verdicts: result.verdicts, reading: null });
          const text = `${counted(added.length, "submission")} added.`;
          say(text, added.length > 0 ? { text, undo: () => removeSubmissions(added) } : undefined);
        } catch (error) {
          fail(error);
        }
      },
      cancel: () => session.cancel(),
      decide: async ({ key, learner }, change, text) => {
        const { rows } = get();
        const before = rows.find((entry) => entry.key === key)?.decision;
        const base = before ?? { learner, changedAt: 0 };
        try {
          await putDecision(key, { ...base, ...change });
          say(text, { text, undo: () => putDecision(key, base) });
        } catch (error) {
          fail(error);
        }
      },
      importRoster: async (name, bytes) => {
        const read = readRoster(bytes);
        if (!read.ok) {
          set({ problem: `${name}: ${read.message}` });
          return false;
        }
        const before = get().gradebook.roster;
        const content = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
        try {
          await changeGradebook((gradebook) => ({
            ...gradebook,
            roster: { name: name.slice(0, 300), content, importedAt: now() },
            changedAt: now(),
          }));
          const text = `Roster ${name} imported: ${counted(read.roster.learners.length, "learner")}.`;
          say(text, { text, undo: () => changeGradebook((gradebook) => withRoster(gradebook, before, now())) });
          return true;
        } catch (error) {
          fail(error);
          return false;
        }
      },
      removeRoster: async () => {
        const before = get().gradebook.roster;
        try {
          await changeGradebook((gradebook) => withRoster(gradebook, undefined, now()));
          const text = "Roster removed.";
          say(text, { text, undo: () => changeGradebook((gradebook) => withRoster(gradebook, before, now())) });
        } catch (error) {
          fail(error);
        }
      },
      merge: async (name, content) => {
        const file = readGradebookFile(content, hash);
        if (!file.ok) {
          set({ problem: `${name}: ${file.error.message}` });
          return false;
        }
        const { gradebook: theirs, submissions } = file.value;
        set({ reading: { done: 0, total: submissions.length }, verdicts: [], notice: null, problem: "" });
        try {
          // What another instructor's file says of a submission isn't believed: its seal is opened and checked again.
          const sources = submissions.map(({ sealed, source }, at): SourceFile => {
            const bytes = fromCode(sealed) ?? new Uint8Array();
            return { name: source || `${name} (${at + 1})`, size: bytes.length, read: async () => bytes };
          });
          const receivedBy = new Map(submissions.map((entry) => [entry.sealed, entry]));
          const result = await session.read(sources, (reading) => set({ reading }));
          if (!result) {
            set({ reading: null });
            say("Canceled. Nothing was merged.");
            return false;
          }
          const rows = rowsOf(result.read, ({ sealed }) =>
            Math.min(now(), receivedBy.get(sealed)?.addedAt ?? now()),
          ).map((entry): SubmissionRow => {
            const receivedAt = receivedBy.get(entry.sealed)?.receivedAt;
            return receivedAt === undefined ? entry : { ...entry, receivedAt };
          });
          const before = get().gradebook;
          const storage = await classes();
          const added = await storage.mergeIntoGradebook(hash, rows, (mine) => mergeGradebooks(mine, theirs));
          const merged = await storage.gradebook(hash);
          if (merged) takeGradebook(merged);
          await takeIn(result.read, rows, added);
          set({ verdicts: result.verdicts, reading: null });
          const text = `${name} merged: ${counted(added.length, "new submission")}.`;
          const undo = async () => {
            await changeGradebook(() => ({ ...before, changedAt: now() }));
            await removeSubmissions(added);
          };
          say(text, { text, undo });
          return true;
        } catch (error) {
          fail(error);
          return false;
        }
      },
      markReturned: async (learners) => {
        const { rows } = get();
        const decisionOf = new Map(rows.map(({ key, decision }) => [key, decision]));
        await changeGradebook((gradebook) => ({
          ...gradebook,
          decisions: {
            ...gradebook.decisions,
            ...Object.fromEntries(
              learners.map(({ key, learner }) => [
                key,
                { ...(decisionOf.get(key) ?? { learner }), returnedAt: now(), changedAt: now() },
              ]),
            ),
          },
          changedAt: now(),
        }));
      },
      undo: async () => {
        const step = steps.pop();
        if (!step) return;
        try {
          await step.undo();
          set({ notice: { text: `Undone: ${step.text}`, undo: undefined } });
        } catch (error) {
          fail(error);
        }
      },
      dismiss: () => set({ notice: null }),
      close: () => {
        isClosed = true;
        stopListening();
        session.end();
        replayer?.end();
      },
    };
  });
}

function withRoster(gradebook: GradebookRow, roster: GradebookRow["roster"], changedAt: number): GradebookRow {
  const { roster: _, ...rest } = gradebook;
  return { ...rest, ...(roster && { roster }), changedAt };
}

/** Returns the gradebook's key for an identity that the instructor types. */
export const keyOfIdentity = (identity: string, people: RosterPeople | undefined): string => {
  const key = learnerKey(identity);
  return people?.personOf.get(key)?.key ?? people?.people.find((person) => person.key === key)?.key ?? key;
};
