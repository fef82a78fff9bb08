import { describe, expect, it } from "vitest";
import { laptop, aRegistry, aSimulator } from "../../support/simulator.ts";
import { armOf, type ArmReply } from "./arm-client.ts";

const acrPull = "7f951dda-4ed3-4680-a7ca-43fe172d538d";

function aHarbour(options: Parameters<typeof aRegistry>[1] = {}) {
  const simulator = aSimulator();
  aRegistry(simulator, options);
  const arm = armOf(simulator);
  const graph = async (method: string, path: string, body?: unknown, principalId?: string) => {
    const request = new Request(`https://graph.microsoft.com/v1.0${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const response = await simulator.send(request, { ...laptop, ...(principalId !== undefined && { principalId }) });
    const text = await response.text();
    return { status: response.status, body: (text === "" ? {} : JSON.parse(text)) as ArmReply["body"] };
  };
  const assign = (name: number, properties: object, scope = arm.registry("contoso"), principalId?: string) =>
    arm.send("PUT", `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`, {
      body: { properties },
      ...(principalId !== undefined && { origin: { ...laptop, principalId } }),
    });
  return { simulator, arm, graph, assign };
}

describe("role assignments", () => {
  it("rejects an unknown principal, an unknown role and the same assignment again", async () => {
    const { graph, assign } = aHarbour();
    const user = (await graph("POST", "/users", { displayName: "Ada", userPrincipalName: "ada@harbour.example" })).body;
    const nobody = "00000000-0000-4000-8000-000000000000";
    expect(await assign(1, { principalId: nobody, roleDefinitionId: acrPull })).toMatchObject({
      status: 400,
      code: "PrincipalNotFound",
    });
    expect(await assign(1, { principalId: user.id, roleDefinitionId: nobody })).toMatchObject({
      status: 400,
      code: "RoleDefinitionDoesNotExist",
    });
    expect((await assign(1, { principalId: user.id, roleDefinitionId: acrPull })).status).toBe(201);
    expect(await assign(2, { principalId: user.id, roleDefinitionId: acrPull })).toMatchObject({
      status: 409,
      code: "RoleAssignmentExists",
    });
  });

  it("lists by principal and at a scope, with what is inherited, and forgets what is deleted", async () => {
    const { arm, graph, assign } = aHarbour();
    const group = (await graph("POST", "/groups", { displayName: "crew" })).body;
    await assign(1, { principalId: group.id, roleDefinitionId: acrPull }, arm.group("shop"));
    const list = async () => {
      const filter = encodeURIComponent(`atScope() and principalId eq '${group.id}'`);
      const path = `${arm.registry("contoso")}/providers/Microsoft.Authorization/roleAssignments?$filter=${filter}`;
      return (await arm.send("GET", path)).body.value;
    };
    expect(await list()).toHaveLength(1);
    expect((await list())[0].properties).toMatchObject({ principalType: "Group", scope: arm.group("shop") });
    await arm.send("DELETE", `${arm.group("shop")}/providers/Microsoft.Authorization/roleAssignments/1`);
    expect(await list()).toEqual([]);
  });

  it("can't be changed with permission to read only", async () => {
    const { arm, graph, assign } = aHarbour();
    const reader = (await graph("POST", "/users", { displayName: "Bo", userPrincipalName: "bo@harbour.example" })).body;
    const readers = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    await assign(1, { principalId: reader.id, roleDefinitionId: readers }, arm.group("shop"));
    const answer = await assign(2, { principalId: reader.id, roleDefinitionId: acrPull }, undefined, reader.id);
    expect(answer).toMatchObject({ status: 403, code: "AuthorizationFailed" });
  });
});

describe("custom roles", () => {
  it("can be assigned only within their scopes, and can't be deleted while assigned", async () => {
    const { arm, graph, assign } = aHarbour();
    const path = `${arm.subscription}/providers/Microsoft.Authorization/roleDefinitions/lookout`;
    const permissions = [{ actions: ["Microsoft.ContainerRegistry/registries/pull/read"], dataActions: [] }];
    const properties = { roleName: "Lookout", permissions, assignableScopes: [arm.group("shop")] };
    expect((await arm.send("PUT", path, { body: { properties } })).status).toBe(201);
    const user = (await graph("POST", "/users", { displayName: "Cy", userPrincipalName: "cy@harbour.example" })).body;
    const assignment = { principalId: user.id, roleDefinitionId: path };
    expect((await assign(1, assignment, arm.subscription)).code).toBe("RoleDefinitionNotAssignableAtScope");
    expect((await assign(1, assignment)).status).toBe(201);
    expect((await arm.send("DELETE", path)).code).toBe("RoleDefinitionHasAssignments");
    const again = { properties: { ...properties, assignableScopes: ["/"] } };
    expect((await arm.send("PUT", path, { body: again })).code).toBe("InvalidAssignableScopes");
  });
});

describe("the directory", () => {
  it("shows who is signed in, and lets no managed identity change it", async () => {
    const { arm, graph } = aHarbour();
    expect((await graph("GET", "/me")).body.userPrincipalName).toBe("learner@harbour.example");
    const id = `${arm.group("shop")}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/pilot`;
    const { principalId } = (await arm.put(id, {})).body.properties;
    expect((await graph("POST", "/groups", { displayName: "x" }, principalId)).status).toBe(403);
    const found = await graph("GET", `/servicePrincipals?$filter=${encodeURIComponent("displayName eq 'pilot'")}`);
    expect(found.body.value).toMatchObject([{ id: principalId, servicePrincipalType: "ManagedIdentity" }]);
    await arm.send("DELETE", id);
    expect((await graph("GET", `/servicePrincipals/${principalId}`)).status).toBe(404);
  });
});

describe("Defender plans", () => {
  it("are off at first, and the one for containers can be switched on", async () => {
    const { arm } = aHarbour();
    const path = `${arm.subscription}/providers/Microsoft.Security/pricings/Containers`;
    expect((await arm.send("GET", path)).body.properties.pricingTier).toBe("Free");
    await arm.send("PUT", path, { body: { properties: { pricingTier: "Standard" } } });
    expect((await arm.send("GET", path)).body.properties.pricingTier).toBe("Standard");
    expect((await arm.send("PUT", path, { body: { properties: { pricingTier: "Gold" } } })).status).toBe(400);
  });
});

describe("private endpoints", () => {
  const make = async (sku: "Standard" | "Premium", manual = false) => {
    const harbour = aHarbour({ sku });
    const { arm } = harbour;
    const network = `${arm.group("shop")}/providers/Microsoft.Network/virtualNetworks/quay`;
    const subnets = [{ name: "links", properties: { addressPrefix: "10.1.0.0/24" } }];
    await arm.put(network, { properties: { subnets } });
    const id = `${arm.group("shop")}/providers/Microsoft.Network/privateEndpoints/gangway`;
    const connections = [
      { name: "one", properties: { privateLinkServiceId: arm.registry("contoso"), groupIds: ["registry"] } },
    ];
    const list = manual ? "manualPrivateLinkServiceConnections" : "privateLinkServiceConnections";
    const properties = { subnet: { id: `${network}/subnets/links` }, [list]: connections };
    return { ...harbour, id, network, answer: await arm.put(id, { properties }) };
  };
  const states = ({ simulator }: Awaited<ReturnType<typeof make>>) =>
    Array.from(simulator.world.scan("privateEndpointConnection", ["contoso"]), ({ row }) => row.state);

  it("need a SKU that has them", async () => {
    const made = await make("Standard");
    expect(made.answer).toMatchObject({ status: 400, code: "PrivateEndpointNotSupported" });
    expect(states(made)).toEqual([]);
  });

  it("are approved at once for an owner, turn data endpoints on, and take an address for each host", async () => {
    const made = await make("Premium");
    expect(states(made)).toEqual(["Approved"]);
    expect(made.simulator.world.get("registry", "contoso")?.dataEndpointEnabled).toBe(true);
    const configs: { fqdn: string; ipAddresses: string[] }[] = made.answer.body.properties.customDnsConfigs;
    expect(configs.map(({ fqdn }) => fqdn)).toContain("contoso.azurecr.io");
    expect(new Set(configs.flatMap(({ ipAddresses }) => ipAddresses)).size).toBe(configs.length);
    expect((await made.arm.send("DELETE", made.network)).code).toBe("InUseSubnetCannotBeDeleted");
    await made.arm.send("DELETE", made.id);
    expect(states(made)).toEqual([]);
  });

  it("wait for approval when requested manually", async () => {
    expect(states(await make("Premium", true))).toEqual(["Pending"]);
  });
});
