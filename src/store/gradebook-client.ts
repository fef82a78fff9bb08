import type { SubmissionGrade } from "../assignment/grade.ts";
import type { ReadingProgress, Verdict } from "../assignment/read-submissions.ts";
import type { Signal } from "../assignment/signals.ts";
import type { GradebookAnswer, GradebookRequest, SentFile } from "./gradebook-messages.ts";
import type { GradingSession, ReadSubmission } from "./gradebook-session.ts";

type WithoutId<Request> = Request extends unknown ? Omit<Request, "id"> : never;

interface Waiting {
  answer(message: GradebookAnswer): void;
  fail(error: Error): void;
}

/** Starts the worker that opens and grades submissions. */
export function startGradingWorker(): GradingSession {
  const worker = new Worker(new URL("./gradebook-worker.ts", import.meta.url), {
    type: "module",
    name: "gradebook",
  });
  let last = 0;
  const waiting = new Map<number, Waiting>();
  worker.addEventListener("message", ({ data }: MessageEvent<GradebookAnswer>) => waiting.get(data.id)?.answer(data));
  worker.addEventListener("error", ({ message }) => {
    for (const entry of waiting.values()) entry.fail(new Error(message || "The gradebook’s worker stopped."));
    waiting.clear();
  });

  /** Sends a request; `settle` returns the result once an answer is the last one. */
  function ask<T>(
    request: WithoutId<GradebookRequest>,
    settle: (answer: GradebookAnswer) => { result: T } | undefined,
  ): Promise<T> {
    last += 1;
    const id = last;
    return new Promise<T>((resolve, reject) => {
      const end = () => waiting.delete(id);
      waiting.set(id, {
        answer: (message) => {
          if (message.kind === "failed") {
            end();
            reject(new Error(message.message));
            return;
          }
          const settled = settle(message);
          if (!settled) return;
          end();
          resolve(settled.result);
        },
        fail: reject,
      });
      worker.postMessage({ id, ...request });
    });
  }
  const askForNothing = (request: WithoutId<GradebookRequest>) =>
    ask<void>(request, ({ kind }) => (kind === "done" ? { result: undefined } : undefined));

  return {
    begin: (setup) => askForNothing({ kind: "begin", setup }),
    learnReplays: (replays) => askForNothing({ kind: "learnReplays", replays: [...replays] }),
    grade: (rows) =>
      ask<SubmissionGrade[]>({ kind: "grade", rows: [...rows] }, (answer) =>
        answer.kind === "grades" ? { result: answer.grades } : undefined,
      ),
    signals: () =>
      ask<Signal[]>({ kind: "signals" }, (answer) =>
        answer.kind === "signals" ? { result: answer.signals } : undefined,
      ),
    read: async (files, onProgress: (progress: ReadingProgress) => void) => {
      const sent = await Promise.all(
        files.map(async (file): Promise<SentFile> =>
          "read" in file ? { name: file.name, bytes: await file.read() } : file,
        ),
      );
      const read: ReadSubmission[] = [];
      const verdicts = await ask<Verdict[] | undefined>({ kind: "read", files: sent }, (answer) => {
        if (answer.kind === "progress") onProgress(answer.progress);
        if (answer.kind === "part") read.push(...answer.read);
        if (answer.kind === "canceled") return { result: undefined };
        return answer.kind === "verdicts" ? { result: answer.verdicts } : undefined;
      });
      return verdicts && { read, verdicts };
    },
    cancel: () => void askForNothing({ kind: "cancel" }),
    accept: (ids, addedAt) => askForNothing({ kind: "accept", ids: [...ids], addedAt }),
    forget: (ids) => askForNothing({ kind: "forget", ids: [...ids] }),
    end: () => worker.terminate(),
  };
}
