import { describe, expect, it } from "vitest";
import { putPrincipal } from "../../../src/simulator/identity/directory.ts";
import { aSimulator } from "../../support/simulator.ts";
import { armOf } from "./arm-client.ts";

async function withGroup(profile: "chapter" | "azure" = "azure") {
  const simulator = aSimulator({ profile });
  const arm = armOf(simulator);
  await arm.put(arm.group("shop"), { location: "westeurope" });
  const create = (name: string, sku: string, properties: Record<string, unknown> = {}) =>
    arm.put(arm.registry(name), { location: "westeurope", sku: { name: sku }, properties });
  const patch = async (name: string, body: unknown) => {
    const reply = await arm.send("PATCH", arm.registry(name), { body });
    await simulator.runUntilIdle(60_000);
    return reply;
  };
  return { simulator, arm, create, patch };
}

describe("creating a registry", () => {
  it("returns Creating with an operation to poll, and Succeeded after the operation's time", async () => {
    const { simulator, arm } = await withGroup();
    const body = { location: "West Europe", sku: { name: "basic" }, properties: { adminUserEnabled: false } };
    const made = await arm.send("PUT", arm.registry("Contoso"), { body });
    expect(made).toMatchObject({ status: 201, body: { properties: { provisioningState: "Creating" } } });
    const operation = new URL(made.headers.get("azure-asyncoperation") ?? "");
    const follow = () => arm.send("GET", operation.pathname);
    expect((await follow()).body).toMatchObject({ status: "InProgress" });
    await simulator.runUntilIdle(60_000);
    expect((await follow()).body).toMatchObject({ status: "Succeeded" });
    const reply = await arm.send("GET", arm.registry("contoso"));
    expect(reply.body).toMatchObject({
      name: "Contoso",
      location: "westeurope",
      sku: { name: "Basic", tier: "Basic" },
      properties: { provisioningState: "Succeeded", loginServer: "contoso.azurecr.io", adminUserEnabled: false },
    });
    expect(reply.body.properties).not.toHaveProperty("networkRuleSet");
    expect(reply.body.systemData.createdBy).toBe("learner@harbour.example");
  });

  it("accepts exactly the names that the active rules allow", async () => {
    const chapter = await withGroup("chapter");
    expect(await chapter.create("Contoso", "Basic")).toMatchObject({ status: 400, code: "InvalidResourceName" });
    for (const name of ["four", "with-dash", "x".repeat(51)]) {
      const { create } = await withGroup("azure");
      expect(await create(name, "Basic")).toMatchObject({ status: 400, code: "InvalidResourceName" });
    }
  });

  it("rejects a name that another group has", async () => {
    const { arm, create } = await withGroup();
    await create("contoso", "Basic");
    await arm.put(arm.group("other"), { location: "westeurope" });
    const body = { location: "westeurope", sku: { name: "Basic" } };
    const taken = await arm.put(arm.registry("CONTOSO", "other"), body);
    expect(taken).toMatchObject({ status: 409, code: "AlreadyInUse" });
    expect(taken.message).toContain("The registry DNS name contoso.azurecr.io is already in use.");
  });

  it("rejects an unknown region, SKU or group and a wrong type by name", async () => {
    const { arm, create } = await withGroup();
    expect(await create("contoso", "Classic")).toMatchObject({ code: "ClassicSkuDeprecated" });
    expect(await create("contoso", "Gold")).toMatchObject({ status: 400, code: "BadRequest" });
    const body = { location: "nowhere", sku: { name: "Basic" } };
    expect(await arm.put(arm.registry("contoso"), body)).toMatchObject({ code: "LocationNotAvailableForResourceType" });
    expect(await arm.put(arm.registry("contoso", "missing"), body)).toMatchObject({
      status: 404,
      code: "ResourceGroupNotFound",
    });
    const wrong = await create("contoso", "Basic", { adminUserEnabled: "yes" });
    expect(wrong).toMatchObject({ status: 400, code: "InvalidRequestContent" });
    expect(wrong.message).toContain("properties.adminUserEnabled");
  });

  it("resets properties that a second PUT leaves out, and keeps the passwords", async () => {
    const { arm, create, simulator } = await withGroup();
    await create("contoso", "Premium", { adminUserEnabled: true });
    const passwords = simulator.world.get("registry", "contoso")?.adminPasswords;
    await create("contoso", "Premium");
    expect((await arm.send("GET", arm.registry("contoso"))).body.properties.adminUserEnabled).toBe(false);
    expect(simulator.world.get("registry", "contoso")?.adminPasswords).toEqual(passwords);
  });
});

describe("features that a SKU does not have", () => {
  it("are rejected in the service's words", async () => {
    const { create } = await withGroup();
    expect(await create("contoso", "Basic", { anonymousPullEnabled: true })).toMatchObject({
      code: "BadRequest",
      message:
        "Anonymous pull is not supported for SKU Managed_Basic. For more information on SKU tiers, please visit https://aka.ms/acr/tiers.",
    });
    expect(await create("contoso", "Basic", { publicNetworkAccess: "Disabled" })).toMatchObject({
      code: "DisablingPublicNetworkAccessNotSupported",
    });
  });

  it("leave no registry behind", async () => {
    const { arm, create } = await withGroup();
    await create("contoso", "Basic", { dataEndpointEnabled: true });
    expect(await arm.send("GET", arm.registry("contoso"))).toMatchObject({ status: 404, code: "ResourceNotFound" });
  });
});

