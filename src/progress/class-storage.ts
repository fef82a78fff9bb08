import type { Table } from "dexie";
import * as v from "valibot";
import type { Attempt } from "../assessment/attempt.ts";
import { returnedResultSchema, type ReturnedResult } from "../assignment/returned-result.ts";
import {
  assignedRowSchema,
  assignmentRowSchema,
  gradebookRowSchema,
  keyRowSchema,
  ownQuestionRowSchema,
  submissionRowSchema,
  type AssignedRow,
  type AssignmentRow,
  type GradebookRow,
  type KeyRow,
  type Sitting,
  type OwnQuestionRow,
  type SubmissionRow,
} from "./assignment-rows.ts";
import type { ProgressDatabase } from "./database.ts";
import { attemptSchema } from "./row-schema.ts";
import type { Write } from "./write.ts";

/** What instructors and their learners store. Each write is one transaction, and each row is checked before it is stored. */
export interface ClassStorage {
  /** The keys of the instructor, the newest first. */
  keys(): Promise<KeyRow[]>;
  saveKeys(row: KeyRow): Promise<void>;
  deleteKeys(id: string): Promise<void>;

  /** Assignments of the instructor, the last changed first. */
  assignments(): Promise<AssignmentRow[]>;
  assignment(id: string): Promise<AssignmentRow | undefined>;
  /** Stores an assignment. One that was issued keeps what was issued, whatever the row says. */
  saveAssignment(row: AssignmentRow): Promise<void>;
  /** Stores a changed draft; false, and nothing is stored, when it was deleted or issued meanwhile. */
  changeDraft(row: AssignmentRow): Promise<boolean>;
  /** Deletes an assignment with its gradebook and submissions; returns them, so that it can be undone. */
  deleteAssignment(id: string): Promise<DeletedAssignment | undefined>;
  restoreAssignment(deleted: DeletedAssignment): Promise<void>;

  /** Questions that the instructor wrote, the last changed first. */
  ownQuestions(): Promise<OwnQuestionRow[]>;
  /** Stores questions, all of them or none. */
  saveOwnQuestions(rows: readonly OwnQuestionRow[]): Promise<void>;
  deleteOwnQuestion(id: string): Promise<void>;

  gradebook(hash: string): Promise<GradebookRow | undefined>;
  /** Changes a gradebook in one transaction; begins one if there is none. */
  changeGradebook(hash: string, change: (gradebook: GradebookRow) => GradebookRow): Promise<GradebookRow>;
  submissions(hash: string): Promise<SubmissionRow[]>;
  /** Ids of an assignment's submissions: much quicker than reading them. */
  submissionIds(hash: string): Promise<string[]>;
  /** Adds submissions; returns the ids of those that weren't there. One that is there stays as it is. */
  addSubmissions(rows: readonly SubmissionRow[]): Promise<string[]>;
  deleteSubmissions(hash: string, ids: readonly string[]): Promise<void>;
  /** Adds submissions and changes the gradebook in one transaction; returns the ids of submissions that weren't there. */
  mergeIntoGradebook(
    hash: string,
    rows: readonly SubmissionRow[],
    change: (gradebook: GradebookRow) => GradebookRow,
  ): Promise<string[]>;

  /** Assignments that the learner opened, the last changed first. */
  assigned(): Promise<AssignedRow[]>;
  assignedOf(hash: string): Promise<AssignedRow | undefined>;
  /** Changes what is known of an assignment in one transaction; `change` gets undefined the first time. */
  changeAssigned(hash: string, change: (row: AssignedRow | undefined) => AssignedRow): Promise<AssignedRow>;
  /** Stores an attempt at an assignment and its sitting; false, and nothing is stored, when another tab has begun one meanwhile. */
  startSitting(hash: string, sitting: NewSitting): Promise<boolean>;
  /** Stores a returned result beside its sitting, and with the attempt what it releases. The later result counts. */
  saveResult(hash: string, result: ReturnedResult): Promise<void>;
}

/** What an attempt at an assignment begins with. */
export interface NewSitting {
  attempt: Attempt;
  sitting: Sitting;
  learner: NonNullable<AssignedRow["learner"]>;
  /** The terms of a personal link, if the learner has one. */
  terms: AssignedRow["terms"];
}

/** An assignment that was deleted, with everything that belonged to it. */
export interface DeletedAssignment {
  assignment: AssignmentRow;
  gradebook: GradebookRow | undefined;
  submissions: SubmissionRow[];
}

const lastFirst = <R extends { changedAt: number }>(rows: R[]): R[] => rows.sort((a, b) => b.changedAt - a.changedAt);

/** Rows that are checked or stored at once; a class of thousands would stop the page for too long. */
const atOnce = 100;

async function checkedSubmissions(rows: readonly SubmissionRow[]): Promise<SubmissionRow[]> {
  const checked: SubmissionRow[] = [];
  for (let at = 0; at < rows.length; at += atOnce) {
    // oxlint-disable-next-line no-await-in-loop -- The page draws between two lots.
    if (at > 0) await new Promise((resolve) => setTimeout(resolve));
    checked.push(...rows.slice(at, at + atOnce).map((row) => v.parse(submissionRowSchema, row)));
  }
  return checked;
}

