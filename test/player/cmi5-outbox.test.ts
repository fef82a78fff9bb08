import { describe, expect, it } from "vitest";
import { openCmi5, type Cmi5Session } from "../../src/assignment/xapi/cmi5.ts";
import { readCmi5Launch } from "../../src/assignment/xapi/cmi5-launch.ts";
import { createOutbox, readPending, type PendingStore } from "../../src/player/cmi5-outbox.ts";
import type { Delivery } from "../../src/player/player-lms.ts";
import { interaction, noon, recorded } from "../assignment/scorm/answers.ts";
import { launchParameters, RecordStoreDouble } from "../assignment/xapi/record-store-double.ts";

/** Storage of a device. */
function memory(): PendingStore & { text: string | null } {
  return {
    text: null,
    read() {
      return this.text;
    },
    write(text) {
      this.text = text;
      return true;
    },
    remove() {
      this.text = null;
    },
  };
}

async function openSession(records: RecordStoreDouble): Promise<Cmi5Session> {
  const launch = readCmi5Launch(new URLSearchParams(launchParameters).toString());
  if (!launch.ok) throw new Error(launch.error.message);
  const opened = await openCmi5(launch.value, { fetch: records.fetch, now: () => noon, site: "example.org/acr" });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

const itemOf = (id: string) => {
  const row = recorded.find(({ item }) => item.id === id);
  if (!row) throw new Error(`no question ${id}`);
  return row;
};
const answers = recorded.slice(0, 3).map(({ item, response }, at) => ({
  itemId: item.id,
  ...(response && { response }),
  answeredAt: noon + at,
}));
const result = { share: 0.75, passMark: 0.6, elapsedSeconds: 90 };

async function openOutbox(records: RecordStoreDouble, store: PendingStore, session?: Cmi5Session) {
  const deliveries: Delivery[] = [];
  let ends = 0;
  const outbox = createOutbox({
    session: session ?? (await openSession(records)),
    store,
    describe: ({ itemId, response }) => interaction(itemOf(itemId).item, response),
    onDelivery: (delivery) => deliveries.push(delivery),
    onEnd: () => (ends += 1),
  });
  return { outbox, deliveries, ends: () => ends };
}

describe("what a cmi5 course sends", () => {
  it("arrives in order: answers, state, result, and the end of the session", async () => {
    const [records, store] = [new RecordStoreDouble(), memory()];
    const { outbox, deliveries, ends } = await openOutbox(records, store);
    for (const answer of answers) outbox.add({ answer, state: `1.${answer.itemId}` });
    outbox.add({ state: "1.done", result });
    expect(await outbox.flush()).toBe(true);
    expect(records.verbs()).toEqual([
      "initialized",
      "answered",
      "answered",
      "answered",
      "passed",
      "completed",
      "terminated",
    ]);
    expect(records.states.get("drydock.attempt")).toMatchObject({ text: "1.done", passed: true, completed: true });
    expect(deliveries.at(-1)).toEqual({ state: "sent", message: "" });
    expect(ends()).toBe(1);
    expect(store.text).toBeNull();
  });

  it("stays on the device while the record store is down, and arrives once when it's back", async () => {
    const [records, store] = [new RecordStoreDouble(), memory()];
    const { outbox, deliveries } = await openOutbox(records, store);
    records.down = "/xapi";
    outbox.add({ answer: answers[0], state: "1.a" });
    expect(await outbox.flush()).toBe(false);
    expect(deliveries.at(-1)).toMatchObject({
      state: "failed",
      message: expect.stringMatching(/can't be reached.*kept on this device/),
    });
    outbox.add({ answer: answers[1], state: "1.b" });
    expect(await outbox.flush()).toBe(false);
    expect(readPending(store)).toEqual({ answers: answers.slice(0, 2), state: "1.b" });
    records.down = undefined;
    expect(await outbox.flush()).toBe(true);
    expect(records.verbs()).toEqual(["initialized", "answered", "answered"]);
    expect(records.states.get("drydock.attempt")).toMatchObject({ text: "1.b" });
    expect(store.text).toBeNull();
  });

  it("is sent by the next page when this one was closed, the result included", async () => {
    const [records, store] = [new RecordStoreDouble(), memory()];
    const first = await openOutbox(records, store);
    records.down = "/xapi";
    first.outbox.add({ answer: answers[0], state: "1.a", result });
    expect(await first.outbox.flush()).toBe(false);
    const later = records.nextSession("session-2");
    const second = await openOutbox(later, store);
    expect(await second.outbox.flush()).toBe(true);
    expect(later.verbs()).toEqual(["initialized", "answered", "passed", "completed", "terminated"]);
  });

  it("continues after an answer that the LMS rejects, and says so", async () => {
    const [records, store] = [new RecordStoreDouble(), memory()];
    const session = await openSession(records);
    const { outbox, deliveries } = await openOutbox(records, store, {
      ...session,
      recordAnswer: async (answer) => {
        records.answersWith = answer.id === answers[0]?.itemId ? 400 : undefined;
        return session.recordAnswer(answer);
      },
    });
    outbox.add({ answer: answers[0] });
    outbox.add({ answer: answers[1] });
    await outbox.flush();
    expect(records.verbs()).toEqual(["initialized", "answered"]);
    expect(deliveries.at(-1)).toMatchObject({ state: "failed", message: expect.stringContaining("status 400") });
    expect(store.text).toBeNull();
  });

  it("ends with terminated when the learner leaves, after what was pending", async () => {
    const [records, store] = [new RecordStoreDouble(), memory()];
    const { outbox, ends } = await openOutbox(records, store);
    outbox.add({ answer: answers[0], state: "1.a" });
    expect(await outbox.end()).toBe(true);
    expect(records.verbs()).toEqual(["initialized", "answered", "terminated"]);
    expect(ends()).toBe(1);
    expect(await outbox.end()).toBe(true);
    expect(ends()).toBe(1);
  });

  it("ignores what can't be read on the device", () => {
    const store = memory();
    for (const text of ["", "{", "[]", '{"answers":[{"itemId":1}]}']) {
      store.text = text;
      expect(readPending(store)).toBeUndefined();
    }
  });
});
