import { errorText } from "../assessment/error-text.ts";
import type { GradebookAnswer, GradebookRequest, SentFile } from "./gradebook-messages.ts";
import { createGradingSession } from "./gradebook-session.ts";
import type { SourceFile } from "../assignment/read-submissions.ts";

/** Submissions in one message. */
const partSize = 250;

const session = createGradingSession();
const answer = (message: GradebookAnswer): void => self.postMessage(message);

const asSource = (file: SentFile): File | SourceFile =>
  file instanceof File ? file : { name: file.name, size: file.bytes.length, read: async () => file.bytes };

async function perform(request: GradebookRequest): Promise<void> {
  const { id } = request;
  switch (request.kind) {
    case "begin":
      await session.begin(request.setup);
      return answer({ id, kind: "done" });
    case "learnReplays":
      await session.learnReplays(request.replays);
      return answer({ id, kind: "done" });
    case "grade":
      return answer({ id, kind: "grades", grades: await session.grade(request.rows) });
    case "signals":
      return answer({ id, kind: "signals", signals: await session.signals(request.learners) });
    case "read": {
      const result = await session.read(request.files.map(asSource), (progress) =>
        answer({ id, kind: "progress", progress }),
      );
      if (!result) return answer({ id, kind: "canceled" });
      for (let at = 0; at < result.opened.length; at += partSize) {
        answer({ id, kind: "part", opened: result.opened.slice(at, at + partSize) });
      }
      return answer({ id, kind: "verdicts", verdicts: result.verdicts });
    }
    case "cancel":
      session.cancel();
      return answer({ id, kind: "done" });
    case "forget":
      await session.forget(request.ids);
      return answer({ id, kind: "done" });
  }
}

self.addEventListener("message", ({ data }: MessageEvent<GradebookRequest>) => {
  perform(data).catch((error: unknown) => answer({ id: data.id, kind: "failed", message: errorText(error) }));
});
