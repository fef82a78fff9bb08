import * as v from "valibot";
import { responseSchema } from "../assessment/item-schema.ts";
import type { LmsInteraction } from "../assignment/scorm/interactions.ts";
import type { Cmi5Session } from "../assignment/xapi/cmi5.ts";
import type { Delivery } from "./player-lms.ts";

const answerSchema = v.object({
  itemId: v.string(),
  /** Absent for an answer that was taken back. */
  response: v.optional(responseSchema),
  answeredAt: v.number(),
  seconds: v.optional(v.number()),
});

const pendingSchema = v.object({
  answers: v.array(answerSchema),
  /** The packed attempt. */
  state: v.optional(v.string()),
  result: v.optional(v.object({ share: v.number(), passMark: v.optional(v.number()), elapsedSeconds: v.number() })),
});

/** What the LMS's record store doesn't have yet. */
export type Pending = v.InferOutput<typeof pendingSchema>;

/** Where a device keeps what is pending. */
export interface PendingStore {
  read(): string | null;
  /** Returns whether it's kept beyond the page. */
  write(text: string): boolean;
  remove(): void;
}

/** Reads what is pending; undefined when there is nothing, or nothing that can be read. */
export function readPending(store: PendingStore): Pending | undefined {
  try {
    const read = v.safeParse(pendingSchema, JSON.parse(store.read() ?? "null"));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

/** Sends an attempt to the record store of a cmi5 session, in order, and keeps on the device what didn't arrive. */
export interface Outbox {
  /** Adds something to send. A newer state replaces one that wasn't sent. */
  add(more: { answer?: Pending["answers"][number]; state?: string; result?: Pending["result"] }): void;
  /** Sends what is pending. Returns whether everything was sent. */
  flush(): Promise<boolean>;
  /** Sends what is pending, then ends the session. Returns whether both succeeded. */
  end(): Promise<boolean>;
}

export interface OutboxOptions {
  session: Pick<Cmi5Session, "recordAnswer" | "saveState" | "submit" | "terminate">;
  store: PendingStore;
  /** Returns an answer as it's reported; undefined when the question isn't in the assignment any more. */
  describe(answer: Pending["answers"][number]): LmsInteraction | undefined;
  onDelivery(delivery: Delivery): void;
  /** Called once the LMS knows that the session ended. */
  onEnd(): void;
}

type Sent = Awaited<ReturnType<Cmi5Session["saveState"]>>;

/** Creates the outbox of a session with what an earlier page left on the device. */
export function createOutbox({ session, store, describe, onDelivery, onEnd }: OutboxOptions): Outbox {
  const pending: Pending = readPending(store) ?? { answers: [] };
  let isKept = true;
  let isEnding = false;
  let hasEnded = false;
  /** What the LMS rejected; it isn't sent again. */
  let rejected = "";
  let running: Promise<boolean> | undefined;

  const isEmpty = () => pending.answers.length === 0 && pending.state === undefined && !pending.result;
  const persist = () => {
    if (isEmpty()) store.remove();
    else isKept = store.write(JSON.stringify(pending));
  };

  /** The next thing to send, and what follows once the LMS has it; undefined when nothing is left. */
  function nextStep(): { send(): Promise<Sent>; done(): void } | undefined {
    const [answer] = pending.answers;
    const { state, result } = pending;
    if (answer) {
      return {
        async send() {
          const interaction = describe(answer);
          return interaction ? session.recordAnswer(interaction) : { ok: true, value: undefined };
        },
        done: () => void pending.answers.shift(),
      };
    }
    if (state !== undefined) {
      return {
        send: () => session.saveState(state),
        done: () => {
          if (pending.state === state) delete pending.state;
        },
      };
    }
    if (result) {
      const { passMark, ...rest } = result;
      return {
        async send() {
          const sent = await session.submit({ ...rest, ...(passMark !== undefined && { passMark }) });
          return sent.ok ? { ok: true, value: undefined } : sent;
        },
        done: () => {
          delete pending.result;
          isEnding = true;
        },
      };
    }
    if (!isEnding || hasEnded) return undefined;
    return {
      send: () => session.terminate(),
      done: () => {
        hasEnded = true;
        onEnd();
      },
    };
  }

  /** Returns why sending stopped; empty when nothing is left. */
  async function sendAll(): Promise<string> {
    for (let step = nextStep(); step; step = nextStep()) {
      const sent = await step.send();
      // One answer that the LMS doesn't accept must not hold back the others, or the score.
      if (!sent.ok && !(sent.error.code === "rejected" && pending.answers.length > 0)) return sent.error.message;
      if (!sent.ok) rejected = sent.error.message;
      step.done();
      persist();
    }
    return "";
  }

  const flush = (): Promise<boolean> => {
    if (running) return running;
    if (!nextStep()) return Promise.resolve(rejected === "");
    onDelivery({ state: "sending", message: "" });
    running = sendAll().then((problem) => {
      running = undefined;
      if (problem === "" && nextStep()) return flush();
      const kept = isKept ? " Your answers are kept on this device, and this page tries again." : "";
      if (problem !== "") onDelivery({ state: "failed", message: problem + kept });
      else if (rejected !== "") onDelivery({ state: "failed", message: rejected });
      else onDelivery({ state: "sent", message: "" });
      return problem === "";
    });
    return running;
  };

  return {
    add({ answer, state, result }) {
      if (answer) pending.answers.push(answer);
      if (state !== undefined) pending.state = state;
      if (result) pending.result = result;
      persist();
      void flush();
    },
    flush,
    async end() {
      isEnding = true;
      // What is being sent may have passed the end already.
      await running;
      await flush();
      return hasEnded;
    },
  };
}
