import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import { enqueue, queuedEvents } from "../../../src/simulator/world/clock.ts";
import { newWorld } from "../../../src/simulator/world/new-world.ts";
import { checkRow } from "../../../src/simulator/world/check-row.ts";
import { exportWorld, importWorld } from "../../../src/simulator/world/world-file.ts";

const key = ["queue", "001788253300000", "000000000007"];
const digest = `sha256:${"0".repeat(64)}`;
const problemOf = (at: readonly string[], row: unknown): string | undefined => {
  const checked = checkRow(at, row);
  return checked.ok ? undefined : checked.refusal.message;
};
const event = (kind: string, payload: unknown) => ({ kind, due: 1_788_253_300_000, payload });

describe("an event in a saved queue", () => {
  it("is accepted with the payload of its kind", () => {
    expect(problemOf(key, event("scan.due", { registry: "harbour", repository: "web", digest }))).toBeUndefined();
    expect(problemOf(key, event("scan.daily", {}))).toBeUndefined();
  });

  it.each([
    ["without a field", event("scan.due", { registry: "harbour", repository: "web" }), "payload.digest"],
    [
      "with a digest that is none",
      event("scan.due", { registry: "r", repository: "w", digest: "v1" }),
      "payload.digest",
    ],
    ["without a payload", event("run.step", undefined), "payload"],
    [
      "with a damaged part",
      event("arm.operationDone", { id: "1", ending: { name: "registry.settled", payload: {} } }),
      "payload.ending.payload.key",
    ],
    ["without a due moment", { ...event("scan.daily", {}), due: "soon" }, "due"],
  ])("is named with its row when it is damaged: %s", (_, row, at) => {
    expect(problemOf(key, row)).toMatch(`The row ${key.join(" ")} is damaged at ${at}: `);
  });

  it("is named with its row when its kind is unknown", () => {
    const message = "is damaged at kind: there is no event called scan.done.";
    expect(problemOf(key, event("scan.done", {}))).toBe(`The row ${key.join(" ")} ${message}`);
    expect(problemOf(key, event("toString", {}))).toContain("no event called toString");
    expect(problemOf(key, null)).toContain(`The row ${key.join(" ")} is damaged`);
  });

  it("stops an environment from being opened when it is damaged", () => {
    const draft = newWorld({ profile: "azure" }).draft();
    enqueue(draft, "retention.due", { registry: "harbour", repository: "web", digest, untaggedAt: 1 }, 5000);
    const opened = importWorld(nodeHash, exportWorld(nodeHash, draft.commit()));
    expect(opened.ok && [...queuedEvents(opened.value, "retention.due")]).toMatchObject([{ payload: { digest } }]);

    const [queued] = draft.scan("queue");
    const damaged = { ...queued?.row, payload: { registry: "harbour", repository: "web", digest } };
    draft.set(["queue", ...(queued?.rest ?? [])].join("\u0000"), damaged);
    const refused = importWorld(nodeHash, exportWorld(nodeHash, draft.commit()));
    expect(!refused.ok && refused.refusal.message).toMatch(/^The row queue \d+ \d+ is damaged at payload.untaggedAt: /);
  });
});

describe("a row", () => {
  it("keeps fields that this version does not know", () => {
    const row = { name: "shop", location: "westeurope", tags: {}, color: "blue" };
    expect(problemOf(["group", "shop"], row)).toBeUndefined();
    const payload = { registry: "harbour", region: "eastus", color: "blue" };
    expect(problemOf(key, event("replication.created", payload))).toBeUndefined();
  });

  it("has a table, and a key of as many segments as the table says", () => {
    expect(problemOf(["grupo", "shop"], {})).toBe("There is no table called grupo.");
    expect(problemOf(["group", "shop", "web"], {})).toBe("A key of group cannot be.");
  });
});
