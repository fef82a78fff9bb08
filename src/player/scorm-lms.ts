import { describeInteraction } from "../assignment/scorm/interactions.ts";
import type { LmsResult } from "../assignment/scorm/lms-connection.ts";
import type { LmsSession } from "../assignment/scorm/lms-session.ts";
import type { Delivery, LmsRecorder, PlayerLms, Recorded } from "./player-lms.ts";
import { recordAttempt } from "./recorded-attempt.ts";

type Result = LmsResult | { ok: false; error: { message: string } };

/** Creates the recorder of an attempt. */
function createRecorder(session: LmsSession, recorded: Recorded, tell: (delivery: Delivery) => void): LmsRecorder {
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
  const keep = () => report([addTime(), saveState(), session.commit()]);

  return {
    answered(row, at) {
      const isChanged = taken.take(row, at);
      const body = bodies.get(row.itemId);
      if (isClosed) return;
      if (!body || !isChanged) return void keep();
      report([
        session.setScore(taken.share()),
        addTime(),
        saveState(),
        session.recordAnswer(
          describeInteraction(body, taken.responseOf(row.itemId), {
            answeredAt: row.answeredAt,
            ...(row.seconds !== undefined && { seconds: row.seconds }),
            strict: attempt.strict,
          }),
        ),
      ]);
    },
    moved(at) {
      if (!isClosed && taken.move(at)) keep();
    },
    submitted() {
      if (isClosed) return;
      taken.submit();
      const passMark = session.passMark ?? attempt.passMark ?? 0;
      const reached = taken.share();
      const isRecorded = report([
        session.setScore(reached),
        session.setStatus({ completed: true, ...(passMark > 0 && { passed: reached >= passMark }) }),
        addTime(),
        saveState(),
        session.commit(),
      ]);
      if (isRecorded) isClosed = report([session.finish({ suspend: false })]);
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
      recorder = createRecorder(session, recorded, (delivery) => tell(delivery));
      return recorder;
    },
  };
}
