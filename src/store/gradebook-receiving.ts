import { counted } from "../assessment/counted.ts";
import { fromCode } from "../assignment/packing.ts";
import type { SourceFile } from "../assignment/read-submissions.ts";
import type { SubmissionRow } from "../progress/assignment-rows.ts";
import { readGradebookFile } from "../progress/gradebook-file.ts";
import { mergeGradebooks } from "../progress/merge-assignments.ts";
import type { ReadSubmission } from "./gradebook-session.ts";
import type { GradebookState } from "./gradebook-state.ts";
import type { GradebookWork } from "./gradebook-work.ts";

/** Taking submissions in: from files, and from another instructor's gradebook. */
export function gradebookReceiving(
  work: GradebookWork,
  replayAll: () => Promise<void>,
): Pick<GradebookState, "receive" | "cancel" | "merge"> {
  const { hash, now, session, set, get, classes, say, fail, recompute, readSignals, takeGradebook, changeGradebook } =
    work;

  /** Takes submissions in that were stored. */
  const takeIn = async (read: readonly ReadSubmission[], rows: readonly SubmissionRow[], added: readonly string[]) => {
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
        const rows = rowsOf(result.read, ({ sealed }) => Math.min(now(), receivedBy.get(sealed)?.addedAt ?? now())).map(
          (entry): SubmissionRow => {
            const receivedAt = receivedBy.get(entry.sealed)?.receivedAt;
            return receivedAt === undefined ? entry : { ...entry, receivedAt };
          },
        );
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
  };
}
