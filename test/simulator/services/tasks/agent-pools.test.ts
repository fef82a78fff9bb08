import { describe, expect, it } from "vitest";
import { aBuildRoom, minute } from "./build-room.ts";

const second = 1000;
const sleep = (seconds: number) => btoa(`steps:\n  - cmd: alpine sleep ${seconds}\n`);

/** A Premium registry with a pool of so many machines, and how to queue runs on it. */
async function aPool(count: number) {
  const room = aBuildRoom({ sku: "Premium" });
  const { arm, origin, path, simulator } = room;
  const scale = (machines: number) =>
    arm.put(
      `${path}/agentPools/builders`,
      { location: "westeurope", properties: { count: machines, tier: "S1" } },
      { origin },
    );
  expect((await scale(count)).message).toBeUndefined();
  await simulator.advance(minute);
  const queue = async (seconds: number, agentPoolName?: string) => {
    const body = { type: "EncodedTaskRunRequest", encodedTaskContent: sleep(seconds), timeout: 3600, agentPoolName };
    const reply = await arm.send("POST", `${path}/scheduleRun`, { origin, body });
    expect(reply.body.properties).toMatchObject({ status: "Queued", agentPoolName: agentPoolName ?? null });
    return reply.body.properties.runId as string;
  };
  const statuses = () => room.runs().map(({ status }) => status);
  const waiting = async () =>
    (await arm.send("POST", `${path}/agentPools/builders/listQueueStatus`, { origin })).body.count as number;
  const cancel = (id: string) => arm.send("POST", `${path}/runs/${id}/cancel`, { origin });
  return { ...room, scale, queue, statuses, waiting, cancel };
}

describe("a dedicated agent pool", () => {
  it("lets a run wait while all its machines are in use, and takes up the next when one is free", async () => {
    const pool = await aPool(1);
    await pool.queue(60, "builders");
    await pool.queue(60, "BUILDERS");
    await pool.queue(60, "builders");
    expect(pool.statuses()).toEqual(["Started", "Queued", "Queued"]);
    expect(await pool.waiting()).toBe(2);
    await pool.simulator.advance(10 * second);
    expect(pool.statuses()).toEqual(["Running", "Queued", "Queued"]);
    await pool.simulator.advance(60 * second);
    expect(pool.statuses()).toEqual(["Succeeded", "Running", "Queued"]);
    await pool.simulator.advance(5 * minute);
    expect(pool.statuses()).toEqual(["Succeeded", "Succeeded", "Succeeded"]);
  });

  it("carries out as many runs at once as it has machines", async () => {
    const pool = await aPool(2);
    for (let count = 0; count < 3; count++) await pool.queue(60, "builders");
    expect(pool.statuses()).toEqual(["Started", "Started", "Queued"]);
  });

  it("does not hold up runs on Microsoft's own compute", async () => {
    const pool = await aPool(1);
    await pool.queue(60, "builders");
    await pool.queue(60);
    expect(pool.statuses()).toEqual(["Started", "Started"]);
  });

  it.each<[string, (pool: Awaited<ReturnType<typeof aPool>>, first: string) => Promise<unknown>]>([
    ["when the run before it is canceled", (pool, first) => pool.cancel(first)],
    ["when the pool gets another machine", (pool) => pool.scale(2)],
  ])("takes up a waiting run %s", async (_, happens) => {
    const pool = await aPool(1);
    const first = await pool.queue(600, "builders");
    await pool.queue(600, "builders");
    expect(pool.statuses()[1]).toBe("Queued");
    await happens(pool, first);
    expect(["Started", "Running"]).toContain(pool.statuses()[1]);
  });

  it("keeps every run queued when it is scaled to zero", async () => {
    const pool = await aPool(0);
    await pool.queue(1, "builders");
    await pool.simulator.advance(60 * minute);
    expect(pool.statuses()).toEqual(["Queued"]);
    await pool.scale(1);
    await pool.simulator.advance(minute);
    expect(pool.statuses()).toEqual(["Succeeded"]);
  });

  it("is used by runs of a task that names it", async () => {
    const pool = await aPool(1);
    await pool.queue(600, "builders");
    await pool.createTask("nightly", {
      step: { type: "EncodedTask", encodedTaskContent: sleep(1) },
      agentPoolName: "builders",
    });
    const body = { type: "TaskRunRequest", taskId: `${pool.path}/tasks/nightly` };
    await pool.arm.send("POST", `${pool.path}/scheduleRun`, { origin: pool.origin, body });
    expect(pool.statuses()).toEqual(["Running", "Queued"]);
  });
});
