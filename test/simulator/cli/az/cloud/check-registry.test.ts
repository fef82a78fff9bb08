import { beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { ok } from "../../../../../src/simulator/world/result.ts";
import { az } from "../../../../support/az.ts";
import { aRegistry, aSimulator } from "../../../../support/simulator.ts";

let simulator: Simulator;
beforeEach(async () => {
  simulator = aSimulator();
  aRegistry(simulator);
  await az(simulator, "aks create -g shop -n shop-aks");
});

const check = (registry = "contoso.azurecr.io") => az(simulator, `aks check-acr -g shop -n shop-aks --acr ${registry}`);

describe("az aks check-acr", () => {
  it("succeeds exactly while the registry is attached", async () => {
    const before = await check();
    expect(before.exitCode).toBe(1);
    expect(before.err).toContain("Validating image pull permission: FAILED");
    await az(simulator, "aks update -g shop -n shop-aks --attach-acr contoso");
    const attached = await check();
    expect([attached.exitCode, attached.err]).toEqual([0, ""]);
    expect(attached.out).toContain("Validating image pull permission: SUCCEEDED");
    expect(attached.out).toContain("Your cluster can pull images from contoso.azurecr.io!");
    await az(simulator, "aks update -g shop -n shop-aks --detach-acr contoso");
    expect((await check()).exitCode).toBe(1);
  });

  it("fails while the registry's network rules reject the cluster", async () => {
    await az(simulator, "aks update -g shop -n shop-aks --attach-acr contoso");
    simulator.transact((draft) => {
      const registry = draft.get("registry", "contoso");
      if (registry) draft.put("registry", ["contoso"], { ...registry, publicNetworkAccess: false });
      return ok(null);
    });
    const printed = await check();
    expect([printed.exitCode, printed.err]).toEqual([1, expect.stringContaining("pull permission: FAILED")]);
  });

  it("fails for a registry that doesn't exist, and exits with 3 for a cluster that doesn't", async () => {
    expect((await check("fabrikam.azurecr.io")).exitCode).toBe(1);
    expect((await az(simulator, "aks check-acr -g shop -n other --acr contoso.azurecr.io")).exitCode).toBe(3);
  });
});
