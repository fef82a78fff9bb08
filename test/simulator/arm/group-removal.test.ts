import { describe, expect, it } from "vitest";
import { aSimulator } from "../../support/simulator.ts";
import { aCluster } from "../cluster/harbour.ts";
import { armOf } from "./arm-client.ts";

describe("deleting a resource group", () => {
  it("takes its identities out of the directory and the objects of its clusters away, and nothing else", async () => {
    const simulator = aSimulator();
    const arm = armOf(simulator);
    const principals = () => [...simulator.world.scan("principal")].map(({ row }) => row.id);
    await arm.put(arm.group("shop-2"), { location: "westeurope" });
    const identity = (group: string) =>
      arm.put(`${arm.group(group)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/robot`, {
        location: "westeurope",
      });
    const kept = (await identity("shop-2")).body.properties.principalId;
    const before = principals();
    expect(before).toContain(kept);

    const cluster = await aCluster(simulator);
    expect((await identity("shop")).status).toBeLessThan(300);
    await arm.put(arm.registry("contoso"), {
      location: "westeurope",
      sku: { name: "Premium" },
      identity: { type: "SystemAssigned" },
    });
    expect(principals()).toContain(cluster.kubeletId);
    expect(principals().length).toBeGreaterThan(before.length + 3);
    expect([...simulator.world.scan("clusterObject")].length).toBeGreaterThan(0);

    await arm.send("DELETE", arm.group("shop"));
    await simulator.runUntilIdle(60 * 60_000);
    expect(principals()).toEqual(before);
    expect([...simulator.world.scan("clusterObject")]).toEqual([]);
    expect([...simulator.world.scan("group")].map(({ row }) => row.name)).toEqual(["shop-2"]);
  });
});
