import { beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { az } from "../../../../support/az.ts";
import { aSimulator } from "../../../../support/simulator.ts";

let simulator: Simulator;
beforeEach(() => {
  simulator = aSimulator();
});

describe("az group", () => {
  it("creates, shows, lists and deletes a group", async () => {
    const made = await az(simulator, "group create -n shop -l westeurope --tags team=web");
    expect(made.exitCode).toBe(0);
    expect(Object.keys(made.object)).toEqual(["id", "location", "managedBy", "name", "properties", "tags", "type"]);
    expect(made.object).toMatchObject({ location: "westeurope", properties: { provisioningState: "Succeeded" } });
    expect((await az(simulator, "group show -n shop")).json).toEqual(made.json);
    expect((await az(simulator, "group list --tag team=web")).json).toEqual([made.json]);
    expect((await az(simulator, "group list --tag team=data")).json).toEqual([]);
    expect((await az(simulator, "group exists -n shop")).out).toBe("true\n");
    const gone = await az(simulator, "group delete -n shop --yes");
    expect([gone.exitCode, gone.out]).toEqual([0, ""]);
    expect((await az(simulator, "group exists -n shop")).out).toBe("false\n");
  });

  it("takes a region's display name", async () => {
    const made = await az(simulator, ["group", "create", "-n", "shop", "-l", "West Europe"]);
    expect(made.object["location"]).toBe("westeurope");
  });

  it("prints its own columns in a table", async () => {
    await az(simulator, "group create -n shop -l westeurope");
    const [titles, , row] = (await az(simulator, "group list -o table")).out.split("\n");
    expect(titles?.split(/\s+/)).toEqual(["Name", "Location", "Status"]);
    expect(row?.split(/\s+/)).toEqual(["shop", "westeurope", "Succeeded"]);
  });

  it("ends with 3 for a group that is not there, and asks before it deletes", async () => {
    const missing = await az(simulator, "group show -n shop");
    expect(missing.exitCode).toBe(3);
    expect(missing.err).toContain("(ResourceGroupNotFound) Resource group 'shop' could not be found.");
    await az(simulator, "group create -n shop -l westeurope");
    expect((await az(simulator, "group delete -n shop")).err).toContain("Use --yes.");
    const kept = await az(simulator, "group delete -n shop", { answers: ["n"] });
    expect(kept.err).toContain("Are you sure you want to perform this operation? (y/n): ");
    expect((await az(simulator, "group exists -n shop")).out).toBe("true\n");
  });
});
