import { describe, expect, it } from "vitest";
import { aWorldWith } from "../support/sandbox.ts";

const uri = "https://hooks.example/x";

async function aWebhook() {
  const { sandbox, run } = await aWorldWith(
    "az group create -n shop -l westeurope",
    "az acr create -n contoso -g shop --sku Standard",
    `az acr webhook create -r contoso -n hook1 --uri ${uri} --actions push delete --scope web:*`,
  );
  const deliveries = async () => (await sandbox.request("events", null)).filter(({ kind }) => kind === "webhook");
  const hook = async () => (await sandbox.request("webhooks", null)).webhooks[0];
  const pass = (milliseconds: number) => sandbox.request("advance", { milliseconds });
  const receiver = (status: number | null) => sandbox.request("receiver", { uri, status });
  return { sandbox, run, deliveries, hook, pass, receiver };
}

const ping = "az acr webhook ping -r contoso -n hook1";

describe("the receivers of webhooks", () => {
  it("are listed with what their webhook is about and what became of its deliveries", async () => {
    const { sandbox, hook } = await aWebhook();
    expect(await hook()).toEqual({
      registry: "contoso",
      name: "hook1",
      uri,
      region: "westeurope",
      actions: ["push", "delete"],
      scope: "web:*",
      enabled: true,
      answers: null,
      delivered: 0,
      failed: 0,
      waiting: 0,
    });
    expect(await sandbox.request("webhooks", null)).toMatchObject({ registries: ["contoso"], tries: 4 });
  });

  it("receive a delivery once they return 200", async () => {
    const { run, hook, deliveries, receiver, pass } = await aWebhook();
    const status = await receiver(200);
    expect(status.undo).toBe(`Receiver ${uri}: 200`);
    await run(ping);
    await pass(1000);
    expect(await hook()).toMatchObject({ answers: 200, delivered: 1, waiting: 0 });
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ webhook: "contoso/hook1", state: "ok" });
    expect(delivery?.next).toBeUndefined();
    expect(delivery?.fields).toContainEqual(["Answer", "200 OK"]);
  });

  it("that answer 500 are tried again, later each time, until the delivery is given up", async () => {
    const { run, hook, deliveries, receiver, pass } = await aWebhook();
    await receiver(500);
    await run(ping);
    await pass(1000);
    const waits: number[] = [];
    for (let step = 0; step < 3; step++) {
      const [delivery] = await deliveries();
      expect(delivery).toMatchObject({ state: "waiting" });
      expect(delivery?.fields).toContainEqual(["Answer", "500 Error"]);
      const { now } = await pass(0);
      const wait = (delivery?.next ?? 0) - now;
      waits.push(wait);
      await pass(wait);
    }
    expect(waits.every((wait, at) => wait > (waits[at - 1] ?? 0))).toBe(true);
    expect(await hook()).toMatchObject({ failed: 1, waiting: 0, delivered: 0 });
    const [delivery] = await deliveries();
    expect(delivery).toMatchObject({ state: "failed" });
    expect(delivery?.next).toBeUndefined();
    expect(delivery?.fields).toContainEqual(["Tries", "4"]);
  });

  it("that don't respond receive it when they are back in time", async () => {
    const { run, hook, deliveries, receiver, pass } = await aWebhook();
    await run(ping);
    await pass(1000);
    expect((await deliveries())[0]?.fields).toContainEqual(["Answer", "The host hooks.example does not answer."]);
    await receiver(200);
    await pass(600_000);
    expect(await hook()).toMatchObject({ delivered: 1, failed: 0 });
  });

  it("are restored by undo, and removed with their webhook", async () => {
    const { sandbox, run, hook, receiver } = await aWebhook();
    await receiver(500);
    expect(await hook()).toMatchObject({ answers: 500 });
    await sandbox.request("undo", null);
    expect(await hook()).toMatchObject({ answers: null });
    await run("az acr webhook delete -r contoso -n hook1");
    await expect(receiver(200)).rejects.toMatchObject({ code: "NoWebhook" });
  });
});