describe("moving between SKUs", () => {
  it("allows upgrades under both profiles, and downgrades only where the rules allow them", async () => {
    for (const [profile, status] of [
      ["chapter", 409],
      ["azure", 201],
    ] as const) {
      const { create, patch } = await withGroup(profile);
      await create("contoso", "Basic");
      expect(await patch("contoso", { sku: { name: "Premium" } })).toMatchObject({ status: 201 });
      expect(await patch("contoso", { sku: { name: "Standard" } })).toMatchObject({ status });
    }
  });

  it("rejects leaving Premium while a replication exists, and names it", async () => {
    const { arm, create, patch, simulator } = await withGroup();
    await create("contoso", "Premium");
    await arm.put(`${arm.registry("contoso")}/replications/eastus`, { location: "eastus" });
    const refused = await patch("contoso", { sku: { name: "Standard" } });
    expect(refused).toMatchObject({ status: 409, code: "SkuFeatureInUse" });
    expect(refused.message).toContain("Geo-replication");
    await arm.send("DELETE", `${arm.registry("contoso")}/replications/eastus`);
    await simulator.runUntilIdle(60_000);
    expect(await patch("contoso", { sku: { name: "Standard" } })).toMatchObject({ status: 201 });
  });

  it("switches off the features that the facts say a downgrade disables", async () => {
    const { arm, create, patch } = await withGroup();
    await create("contoso", "Premium", { dataEndpointEnabled: true, anonymousPullEnabled: true });
    await patch("contoso", { sku: { name: "Basic" } });
    const { properties } = (await arm.send("GET", arm.registry("contoso"))).body;
    expect(properties).toMatchObject({ dataEndpointEnabled: false, anonymousPullEnabled: false });
  });

  it("rejects a downgrade when the stored content doesn't fit", async () => {
    const { create, patch, simulator } = await withGroup();
    await create("contoso", "Premium");
    simulator.transact((draft) => {
      draft.put("usage", ["contoso"], { bytes: 41 * 2 ** 40 });
      return { ok: true, value: null };
    });
    expect(await patch("contoso", { sku: { name: "Basic" } })).toMatchObject({ code: "SkuStorageTooSmall" });
  });
});

describe("policies", () => {
  it("rejects soft delete and retention together", async () => {
    const { create, patch } = await withGroup();
    await create("contoso", "Premium", { policies: { retentionPolicy: { status: "enabled", days: 30 } } });
    expect(
      await patch("contoso", { properties: { policies: { softDeletePolicy: { status: "enabled" } } } }),
    ).toMatchObject({ status: 400, code: "InvalidPolicy" });
    const far = { properties: { policies: { retentionPolicy: { days: 366 } } } };
    expect(await patch("contoso", far)).toMatchObject({ code: "InvalidPolicy" });
  });

  it("enables content trust in the chapter's world and no longer in today's", async () => {
    const trust = { policies: { trustPolicy: { type: "Notary", status: "enabled" } } };
    expect(await (await withGroup("chapter")).create("contoso", "Premium", trust)).toMatchObject({ status: 201 });
    const today = await (await withGroup("azure")).create("contoso", "Premium", trust);
    expect(today).toMatchObject({ status: 400, code: "InvalidPolicy" });
  });

  it("forbids exports only where the public endpoint is closed", async () => {
    const { create, patch } = await withGroup();
    await create("contoso", "Premium");
    const forbid = { policies: { exportPolicy: { status: "disabled" } } };
    expect(await patch("contoso", { properties: forbid })).toMatchObject({ code: "InvalidPolicy" });
    expect(await patch("contoso", { properties: { ...forbid, publicNetworkAccess: "Disabled" } })).toMatchObject({
      status: 201,
    });
  });
});

describe("who may", () => {
  it("is checked before anything changes, and the error is ARM's", async () => {
    const { arm, create, simulator } = await withGroup();
    await create("contoso", "Basic");
    simulator.transact((draft) => {
      putPrincipal(draft, {
        id: "robot",
        kind: "servicePrincipal",
        displayName: "robot",
        appId: "app-1",
      });
      return { ok: true, value: null };
    });
    const refused = await arm.send("DELETE", arm.registry("contoso"), {
      origin: { address: "203.0.113.9", principalId: "robot" },
    });
    expect(refused).toMatchObject({ status: 403, code: "AuthorizationFailed" });
    expect(refused.message).toContain("The client 'app-1' with object id 'robot' does not have authorization");
    expect(simulator.world.get("registry", "contoso")?.provisioningState).toBe("Succeeded");
  });
});

describe("deleting", () => {
  it("removes a registry with all its rows, and returns 204 for one that doesn't exist", async () => {
    const { arm, create, simulator } = await withGroup();
    await create("contoso", "Premium");
    expect(await arm.send("DELETE", arm.registry("contoso"))).toMatchObject({ status: 202 });
    await simulator.runUntilIdle(60_000);
    expect([...simulator.world.entries()].filter(([key]) => key.includes("\u0000contoso"))).toEqual([]);
    expect(await arm.send("DELETE", arm.registry("contoso"))).toMatchObject({ status: 204 });
  });
});

describe("resource groups and what is in them", () => {
  it("finds a registry's group by the type of the resource", async () => {
    const { arm, create } = await withGroup();
    await create("contoso", "Basic");
    const filter = encodeURIComponent("resourceType eq 'Microsoft.ContainerRegistry/registries'");
    const found = await arm.send("GET", `${arm.subscription}/resources?$filter=${filter}`);
    expect(found.body.value).toHaveLength(1);
    expect(found.body.value[0].id).toBe(arm.registry("contoso"));
  });

  it("deletes everything in a deleted group", async () => {
    const { arm, create, simulator } = await withGroup();
    await create("contoso", "Basic");
    await arm.send("DELETE", arm.group("shop"));
    await simulator.runUntilIdle(60_000);
    expect((await arm.send("HEAD", arm.group("shop"))).status).toBe(404);
    expect(simulator.world.has("registry", "contoso")).toBe(false);
  });
});
