import type { Attempt, StoredResponse } from "../assessment/attempt.ts";
import { canonicalJson } from "../assessment/canonical-json.ts";
import type { ScoredItem } from "../assessment/item.ts";
import { isAnswered, scoreItem } from "../assessment/score.ts";
import { describeInteraction } from "../assignment/scorm/interactions.ts";
import type { LmsResult } from "../assignment/scorm/lms-connection.ts";
import type { LmsSession } from "../assignment/scorm/lms-session.ts";
import { packAttempt } from "../assignment/scorm/suspend-data.ts";
import type { SuspendedAttempt } from "../assignment/scorm/suspended-attempt.ts";

/** Sends an attempt to the LMS while it's answered. */
export interface LmsRecorder {
  /** Sends what changed of a question: a new answer with the score, or the saved state alone. */
  answered(row: StoredResponse, position: number): void;
  moved(position: number): void;
  /** Sends the result and closes the connection; again when it failed. Returns whether the LMS has it. */
  submitted(): boolean;
  /** Sends the state before the page is left. */
  leave(): void;
}

export interface RecorderOptions {
  session: LmsSession;
  attempt: Attempt;
  bodies: ReadonlyMap<string, ScoredItem>;
  /** Answers of earlier sessions. */
  rows: readonly StoredResponse[];
  now(): number;
  /** Tells the learner why something wasn't recorded; an empty text when the last call went well. */
  onProblem(message: string): void;
}

/** Creates the recorder of an attempt. The position after the last question marks a saved attempt as submitted. */
export function createLmsRecorder({ session, attempt, bodies, rows, now, onProblem }: RecorderOptions): LmsRecorder {
  const answers = new Map(rows.map((row) => [row.itemId, row]));
  let position = attempt.position;
  let countedUntil = now();
  let isClosed = false;

  const responseOf = (itemId: string) => {
    const response = answers.get(itemId)?.response;
    return isAnswered(response) ? response : undefined;
  };
  const share = (): number => {
    let earned = 0;
    let maximum = 0;
    for (const { itemId } of attempt.items) {
      const body = bodies.get(itemId);
      if (!body) continue;
      const score = scoreItem(body, responseOf(itemId), { strict: attempt.strict });
      earned += score.earned;
      maximum += score.maximum;
    }
    return maximum > 0 ? Math.min(1, Math.max(0, earned / maximum)) : 0;
  };
  const state = (): SuspendedAttempt => ({
    assignment: attempt.assigned?.hash ?? "",
    attempt: attempt.assigned?.number ?? 1,
    position,
    elapsedSeconds: Math.max(0, Math.round((now() - attempt.startedAt) / 1000)),
    items: attempt.items.map(({ itemId, version, profile, order }) => {
      const row = answers.get(itemId);
      const response = responseOf(itemId);
      return {
        itemId,
        version,
        profile,
        order,
        ...(response && { response }),
        checked: false,
        flagged: row?.flagged ?? false,
        hinted: false,
        ...(row?.confidence && { confidence: row.confidence }),
        seconds: Math.round(row?.seconds ?? 0),
      };
    }),
  });

  const addTime = (): LmsResult => {
    const at = now();
    const seconds = Math.max(0, (at - countedUntil) / 1000);
    countedUntil = at;
    return session.addTime(seconds);
  };
  const saveState = (): LmsResult | { ok: false; error: { message: string } } => {
    const packed = packAttempt(state(), (itemId) => bodies.get(itemId), session.stateLimit);
    return packed.ok ? session.saveState(packed.value) : packed;
  };
  /** Reports the first failure of a series of calls; every one of them is made. */
  const report = (results: (LmsResult | { ok: false; error: { message: string } })[]): boolean => {
    const failed = results.find((result) => !result.ok);
    onProblem(failed && !failed.ok ? failed.error.message : "");
    return failed === undefined;
  };
  const keep = () => report([addTime(), saveState(), session.commit()]);

  return {
    answered(row, at) {
      const before = responseOf(row.itemId);
      answers.set(row.itemId, row);
      position = at;
      const body = bodies.get(row.itemId);
      const response = responseOf(row.itemId);
      if (isClosed) return;
      if (!body || canonicalJson(before ?? null) === canonicalJson(response ?? null)) return void keep();
      report([
        session.setScore(share()),
        addTime(),
        saveState(),
        session.recordAnswer(
          describeInteraction(body, response, {
            answeredAt: row.answeredAt,
            ...(row.seconds !== undefined && { seconds: row.seconds }),
            strict: attempt.strict,
          }),
        ),
      ]);
    },
    moved(at) {
      if (isClosed || at === position) return;
      position = at;
      keep();
    },
    submitted() {
      if (isClosed) return true;
      position = attempt.items.length;
      const passMark = session.passMark ?? attempt.passMark ?? 0;
      const reached = share();
      const isRecorded = report([
        session.setScore(reached),
        session.setStatus({ completed: true, ...(passMark > 0 && { passed: reached >= passMark }) }),
        addTime(),
        saveState(),
        session.commit(),
      ]);
      if (!isRecorded) return false;
      isClosed = report([session.finish({ suspend: false })]);
      return isClosed;
    },
    leave() {
      if (!isClosed) keep();
    },
  };
}
