import { describeInteraction } from "../assignment/scorm/interactions.ts";
import { unpackAttempt } from "../assignment/scorm/suspend-data.ts";
import type { FindBody } from "../assignment/scorm/suspended-attempt.ts";
import type { PlayerContent } from "../assignment/scorm/player-text.ts";
import { cmi5StateLimit, type Cmi5Session } from "../assignment/xapi/cmi5.ts";
import { meetsMoveOn } from "../assignment/xapi/cmi5-launch.ts";
import { createOutbox, readPending, type Outbox, type PendingStore } from "./cmi5-outbox.ts";
import type { Delivery, LmsRecorder, PlayerLms, Recorded } from "./player-lms.ts";
import { recordAttempt } from "./recorded-attempt.ts";

/** Returns the saved attempt that is further on: the one of the record store, or one that never left this device. */
function furtherState(stored: string, onDevice: string | undefined, findBody: FindBody): string {
  if (onDevice === undefined) return stored;
  const [a, b] = [unpackAttempt(stored, findBody), unpackAttempt(onDevice, findBody)];
  if (!b.ok) return stored;
  if (!a.ok) return onDevice;
  const order = a.value.attempt - b.value.attempt || a.value.elapsedSeconds - b.value.elapsedSeconds;
  return order > 0 ? stored : onDevice;
}

function createRecorder(recorded: Recorded, outbox: Outbox): LmsRecorder {
  const { attempt } = recorded;
  const taken = recordAttempt(recorded);
  let isSubmitted = false;
  const state = (): { state?: string } => {
    const packed = taken.pack(cmi5StateLimit);
    return packed.ok ? { state: packed.value } : {};
  };
  return {
    answered(row, at) {
      const isChanged = taken.take(row, at);
      if (isSubmitted) return;
      const { itemId, answeredAt, seconds } = row;
      const response = taken.responseOf(itemId);
      const answer = {
        itemId,
        ...(response && { response }),
        answeredAt,
        ...(seconds !== undefined && { seconds }),
      };
      outbox.add({ ...(isChanged && { answer }), ...state() });
    },
    moved(at) {
      if (!isSubmitted && taken.move(at)) outbox.add(state());
    },
    submitted() {
      if (isSubmitted) return;
      isSubmitted = true;
      taken.submit();
      const passMark = attempt.passMark ?? 0;
      outbox.add({
        ...state(),
        result: {
          share: taken.share(),
          ...(passMark > 0 && { passMark }),
          elapsedSeconds: taken.elapsedSeconds(),
        },
      });
    },
    leave() {
      if (!isSubmitted) outbox.add(state());
    },
  };
}

/** Returns an LMS that a cmi5 session is open with, and sends it what an earlier page left on the device. */
export function cmi5Lms(
  session: Cmi5Session,
  { content, store, onEnd }: { content: PlayerContent; store: PendingStore; onEnd(): void },
): PlayerLms {
  const bodies = new Map(content.items.map((item) => [item.id, item]));
  const findBody: FindBody = (id, version) => {
    const body = bodies.get(id);
    return body?.version === version ? body : undefined;
  };
  let tell: (delivery: Delivery) => void = () => undefined;
  let hasEnded = false;
  const resumeState = furtherState(session.resumeState, readPending(store)?.state, findBody);
  const outbox = createOutbox({
    session,
    store,
    describe({ itemId, response, answeredAt, seconds }) {
      const body = bodies.get(itemId);
      const { strict } = content.assignment;
      return (
        body && describeInteraction(body, response, { answeredAt, ...(seconds !== undefined && { seconds }), strict })
      );
    },
    onDelivery: (delivery) => tell(delivery),
    onEnd: () => {
      hasEnded = true;
      onEnd();
    },
  });
  const { mode, learner, masteryScore, returnUrl, moveOn } = session;
  return {
    mode,
    learner,
    ...(masteryScore !== undefined && { passMark: masteryScore }),
    resumeState,
    unit: {
      ...(returnUrl !== undefined && { returnUrl }),
      reached: () => ({ done: meetsMoveOn(moveOn, session.reached()), passed: session.reached().passed }),
      end: async () => hasEnded || (await outbox.end()),
    },
    watch(listener) {
      tell = listener;
      void outbox.flush();
    },
    sendAgain: () => void outbox.flush(),
    record: (recorded) => createRecorder(recorded, outbox),
    // A reload continues the session; one that isn't continued is ended by the LMS.
    close: () => undefined,
  };
}
