import type { StoredResponse } from "../assessment/attempt.ts";
import type { ScoredItem } from "../assessment/item.ts";
import { describeInteraction, type LmsInteraction } from "../assignment/scorm/interactions.ts";
import type { LmsResult } from "../assignment/scorm/lms-connection.ts";
import type { LmsSession } from "../assignment/scorm/lms-session.ts";
import type { Delivery, LmsRecorder, PlayerLms, Recorded } from "./player-lms.ts";
import { recordAttempt } from "./recorded-attempt.ts";

type Result = LmsResult | { ok: false; error: { message: string } };

/** Creates the recorder of an attempt. */
function createRecorder(
  session: LmsSession,
  recorded: Recorded,
  tell: (delivery: Delivery) => void,
  onSubmitted: () => void,
): LmsRecorder {
  const { attempt, bodies, now } = recorded;
  const taken = recordAttempt(recorded);
  let countedUntil = now();
  let isClosed = false;

  const addTime = (): LmsResult => {
    const at = now();
    const seconds = Math.max(0, (at - countedUntil) / 1000);
    countedUntil = at;
    return session.addTime(seconds);
  };
  const saveState = (): Result => {
    const packed = taken.pack(session.stateLimit);
    return packed.ok ? session.saveState(packed.value) : packed;
  };
  /** Reports the first failure of a series of calls; every one of them is made. */
  const report = (results: Result[]): boolean => {
    const failed = results.find((result) => !result.ok);
    tell(failed && !failed.ok ? { state: "failed", message: failed.error.message } : { state: "sent", message: "" });
    return failed === undefined;
  };
  const interactionOf = (body: ScoredItem, { itemId, answeredAt, seconds }: StoredResponse): LmsInteraction =>
    describeInteraction(body, taken.responseOf(itemId), {
      answeredAt,
      ...(seconds !== undefined && { seconds }),
      strict: attempt.strict,
    });
  const keep = () => report([addTime(), saveState(), session.commit()]);

  return {
    answered(row, at) {
      const isChanged = taken.take(row, at);
      const body = bodies.get(row.itemId);
      if (isClosed) return;
      if (!body || !isChanged) return void keep();
      // Neither score nor result before the attempt is submitted: the LMS may show them to the learner.
      report([
        addTime(),
        saveState(),
        session.recordAnswer(interactionOf(body, row), { withoutResult: true }),
        session.commit(),
      ]);
    },
    moved(at) {
      if (!isClosed && taken.move(at)) keep();
    },
    submitted() {
      if (isClosed) return;
      const passMark = session.passMark ?? attempt.passMark ?? 0;
      const reached = taken.share();
      const isRecorded = report([
        session.setScore(reached),
        session.setStatus({ completed: true, ...(passMark > 0 && { passed: reached >= passMark }) }),
        addTime(),
        session.commit(),
      ]);
      // Until the LMS has the score, the saved attempt can be submitted again.
      if (!isRecorded) return;
      taken.submit();
      onSubmitted();
      saveState();
      for (const [itemId, row] of taken.rows()) {
        const body = bodies.get(itemId);
        if (body) session.recordAnswer(interactionOf(body, row));
      }
      isClosed = report([session.finish({ suspend: false })]);
    },
    leave() {
      if (!isClosed) keep();
    },
  };
}

/** Returns an LMS that a SCORM session is open with. */
export function scormLms(session: LmsSession): PlayerLms {
  let tell: (delivery: Delivery) => void = () => undefined;
  let recorder: LmsRecorder | undefined;
  let hasClosed = false;
  /** Whether the LMS has the result, also if closing the connection failed. */
  let hasResult = false;
  const { mode, learner, passMark, resumeState, resumeProblem } = session;
  return {
    mode,
    learner,
    ...(passMark !== undefined && { passMark }),
    resumeState,
    ...(resumeProblem && { resumeProblem }),
    watch(listener) {
      tell = listener;
    },
    // What failed before the end is sent again with the next answer.
    sendAgain: () => recorder?.submitted(),
    record(recorded) {
      recorder = createRecorder(
        session,
        recorded,
        (delivery) => tell(delivery),
        () => (hasResult = true),
      );
      return recorder;
    },
    close(isSubmitted) {
      if (hasClosed) return;
      hasClosed = true;
      // After the result was sent, the connection is closed already, and the LMS isn't called again.
      session.finish({ suspend: !isSubmitted && !hasResult });
    },
  };
}
