import { counted } from "../assessment/counted.ts";
import { fromCode } from "../assignment/packing.ts";
import type { OpenedSubmission, SourceFile } from "../assignment/read-submissions.ts";
import type { GradebookRow, SubmissionRow } from "../progress/assignment-rows.ts";
import { readGradebookFile } from "../progress/gradebook-file.ts";
import { mergeGradebooks } from "../progress/merge-assignments.ts";
import type { GradingSession, ReadFiles } from "./gradebook-session.ts";
import type { GradebookState } from "./gradebook-state.ts";
import type { GradebookSteps } from "./gradebook-steps.ts";
import type { GradebookStep, GradebookWork } from "./gradebook-work.ts";
import { createQueue } from "./in-turn.ts";

interface ReceivingParts {
  hash: string;
  session: GradingSession;
  now(): number;
  replayAll(): Promise<void>;
  set(part: Pick<Partial<GradebookState>, "reading" | "verdicts" | "notice" | "problem">): void;
  get(): GradebookState;
}

/** Taking submissions in, from files and from another instructor's gradebook, and removing them. */
export function gradebookReceiving(
  work: GradebookWork,
  { step, say, problem, fail }: GradebookSteps,
  { hash, session, now, replayAll, set, get }: ReceivingParts,
): Pick<GradebookState, "receive" | "cancel" | "merge" | "removeSubmission"> {
  // Files that are dropped while others are read are read after them.
  const inTurn = createQueue();
  let waiting = 0;
  let canceled = 0;

  const rowsOf = (read: readonly OpenedSubmission[], addedAt: (entry: OpenedSubmission) => number): SubmissionRow[] =>
    read.map((entry) => ({
      hash,
      id: entry.submission.id,
      submission: entry.submission,
      sealed: entry.sealed,
      source: entry.source.slice(0, 1000),
      addedAt: addedAt(entry),
    }));
  const remove = async (ids: readonly string[]) => {
    await (await work.classes()).deleteSubmissions(hash, ids);
    await work.dropSubmissions(ids);
  };
  /** Shows the rows that were stored. They are graded now: replays may have been learned since they were read. */
  const takeIn = async (rows: readonly SubmissionRow[], added: readonly string[]) => {
    const isAdded = new Set(added);
    await work.takeSubmissions(rows.filter(({ id }) => isAdded.has(id)));
    void replayAll();
  };
  /** Reads files when it's their turn, then hands what was read to `take`; false when that failed or was canceled. */
  const read = async (
    files: () => Promise<readonly (File | SourceFile)[]>,
    take: (result: ReadFiles) => Promise<boolean>,
    canceledText: string,
  ): Promise<boolean> => {
    const round = canceled;
    waiting += 1;
    if (waiting === 1) set({ reading: { done: 0, total: 0 }, verdicts: [], notice: null, problem: "" });
    return inTurn(async () => {
      try {
        const sources = round === canceled ? await files() : [];
        const result = round === canceled ? await session.read(sources, (reading) => set({ reading })) : undefined;
        // A reading that was canceled at its very end has a result.
        if (!result || round !== canceled) {
          say(canceledText);
          return false;
        }
        const isTaken = await take(result);
        if (isTaken) set({ verdicts: [...get().verdicts, ...result.verdicts] });
        return isTaken;
      } catch (error) {
        fail(error);
        return false;
      } finally {
        waiting -= 1;
        if (waiting === 0) set({ reading: null });
      }
    });
  };

  return {
    receive: async (files) => {
      await read(
        async () => files,
        (result) =>
          step(async () => {
            const at = now();
            const rows = rowsOf(result.opened, () => at);
            const added = await (await work.classes()).addSubmissions(rows);
            await takeIn(rows, added);
            const text = `${counted(added.length, "submission")} added.`;
            return added.length > 0 ? { text, undo: () => remove(added) } : { text };
          }),
        "Canceled. Nothing was added.",
      );
    },
    cancel: () => {
      canceled += 1;
      session.cancel();
    },
    merge: async (name, content) => {
      const file = readGradebookFile(content, hash);
      if (!file.ok) {
        problem(`${name}: ${file.error.message}`);
        return false;
      }
      const { gradebook: theirs, submissions } = file.value;
      // What another instructor's file says of a submission isn't believed: its seal is opened and checked again.
      const sources = submissions.map(({ sealed, source }, at): SourceFile => {
        const bytes = fromCode(sealed) ?? new Uint8Array();
        return { name: source || `${name} (${at + 1})`, size: bytes.length, read: async () => bytes };
      });
      const receivedBy = new Map(submissions.map((entry) => [entry.sealed, entry]));
      return read(
        async () => sources,
        (result) =>
          step(async () => {
            const rows = rowsOf(result.opened, ({ sealed }) =>
              Math.min(now(), receivedBy.get(sealed)?.addedAt ?? now()),
            ).map((entry): SubmissionRow => {
              const receivedAt = receivedBy.get(entry.sealed)?.receivedAt;
              return receivedAt === undefined ? entry : { ...entry, receivedAt };
            });
            let merged: GradebookStep | undefined;
            const added = await (
              await work.classes()
            ).mergeIntoGradebook(hash, rows, (before): GradebookRow => {
              const after = work.stamped((mine) => mergeGradebooks(mine, theirs))(before);
              merged = { before, after };
              return after;
            });
            const changed = merged;
            if (changed) await work.takeGradebook(changed.after);
            await takeIn(rows, added);
            return {
              text: `${name} merged: ${counted(added.length, "new submission")}.`,
              undo: async () => {
                if (changed) await work.undoGradebook(changed);
                await remove(added);
              },
            };
          }),
        "Canceled. Nothing was merged.",
      );
    },
    removeSubmission: async (id) => {
      await step(async () => {
        const row = get().submissions.get(id);
        if (!row) return undefined;
        await remove([id]);
        const { learner, attempt } = row.submission;
        return {
          text: `Attempt ${attempt} of ${learner.name || learner.id} removed.`,
          undo: async () => {
            await (await work.classes()).addSubmissions([row]);
            await work.takeSubmissions([row]);
          },
        };
      });
    },
  };
}