/** Creates the storage of classes over an open database. */
export function createClassStorage(database: ProgressDatabase, write: Write): ClassStorage {
  const { instructorKeys, assignments, ownQuestions, gradebooks, submissions, assigned, attempts } = database;
  const put = async <R>(table: Table<R>, schema: v.GenericSchema<unknown, R>, row: R) => {
    const checked = v.parse(schema, row);
    await write([table], async () => {
      await table.put(checked);
    });
  };

  const readGradebook = async (hash: string): Promise<GradebookRow> =>
    (await gradebooks.get(hash)) ?? { hash, decisions: {}, changedAt: 0 };
  /** Within a transaction. */
  const addNew = async (checked: readonly SubmissionRow[]): Promise<string[]> => {
    const known = await submissions.bulkGet(checked.map(({ hash, id }): [string, string] => [hash, id]));
    const added = checked.filter((_, at) => known[at] === undefined);
    // All in the one transaction.
    // oxlint-disable-next-line no-await-in-loop -- The page draws between two lots.
    for (let at = 0; at < added.length; at += atOnce) await submissions.bulkPut(added.slice(at, at + atOnce));
    return added.map(({ id }) => id);
  };

  return {
    keys: async () => (await instructorKeys.toArray()).sort((a, b) => b.createdAt - a.createdAt),
    saveKeys: (row) => put(instructorKeys, keyRowSchema, row),
    deleteKeys: (id) => write([instructorKeys], () => instructorKeys.delete(id)),

    assignments: async () => lastFirst(await assignments.toArray()),
    assignment: async (id) => assignments.get(id),
    saveAssignment: async (row) => {
      const checked = v.parse(assignmentRowSchema, row);
      await write([assignments], async () => {
        const issued = (await assignments.get(checked.id))?.issued ?? checked.issued;
        await assignments.put({ ...checked, ...(issued && { issued }) });
      });
    },
    changeDraft: async (row) => {
      const checked = v.parse(assignmentRowSchema, row);
      return write([assignments], async () => {
        const stored = await assignments.get(checked.id);
        if (!stored || stored.issued) return false;
        await assignments.put(checked);
        return true;
      });
    },
    deleteAssignment: (id) =>
      write([assignments, gradebooks, submissions], async () => {
        const assignment = await assignments.get(id);
        if (!assignment) return undefined;
        const hash = assignment.issued?.hash ?? "";
        const deleted = {
          assignment,
          gradebook: await gradebooks.get(hash),
          submissions: await submissions.where("hash").equals(hash).toArray(),
        };
        await Promise.all([
          assignments.delete(id),
          gradebooks.delete(hash),
          submissions.where("hash").equals(hash).delete(),
        ]);
        return deleted;
      }),
    restoreAssignment: ({ assignment, gradebook, submissions: rows }) =>
      write([assignments, gradebooks, submissions], async () => {
        await assignments.put(assignment);
        if (gradebook) await gradebooks.put(gradebook);
        await submissions.bulkPut(rows);
      }),

    ownQuestions: async () => lastFirst(await ownQuestions.toArray()),
    saveOwnQuestions: async (rows) => {
      const checked = rows.map((row) => v.parse(ownQuestionRowSchema, row));
      await write([ownQuestions], async () => {
        await ownQuestions.bulkPut(checked);
      });
    },
    deleteOwnQuestion: (id) => write([ownQuestions], () => ownQuestions.delete(id)),

    gradebook: async (hash) => gradebooks.get(hash),
    changeGradebook: (hash, change) =>
      write([gradebooks], async () => {
        const changed = v.parse(gradebookRowSchema, change(await readGradebook(hash)));
        await gradebooks.put(changed);
        return changed;
      }),
    submissions: async (hash) => submissions.where("hash").equals(hash).toArray(),
    addSubmissions: async (rows) => {
      const checked = await checkedSubmissions(rows);
      return write([submissions], () => addNew(checked));
    },
    submissionIds: async (hash) => {
      const keys: unknown[] = await submissions.where("hash").equals(hash).primaryKeys();
      return keys.flatMap((key) => (Array.isArray(key) && typeof key[1] === "string" ? [key[1]] : []));
    },
    mergeIntoGradebook: async (hash, rows, change) => {
      const checked = await checkedSubmissions(rows);
      return write([submissions, gradebooks], async () => {
        await gradebooks.put(v.parse(gradebookRowSchema, change(await readGradebook(hash))));
        return addNew(checked);
      });
    },
    deleteSubmissions: (hash, ids) =>
      write([submissions], () => submissions.bulkDelete(ids.map((id): [string, string] => [hash, id]))),

    assigned: async () => lastFirst(await assigned.toArray()),
    assignedOf: async (hash) => assigned.get(hash),
    changeAssigned: (hash, change) =>
      write([assigned], async () => {
        const changed = v.parse(assignedRowSchema, change(await assigned.get(hash)));
        await assigned.put(changed);
        return changed;
      }),
    startSitting: async (hash, { attempt, sitting, learner, terms }) => {
      const checked = v.parse(attemptSchema, attempt);
      return write([assigned, attempts], async () => {
        const row = await assigned.get(hash);
        if (!row || row.sittings.length !== sitting.number - 1) return false;
        const changed = {
          ...row,
          learner,
          ...(terms && { terms }),
          sittings: [...row.sittings, sitting],
          changedAt: attempt.startedAt,
        };
        await assigned.put(v.parse(assignedRowSchema, changed));
        await attempts.add(checked);
        return true;
      });
    },
    saveResult: async (hash, result) => {
      const checked = v.parse(returnedResultSchema, result);
      await write([assigned, attempts], async () => {
        const row = await assigned.get(hash);
        const sitting = row?.sittings.find(({ submissionId }) => submissionId === checked.submission);
        if (!row || !sitting || (sitting.result && sitting.result.at > checked.at)) return;
        const sittings = row.sittings.map((other) => (other === sitting ? { ...other, result: checked } : other));
        await assigned.put(v.parse(assignedRowSchema, { ...row, sittings, changedAt: checked.at }));
        const attempt = await attempts.get(sitting.attemptId);
        if (attempt?.assigned)
          await attempts.put({ ...attempt, assigned: { ...attempt.assigned, released: checked.shows } });
      });
    },
  };
}
