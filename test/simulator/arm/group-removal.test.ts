import { describe, expect, it } from "vitest";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import { aSimulator } from "../../support/simulator.ts";
import { aCluster } from "../cluster/harbour.ts";
import { armOf } from "./arm-client.ts";

const scopesOf = (simulator: Simulator) => [...simulator.world.scan("roleAssignment")].map(({ row }) => row.scope);

/** Gives a principal the role AcrPull at a scope; each of several under a number of its own. */
const assign = (arm: ReturnType<typeof armOf>, scope: string, principalId: string, number: number) =>
  arm.put(`${scope}/providers/Microsoft.Authorization/roleAssignments/0000000${number}-2222-4222-8222-222222222222`, {
    properties: {
      roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d",
      principalId,
    },
  });

describe("deleting a resource group", () => {
  it("removes its identities and the objects of its clusters, and nothing else", async () => {
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

  it("removes its container groups with their identities, and the role assignments on its resources", async () => {
    const simulator = aSimulator();
    const arm = armOf(simulator);
    await arm.put(arm.group("shop"), { location: "westeurope" });
    const before = [...simulator.world.scan("principal")].length;
    const group = `${arm.group("shop")}/providers/Microsoft.ContainerInstance/containerGroups/tug`;
    await arm.put(group, {
      location: "westeurope",
      identity: { type: "SystemAssigned" },
      properties: { containers: [{ name: "main", properties: { image: "docker.io/library/alpine" } }] },
    });
    const { principalId } = (await arm.send("GET", group)).body.identity;
    expect(simulator.world.has("principal", principalId)).toBe(true);
    await assign(arm, arm.group("shop"), principalId, 1);
    await arm.send("DELETE", arm.group("shop"));
    await simulator.runUntilIdle(60 * 60_000);
    expect([...simulator.world.scan("principal")].length).toBe(before);
    expect([...simulator.world.scan("resource")]).toEqual([]);
    expect(scopesOf(simulator)).not.toContain(arm.group("shop"));
  });
});

describe("deleting a registry", () => {
  it("removes its system identity and the role assignments on it; assignments elsewhere stay without a principal", async () => {
    const simulator = aSimulator();
    const arm = armOf(simulator);
    for (const name of ["shop", "vaults"]) await arm.put(arm.group(name), { location: "westeurope" });
    await arm.put(arm.registry("contoso"), {
      location: "westeurope",
      sku: { name: "Premium" },
      identity: { type: "SystemAssigned" },
    });
    await arm.put(arm.registry("contoso2"), { location: "westeurope", sku: { name: "Basic" } });
    const { principalId } = (await arm.send("GET", arm.registry("contoso"))).body.identity;
    const places = [arm.registry("contoso"), arm.registry("contoso2"), arm.group("vaults")];
    for (const [index, place] of places.entries()) await assign(arm, place, principalId, index);
    expect(scopesOf(simulator)).toEqual(expect.arrayContaining(places));

    await arm.send("DELETE", arm.registry("contoso"));
    await simulator.runUntilIdle(60 * 60_000);
    expect(simulator.world.has("registry", "contoso")).toBe(false);
    expect(simulator.world.has("principal", principalId)).toBe(false);
    expect(scopesOf(simulator)).not.toContain(arm.registry("contoso"));
    expect(scopesOf(simulator)).toEqual(expect.arrayContaining([arm.registry("contoso2"), arm.group("vaults")]));
  });

  it("removes the timers of its tasks: a registry of the same name starts with none", async () => {
    const simulator = aSimulator();
    const arm = armOf(simulator);
    await arm.put(arm.group("shop"), { location: "westeurope" });
    const registry = { location: "westeurope", sku: { name: "Basic" } };
    await arm.put(arm.registry("contoso"), registry);
    await arm.put(`${arm.registry("contoso")}/tasks/nightly`, {
      location: "westeurope",
      properties: {
        step: { type: "EncodedTask", encodedTaskContent: btoa("steps:\n  - cmd: alpine true\n") },
        trigger: { timerTriggers: [{ name: "t1", schedule: "0 0 * * *" }] },
      },
    });
    expect([...simulator.world.scan("taskTimer")].length).toBe(1);
    await arm.send("DELETE", arm.registry("contoso"));
    await simulator.advance(60 * 60_000);
    expect([...simulator.world.scan("taskTimer")]).toEqual([]);
    await arm.put(arm.registry("contoso"), registry);
    await simulator.advance(48 * 60 * 60_000);
    expect([...simulator.world.scan("run")]).toEqual([]);
  });
});
