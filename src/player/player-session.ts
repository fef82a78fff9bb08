import { createStore, type StoreApi } from "zustand/vanilla";
import { assignmentHash } from "../assignment/identity.ts";
import { unpackAttempt } from "../assignment/scorm/suspend-data.ts";
import type { SuspendedAttempt } from "../assignment/scorm/suspended-attempt.ts";
import type { Progress } from "../progress/progress.ts";
import { createLmsRecorder, type LmsRecorder } from "./lms-recorder.ts";
import type { OpenedPlayer } from "./open-player.ts";
import { newAttempt, resumedAttempt } from "./player-attempt.ts";

/** What the LMS has of an attempt when the page opens. */
type Saved =
  | { kind: "none" }
  | { kind: "open"; state: SuspendedAttempt }
  | { kind: "submitted" }
  /** It can't continue; starting replaces it. */
  | { kind: "lost"; message: string };

export interface PlayerState {
  saved: Saved;
  /** The attempt that was started or resumed on this page. */
  attemptId: string | null;
  /** Why the last change wasn't recorded; empty when all is well. */
  problem: string;
  begin(): Promise<void>;
  /** Sends the result again. */
  sendAgain(): void;
  /** Sends the state before the page is left. */
  leave(): void;
}

function readSaved({ content, session }: OpenedPlayer): Saved {
  if (!session || session.mode !== "normal") return { kind: "none" };
  if (session.resumeProblem) return { kind: "lost", message: session.resumeProblem.message };
  if (session.resumeState === "") return { kind: "none" };
  const bodies = new Map(content.items.map((item) => [item.id, item]));
  const read = unpackAttempt(session.resumeState, (id, version) => {
    const body = bodies.get(id);
    return body?.version === version ? body : undefined;
  });
  if (!read.ok) return { kind: "lost", message: read.error.message };
  if (read.value.assignment !== assignmentHash(content.assignment)) {
    return { kind: "lost", message: "Your saved attempt belongs to another version of this quiz." };
  }
  const isSubmitted = read.value.items.length > 0 && read.value.position >= read.value.items.length;
  return isSubmitted ? { kind: "submitted" } : { kind: "open", state: read.value };
}

/** Creates what the page knows of its attempt. `storage` lasts as long as the page: what has to last is in the LMS. */
export function createPlayerSession(
  opened: OpenedPlayer,
  storage: Promise<Progress>,
  now: () => number,
): { store: StoreApi<PlayerState>; recorder: () => LmsRecorder | undefined } {
  let recorder: LmsRecorder | undefined;
  const { content, session } = opened;
  const isRecorded = session?.mode === "normal";
  const bodies = new Map(content.items.map((item) => [item.id, item]));
  const store = createStore<PlayerState>()((set, get) => ({
    saved: readSaved(opened),
    attemptId: null,
    problem: "",
    begin: async () => {
      const { saved } = get();
      const at = now();
      const start = { id: `attempt-${at}`, learner: session?.learner.id || "practice", now: at };
      const { attempt, rows } =
        saved.kind === "open"
          ? resumedAttempt(content, saved.state, start)
          : { attempt: newAttempt(content, start), rows: [] };
      const progress = await storage;
      await progress.startAttempt(attempt);
      for (const row of rows) await progress.saveResponse(row, attempt.position);
      if (session && isRecorded) {
        const onProblem = (problem: string) => set({ problem });
        recorder = createLmsRecorder({ session, attempt, bodies, rows, now, onProblem });
        recorder.leave();
      }
      set({ attemptId: attempt.id });
    },
    sendAgain: () => void recorder?.submitted(),
    leave: () => recorder?.leave(),
  }));
  return { store, recorder: () => recorder };
}
