import type { SubmissionGrade } from "../assignment/grade.ts";
import type { OpenedSubmission, ReadingProgress, Verdict } from "../assignment/read-submissions.ts";
import type { Signal } from "../assignment/signals.ts";
import type { GradebookAnswer, GradebookRequest, SentFile } from "./gradebook-messages.ts";
import type { GradingSession } from "./gradebook-session.ts";

type WithoutId<Request> = Request extends unknown ? Omit<Request, "id"> : never;

interface Waiting {
  answer(message: GradebookAnswer): void;
  fail(error: Error): void;
}

/** What the page needs of the worker. */
export type GradingWorker = Pick<Worker, "addEventListener" | "postMessage" | "terminate">;

/** Starts the worker that opens and grades submissions. */
export const startGradingWorker = (): GradingSession =>
  gradingClient(
    new Worker(new URL("./gradebook-worker.ts", import.meta.url), {
      type: "module",
      name: "gradebook",
    }),
  );

/** Asks a worker to open and grade submissions. Once the worker has failed, all requests fail and say what to do. */
export function gradingClient(worker: GradingWorker): GradingSession {
  let last = 0;
  let failure: Error | undefined;
  const waiting = new Map<number, Waiting>();
  worker.addEventListener("message", ({ data }: MessageEvent<GradebookAnswer>) => waiting.get(data.id)?.answer(data));
  worker.addEventListener("error", ({ message }) => {
    const reason = message ? ` (${message})` : "";
    failure = new Error(
      `The part of Drydock that opens and grades submissions has stopped${reason}. Reload the page; everything that was saved is still there.`,
    );
    for (const entry of waiting.values()) entry.fail(failure);
    waiting.clear();
  });

  /** Sends a request; `settle` returns the result once an answer is the last one. */
  function ask<T>(
    request: WithoutId<GradebookRequest>,
    settle: (answer: GradebookAnswer) => { result: T } | undefined,
  ): Promise<T> {
    if (failure) return Promise.reject(failure);
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
    signals: (learners) =>
      ask<Signal[]>({ kind: "signals", learners: [...learners] }, (answer) =>
        answer.kind === "signals" ? { result: answer.signals } : undefined,
      ),
    read: async (files, onProgress: (progress: ReadingProgress) => void) => {
      const sent = await Promise.all(
        files.map(async (file): Promise<SentFile> =>
          "read" in file ? { name: file.name, bytes: await file.read() } : file,
        ),
      );
      const opened: OpenedSubmission[] = [];
      const verdicts = await ask<Verdict[] | undefined>({ kind: "read", files: sent }, (answer) => {
        if (answer.kind === "progress") onProgress(answer.progress);
        if (answer.kind === "part") opened.push(...answer.opened);
        if (answer.kind === "canceled") return { result: undefined };
        return answer.kind === "verdicts" ? { result: answer.verdicts } : undefined;
      });
      return verdicts && { opened, verdicts };
    },
    // A worker that failed reads nothing that could be canceled.
    cancel: () => void askForNothing({ kind: "cancel" }).catch(() => undefined),
    forget: (ids) => askForNothing({ kind: "forget", ids: [...ids] }),
    end: () => worker.terminate(),
  };
}
