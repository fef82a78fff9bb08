import { describe, expect, it } from "vitest";
import type { Profile } from "../../../src/assessment/item.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import { asAdmin, pushImage } from "../../support/push-image.ts";
import { aRegistry, aSimulator } from "../../support/simulator.ts";
import { armOf } from "../arm/arm-client.ts";
import { anOwner } from "../identity/people.ts";
import { imageWithZlib } from "./image-with-zlib.ts";

const day = 24 * 60 * 60_000;
/** A registry with one image that has known flaws, and the Defender plan off. */
async function aRegistryWithAnImage(profile: Profile) {
  const simulator = aSimulator({ profile });
  aRegistry(simulator, {}, { adminUserEnabled: true });
  const digest = await pushImage(asAdmin(simulator), "web:v1", imageWithZlib("1.2.11-r3"));
  const origin = anOwner(simulator);
  const arm = armOf(simulator);
  const path = `${arm.subscription}/providers/Microsoft.Security/pricings/Containers`;
  const plan = (pricingTier: "Standard" | "Free") =>
    arm.send("PUT", path, {
      body: { properties: { pricingTier } },
      version: "2024-01-01",
      origin,
    });
  const pull = () => asAdmin(simulator)("GET", "/v2/web/manifests/v1");
  const scan = () => simulator.world.get("scan", "contoso", "web", digest);
  const ageInDays = () => (simulator.now - (scan()?.completedAt ?? 0)) / day;
  return { simulator, digest, plan, pull, scan, ageInDays };
}

/** Puts a pod that runs the image in a cluster, as its node pulled it. */
const runPod = (simulator: ReturnType<typeof aSimulator>, digest: string, phase: string) =>
  simulator.transact((draft) => {
    const image = "contoso.azurecr.io/web:v1";
    draft.put("clusterObject", ["prod", "", "NodeImage", `node1 ${image}`], { image: { digest } });
    draft.put("clusterObject", ["prod", "default", "Pod", "web"], {
      spec: { nodeName: "node1", containers: [{ name: "web", image }] },
      status: { phase },
    });
    return ok(null);
  });

describe("daily rescans", () => {
  it("scan a recent image every day under Azure's rules, for as many days as the fact says, and keep its findings", async () => {
    const { simulator, plan, scan, ageInDays } = await aRegistryWithAnImage("azure");
    await plan("Standard");
    await simulator.advance(day / 2);
    expect(scan()).toMatchObject({ status: "Completed", trigger: "plan" });
    const first = scan()?.findings;
    expect(first?.length).toBeGreaterThan(0);
    const { pushedDays } = simulator.rules().value<{ pushedDays: number }>("dailyRescan") ?? { pushedDays: 0 };
    for (let passed = 1; passed < pushedDays; passed++) {
      await simulator.advance(day);
      expect(scan()).toMatchObject({ status: "Completed", trigger: "daily", findings: first });
      expect(ageInDays()).toBeLessThan(1);
    }
    await simulator.advance(5 * day);
    expect(ageInDays()).toBeGreaterThan(4);
  });

  it("scan an old image again once it is pulled, and while it runs in a cluster", async () => {
    const { simulator, digest, plan, pull, scan, ageInDays } = await aRegistryWithAnImage("azure");
    await simulator.advance(200 * day);
    await plan("Standard");
    await simulator.advance(2 * day);
    expect(scan()).toBeUndefined();
    expect((await pull()).status).toBe(200);
    await simulator.advance(day + 60 * 60_000);
    expect(scan()).toMatchObject({ status: "Completed", trigger: "daily" });
    await simulator.advance(60 * day);
    expect(ageInDays()).toBeGreaterThan(20);
    runPod(simulator, digest, "Running");
    await simulator.advance(day + 60 * 60_000);
    expect(ageInDays()).toBeLessThan(1.1);
    runPod(simulator, digest, "Succeeded");
    await simulator.advance(3 * day);
    expect(ageInDays()).toBeGreaterThan(1.9);
  });

  it("stop when the plan is switched off, and record no pulls without it", async () => {
    const { simulator, plan, pull, ageInDays } = await aRegistryWithAnImage("azure");
    await pull();
    expect([...simulator.world.scan("imagePull")]).toEqual([]);
    await plan("Standard");
    await simulator.advance(day / 2);
    await plan("Free");
    await simulator.advance(10 * day);
    expect(ageInDays()).toBeGreaterThan(10);
    expect(simulator.nextEventAt).toBeUndefined();
  });

  it("don't happen under the chapter's rules", async () => {
    const { simulator, plan, pull, scan, ageInDays } = await aRegistryWithAnImage("chapter");
    await plan("Standard");
    await pull();
    await simulator.advance(3 * day);
    expect(scan()).toMatchObject({ status: "Completed", trigger: "plan" });
    expect(ageInDays()).toBeGreaterThan(2.9);
    expect([...simulator.world.scan("imagePull")]).toEqual([]);
  });
});
