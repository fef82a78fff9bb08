import { describe, expect, it } from "vitest";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import { distanceKm, hostsOf, regionFor, resolveHost } from "../../../src/simulator/registry/endpoints.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import { putReplica } from "../../support/replicas.ts";
import { aRegistry, aSimulator, laptop } from "../../support/simulator.ts";

const hosts = (simulator: Simulator) => hostsOf(simulator.world, simulator.rules(), "contoso").map(({ host }) => host);
const resolve = (simulator: Simulator, host: string) => resolveHost(simulator.world, simulator.rules(), host);
const near = (simulator: Simulator, region: string, purpose?: "read" | "write") =>
  regionFor(simulator.world, simulator.rules(), "contoso", { ...laptop, region }, purpose);

describe("hosts of a registry", () => {
  it("gives each replica a login server under the chapter's rules, and all of them one under Azure's", () => {
    const chapter = aSimulator({ profile: "chapter" });
    const azure = aSimulator({ profile: "azure" });
    for (const simulator of [chapter, azure]) {
      aRegistry(simulator);
      putReplica(simulator, "contoso", "eastus");
    }
    expect(hosts(chapter)).toEqual([
      "contoso.azurecr.io",
      "contoso.westeurope.azurecr.io",
      "contoso.eastus.azurecr.io",
    ]);
    expect(hosts(azure)).toEqual(["contoso.azurecr.io"]);
    expect(resolve(chapter, "Contoso.EastUS.azurecr.io")).toEqual({
      registry: "contoso",
      region: "eastus",
      kind: "regional",
    });
    expect(resolve(azure, "contoso.eastus.azurecr.io")).toBeUndefined();
    expect(resolve(chapter, "contoso.japaneast.azurecr.io")).toBeUndefined();
  });

  it("has regional and data endpoints only where they are switched on", () => {
    const simulator = aSimulator({ profile: "azure" });
    aRegistry(simulator, {}, { regionalEndpointsEnabled: true, dataEndpointEnabled: true });
    expect(hosts(simulator)).toEqual([
      "contoso.azurecr.io",
      "contoso.westeurope.geo.azurecr.io",
      "contoso.westeurope.data.azurecr.io",
    ]);
    expect(resolve(simulator, "contoso.westeurope.data.azurecr.io")?.kind).toBe("data");
    aRegistry(simulator);
    expect(resolve(simulator, "contoso.westeurope.geo.azurecr.io")).toBeUndefined();
  });

  it("resolves only the login server with a hash when the registry has a name scope", () => {
    const simulator = aSimulator({ profile: "azure" });
    aRegistry(simulator, {}, { loginServer: "contoso-a1b2c3d4.azurecr.io", dnlScope: "TenantReuse" });
    expect(resolve(simulator, "contoso-a1b2c3d4.azurecr.io")).toEqual({ registry: "contoso", kind: "login" });
    expect(resolve(simulator, "contoso.azurecr.io")).toBeUndefined();
  });
});

describe("the nearest region", () => {
  it("measures distances along the Earth's surface", () => {
    const rules = aSimulator().rules();
    const [from, to] = [rules.region("westeurope"), rules.region("eastus")];
    if (!from || !to) throw new Error("regions are missing");
    expect(distanceKm(from, to)).toBeGreaterThan(5500);
    expect(distanceKm(from, to)).toBeLessThan(7000);
  });

  it("serves a machine from the nearest replica that takes traffic and is up", () => {
    const simulator = aSimulator({ profile: "azure" });
    aRegistry(simulator);
    expect(near(simulator, "japaneast")).toBe("westeurope");
    putReplica(simulator, "contoso", "southeastasia");
    putReplica(simulator, "contoso", "eastus", { regionEndpointEnabled: false });
    putReplica(simulator, "contoso", "koreacentral", { provisioningState: "Creating" });
    expect(near(simulator, "japaneast")).toBe("southeastasia");
    expect(near(simulator, "eastus2")).toBe("westeurope");
    simulator.transact((draft) => {
      const fault = { kind: "regionDown", target: "southeastasia", since: simulator.now } as const;
      draft.put("fault", [fault.kind, fault.target], fault);
      return ok(null);
    });
    expect(near(simulator, "japaneast")).toBe("westeurope");
  });

  it("sends writes to the home region where replicas are read-only", () => {
    for (const [profile, region] of [
      ["chapter", "westeurope"],
      ["azure", "eastus"],
    ] as const) {
      const simulator = aSimulator({ profile });
      aRegistry(simulator);
      putReplica(simulator, "contoso", "eastus");
      expect(near(simulator, "eastus", "write")).toBe(region);
      expect(near(simulator, "eastus", "read")).toBe("eastus");
    }
  });
});
