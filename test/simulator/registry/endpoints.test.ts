import { describe, expect, it } from "vitest";
import { regionFor } from "../../../src/simulator/registry/endpoints.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import { putReplica } from "../../support/replicas.ts";
import { aRegistry, aSimulator } from "../../support/simulator.ts";

interface Change {
  /** Replica that takes no global traffic. */
  closed?: string;
  down?: string[];
}

/** A registry at home in West Europe with replicas in East US and Southeast Asia. */
function spread(profile: "chapter" | "azure", { closed, down = [] }: Change = {}) {
  const simulator = aSimulator({ profile });
  aRegistry(simulator, { sku: "Premium" });
  for (const location of ["eastus", "southeastasia"]) {
    putReplica(simulator, "contoso", location, { regionEndpointEnabled: location !== closed });
  }
  simulator.transact((draft) => {
    for (const region of down)
      draft.put("fault", ["regionDown", region], { kind: "regionDown", target: region, since: 0 });
    return ok(true);
  });
  return (region: string | undefined, purpose?: "read" | "write") =>
    regionFor(
      simulator.world,
      simulator.rules(),
      "contoso",
      { address: "203.0.113.24", ...(region !== undefined && { region }) },
      purpose,
    );
}

describe("the login server of a geo-replicated registry", () => {
  it.each<[string, string | undefined, Change, string]>([
    ["a machine in the home region", "westeurope", {}, "westeurope"],
    ["a machine beside the home region", "northeurope", {}, "westeurope"],
    ["a machine in a replica's region", "eastus", {}, "eastus"],
    ["a machine nearer to a replica than to home", "westus2", {}, "eastus"],
    ["a machine in Asia", "japaneast", {}, "southeastasia"],
    ["a machine whose place is not known", undefined, {}, "westeurope"],
    ["a machine near a replica that takes no global traffic", "eastus", { closed: "eastus" }, "westeurope"],
    ["a machine near a region that is down", "eastus", { down: ["eastus"] }, "westeurope"],
    ["a machine at home while home is down", "westeurope", { down: ["westeurope"] }, "eastus"],
    [
      "a machine while every region is down",
      "japaneast",
      { down: ["westeurope", "eastus", "southeastasia"] },
      "westeurope",
    ],
  ])("leads to the nearest region: %s", (_, from, change, region) => {
    expect(spread("azure", change)(from)).toBe(region);
  });

  it.each([
    ["chapter", "read", "southeastasia"],
    ["chapter", "write", "westeurope"],
    ["azure", "read", "southeastasia"],
    ["azure", "write", "southeastasia"],
  ] as const)("under %s leads a %s from Japan to %s", (profile, purpose, region) => {
    expect(spread(profile)("japaneast", purpose)).toBe(region);
  });
});
