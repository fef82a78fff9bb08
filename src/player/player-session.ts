import { createStore, type StoreApi } from "zustand/vanilla";
import { assignmentHash } from "../assignment/identity.ts";
import { unpackAttempt } from "../assignment/scorm/suspend-data.ts";
import type { SuspendedAttempt } from "../assignment/scorm/suspended-attempt.ts";
import type { Progress } from "../progress/progress.ts";
import type { OpenedPlayer } from "./open-player.ts";
import { newAttempt, resumedAttempt } from "./player-attempt.ts";
import type { Delivery, LmsRecorder } from "./player-lms.ts";

/** What the LMS has of an attempt when the page opens. */
type Saved =
  | { kind: "none" }
  | { kind: "open"; state: SuspendedAttempt }
  /** `next` is the number of the attempt that may follow on this page. */
  | { kind: "submitted"; next?: number }
  /** It can't continue; starting replaces it. */
  | { kind: "lost"; message: string };

export interface PlayerState {
  saved: Saved;
  /** The attempt that was started or resumed on this page. */
  attemptId: string | null;
  delivery: Delivery;
  /** Whether the session was ended before the attempt was submitted. */
  hasLeft: boolean;
  begin(): Promise<void>;
  /** Sends again what failed. */
  sendAgain(): void;
  /** Sends the state, since the page may be left. */
  leave(): void;
  /** Ends the connection, since the page is left. */
  close(): void;
  /** Ends the session of a cmi5 course, to continue another time. */
  end(): Promise<void>;
}

function readSaved({ content, lms }: OpenedPlayer): Saved {
  if (!lms || lms.mode !== "normal") return { kind: "none" };
  if (lms.resumeProblem) return { kind: "lost", message: lms.resumeProblem.message };
  if (lms.resumeState === "") return { kind: "none" };
  const bodies = new Map(content.items.map((item) => [item.id, item]));
  const read = unpackAttempt(lms.resumeState, (id, version) => {
    const body = bodies.get(id);
    return body?.version === version ? body : undefined;
  });
  if (!read.ok) return { kind: "lost", message: read.error.message };
  const { assignment, attempt, items, position } = read.value;
  if (assignment !== assignmentHash(content.assignment)) {
    return { kind: "lost", message: "Your saved attempt belongs to another version of this quiz." };
  }
  if (items.length === 0 || position < items.length) return { kind: "open", state: read.value };
  // A SCORM LMS starts attempts itself. One for cmi5 opens the same unit again, until it was passed.
  const { attempts } = content.assignment;
  const mayRepeat = lms.unit?.reached().passed === false && (attempts === null || attempt < attempts);
  return { kind: "submitted", ...(mayRepeat && { next: attempt + 1 }) };
}

/** Creates what the page knows of its attempt. `storage` lasts as long as the page: what has to last is in the LMS. */
export function createPlayerSession(
  opened: OpenedPlayer,
  storage: Promise<Progress>,
  now: () => number,
): { store: StoreApi<PlayerState>; recorder: () => LmsRecorder | undefined } {
  let recorder: LmsRecorder | undefined;
  const { content, lms } = opened;
  const bodies = new Map(content.items.map((item) => [item.id, item]));
  const begin = async (): Promise<void> => {
    const { saved } = store.getState();
    const at = now();
    const start = { id: `attempt-${at}`, learner: lms?.learner.id || "practice", now: at };
    const number = saved.kind === "submitted" ? saved.next : undefined;
    const { attempt, rows } =
      saved.kind === "open"
        ? resumedAttempt(content, saved.state, start)
        : { attempt: newAttempt(content, { ...start, ...(number !== undefined && { number }) }), rows: [] };
    const progress = await storage;
    await progress.startAttempt(attempt);
    for (const row of rows) await progress.saveResponse(row, attempt.position);
    if (lms?.mode === "normal") {
      recorder = lms.record({ attempt, bodies, rows, now });
      recorder.leave();
    }
    store.setState({ attemptId: attempt.id });
  };
  /** An attempt that is being begun, since a second press of the button begins no other. */
  let beginning: Promise<void> | undefined;
  const store: StoreApi<PlayerState> = createStore<PlayerState>()((set, get) => ({
    saved: readSaved(opened),
    attemptId: null,
    delivery: { state: "sent", message: "" },
    hasLeft: false,
    begin: () =>
      (beginning ??= begin().finally(() => {
        beginning = undefined;
      })),
    sendAgain: () => lms?.sendAgain(),
    leave: () => recorder?.leave(),
    close: () => {
      recorder?.leave();
      lms?.close(get().attemptId === null && get().saved.kind === "submitted");
    },
    end: async () => {
      recorder?.leave();
      if (await lms?.unit?.end()) set({ hasLeft: true });
    },
  }));
  lms?.watch((delivery) => store.setState({ delivery }));
  return { store, recorder: () => recorder };
}
