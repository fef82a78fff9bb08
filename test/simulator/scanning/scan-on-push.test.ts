import { describe, expect, it } from "vitest";
import { requestScan } from "../../../src/simulator/registry/scan.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import { asAdmin, cloudOf, pushImage } from "../../support/push-image.ts";
import { aRegistry, aSimulator } from "../../support/simulator.ts";
import { imageWithZlib } from "./image-with-zlib.ts";

/** A registry whose subscription has the Defender plan on or off. */
function aScanned(profile: "chapter" | "azure", plan: "Free" | "Standard" = "Standard") {
  const simulator = aSimulator({ profile });
  aRegistry(simulator, {}, { adminUserEnabled: true });
  simulator.transact((draft) => {
    draft.put("defenderPlan", ["containers"], { tier: plan, since: simulator.now });
    return ok(true);
  });
  const push = (tag: string, zlib: string) => pushImage(asAdmin(simulator), `web:${tag}`, imageWithZlib(zlib));
  const scanOf = (digest: string) => simulator.world.get("scan", "contoso", "web", digest);
  return { simulator, push, scanOf };
}

describe("scanning", () => {
  it("finds flaws minutes after a push, and fewer when one package in the image is newer", async () => {
    const { simulator, push, scanOf } = aScanned("azure");
    const [old, newer] = [await push("1.0", "1.2.11-r3"), await push("1.1", "1.2.12-r2")];
    expect(scanOf(old)).toMatchObject({ status: "Queued", trigger: "push" });
    await simulator.advance(5 * 60_000);
    expect(scanOf(old)?.findings.map(({ id }) => id)).toEqual(["CVE-2022-37434", "CVE-2018-25032"]);
    expect(scanOf(newer)).toMatchObject({ status: "Completed", findings: [] });
  });

  it("scans nothing while the Defender plan is off", async () => {
    const { simulator, push, scanOf } = aScanned("azure", "Free");
    const digest = await push("1.0", "1.2.11-r3");
    await simulator.advance(60 * 60_000);
    expect(scanOf(digest)).toBeUndefined();
  });

  it("can be started by hand under the chapter's rules, and not under Azure's", async () => {
    for (const profile of ["chapter", "azure"] as const) {
      const { simulator, push } = aScanned(profile);
      const digest = await push("1.0", "1.2.11-r3");
      const scan = simulator.transact((draft) =>
        requestScan(draft, cloudOf(simulator), { registry: "contoso", repository: "web", digest }),
      );
      expect(scan.ok ? scan.value.trigger : scan.refusal.fact).toBe(profile === "chapter" ? "demand" : "scanOnDemand");
    }
  });
});
