import { describe, expect, it } from "vitest";
import type { SkuName } from "../../../src/content/fact.ts";
import { nodeHash } from "../../../src/node/node-hash.ts";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import { createSimulator } from "../../../src/simulator/create-simulator.ts";
import { requestCostMs } from "../../../src/simulator/registry/request-cost.ts";
import type { Origin } from "../../../src/simulator/world/cloud.ts";
import { MemoryBlobStore } from "../../../src/simulator/world/memory-blob-store.ts";
import { newWorld } from "../../../src/simulator/world/new-world.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import { facts } from "../../support/simulator-facts.ts";
import { aRegistry, aSimulator, laptop } from "../../support/simulator.ts";

const ping = (simulator: Simulator, origin: Origin = laptop, method = "GET"): Promise<Response> =>
  simulator.send(new Request("https://contoso.azurecr.io/v2/", { method }), origin);

/** Statuses of so many requests sent together. */
const together = async (simulator: Simulator, count: number): Promise<number[]> =>
  (await Promise.all(Array.from({ length: count }, () => ping(simulator)))).map(({ status }) => status);

const refusedOf = (statuses: number[]): number => statuses.filter((status) => status === 429).length;

describe("operations at once (chapter)", () => {
  it.each(["Basic", "Standard", "Premium"] as const)("are limited by the facts on %s", async (sku: SkuName) => {
    const simulator = aSimulator({ profile: "chapter" });
    aRegistry(simulator, { sku });
    const limit = simulator.rules().limit("concurrentOperations", sku) ?? 0;
    expect(limit).toBeGreaterThan(0);
    expect(refusedOf(await together(simulator, limit))).toBe(0);
    const next = aSimulator({ profile: "chapter" });
    aRegistry(next, { sku });
    expect(refusedOf(await together(next, limit + 3))).toBe(3);
  });

  it("never reject a client that waits for each response, even while the clock is stopped", async () => {
    const simulator = aSimulator({ profile: "chapter" });
    aRegistry(simulator, { sku: "Basic" });
    for (let count = 0; count < 200; count++) expect((await ping(simulator)).status).toBe(401);
  });

  it("count machines that ask at the same moment, until their time is over", async () => {
    const simulator = aSimulator({ profile: "chapter" });
    aRegistry(simulator, { sku: "Basic" });
    const limit = simulator.rules().limit("concurrentOperations", "Basic") ?? 0;
    const node = (number: number): Origin => ({ address: `198.51.100.${number}` });
    for (let number = 1; number <= limit; number++) expect((await ping(simulator, node(number))).status).toBe(401);
    const refused = await ping(simulator, node(99));
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(await refused.json()).toMatchObject({ errors: [{ code: "TOOMANYREQUESTS" }] });
    await simulator.advance(1000);
    expect((await ping(simulator, node(99))).status).toBe(401);
  });

  it("have no published limit in Azure", async () => {
    const simulator = aSimulator({ profile: "azure" });
    aRegistry(simulator, { sku: "Basic" });
    expect(refusedOf(await together(simulator, 300))).toBe(0);
  });
});

describe("requests per minute (azure)", () => {
  it("are rejected above the limit, and allowed again after Retry-After", async () => {
    const simulator = aSimulator({ profile: "azure" });
    aRegistry(simulator, { sku: "Basic" });
    const limit = simulator.rules().limit("deleteOpsPerMinute", "Basic") ?? 0;
    const send = () => ping(simulator, laptop, "DELETE");
    const answers = await Promise.all(Array.from({ length: limit + 5 }, send));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
    const refused = answers.find(({ status }) => status === 429);
    await simulator.advance(Number(refused?.headers.get("retry-after")) * 1000);
    expect((await send()).status).not.toBe(429);
    // Reads have a bucket of their own.
    expect((await ping(simulator)).status).toBe(401);
  });

  it("limit one identity to its share and leave the rest to others", async () => {
    const simulator = aSimulator({ profile: "azure" });
    aRegistry(simulator, { sku: "Basic" });
    const share = simulator.rules().details<{ perIdentity: Record<string, number> }>("deleteOpsPerMinute")?.perIdentity;
    const limit = share?.["Basic"] ?? 0;
    const send = (name: string) => {
      const headers = { authorization: `Basic ${btoa(`${name}:x`)}` };
      return simulator.send(new Request("https://contoso.azurecr.io/v2/", { method: "DELETE", headers }), laptop);
    };
    const answers = await Promise.all(Array.from({ length: limit + 2 }, () => send("ann")));
    expect(limit).toBeGreaterThan(0);
    expect(refusedOf(answers.map(({ status }) => status))).toBe(2);
    expect((await send("ben")).status).not.toBe(429);
  });

  it("aren't limited when limits are switched off", async () => {
    const world = newWorld({ profile: "chapter", seed: 1 });
    const components = { facts, world, hash: nodeHash, blobs: new MemoryBlobStore(nodeHash) };
    const simulator = createSimulator(components, { limits: false });
    aRegistry(simulator, { sku: "Basic" });
    expect(refusedOf(await together(simulator, 500))).toBe(0);
  });

  it("are all rejected while the registry has the throttling fault", async () => {
    const simulator = aSimulator();
    aRegistry(simulator);
    simulator.transact((draft) => {
      draft.put("fault", ["throttled", "contoso"], { kind: "throttled", target: "contoso", since: simulator.now });
      return ok(null);
    });
    expect((await ping(simulator)).headers.get("retry-after")).toBe("60");
  });
});

describe("the cost of a request", () => {
  it("grows with distance and with bytes, and shrinks with the bandwidth of the SKU", () => {
    const simulator = aSimulator({ profile: "azure" });
    const rules = simulator.rules();
    const basic = aRegistry(simulator, { sku: "Basic" });
    const premium = aRegistry(simulator, { sku: "Premium" });
    const cost = { region: "westeurope", from: "northeurope", direction: "download", bytes: 0 } as const;
    const near = requestCostMs(rules, basic, cost);
    expect(requestCostMs(rules, basic, { ...cost, from: "japaneast" })).toBeGreaterThan(near);
    const big = { ...cost, bytes: 50 * 2 ** 20 };
    expect(requestCostMs(rules, basic, big)).toBeGreaterThan(requestCostMs(rules, premium, big));
    expect(requestCostMs(rules, premium, big)).toBeGreaterThan(near + 1000);
  });
});
