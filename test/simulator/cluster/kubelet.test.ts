import { describe, expect, it } from "vitest";
import { anImage, anIndex } from "../../support/images.ts";
import { storeImage } from "../../support/push-image.ts";
import { aRegistry, aSimulator } from "../../support/simulator.ts";
import { armOf } from "../arm/arm-client.ts";
import { aCluster, ask, crane } from "./harbour.ts";

const image = "contoso.azurecr.io/crane:1";

/** A registry with one image and a cluster beside it. */
async function aHarbour(changes: Parameters<typeof aRegistry>[2] = {}, properties = {}) {
  const simulator = aSimulator();
  aRegistry(simulator, {}, changes);
  storeImage(simulator, "crane:1", crane);
  return { simulator, cluster: await aCluster(simulator, properties) };
}

describe("a node that pulls", () => {
  it("runs the pod when the cluster is attached: the kubelet has AcrPull", async () => {
    const { cluster, simulator } = await aHarbour();
    expect((await cluster.attach("contoso")).status).toBe(201);
    await cluster.run("crane", image);
    expect((await cluster.pod("crane")).status.phase).toBe("Running");
    const reasons = (await cluster.events("crane")).map(({ reason }) => reason);
    expect(reasons).toEqual(expect.arrayContaining(["Scheduled", "Pulling", "Pulled", "Created", "Started"]));
    const log = await ask(simulator, "GET", `${cluster.server}/api/v1/namespaces/default/pods/crane/log`);
    expect(log.text).toBe("ahoy\n");
  });

  it("backs off increasingly while the role is missing, with the reason, and runs once it is assigned", async () => {
    const { simulator, cluster } = await aHarbour();
    await cluster.run("crane", image, 500);
    expect(await cluster.waiting("crane")).toMatchObject({ reason: "ErrImagePull" });
    await simulator.advance(3000);
    const waiting = await cluster.waiting("crane");
    expect(waiting.reason).toBe("ImagePullBackOff");
    expect(waiting.message).toContain("insufficient_scope: authorization failed");

    const pulls = async () => (await cluster.events("crane")).find(({ reason }) => reason === "Pulling")?.count;
    expect(await pulls()).toBe(1);
    await simulator.advance(7000);
    expect(await pulls()).toBe(2);
    await simulator.advance(19_000);
    expect(await pulls()).toBe(2);
    await simulator.advance(2000);
    expect(await pulls()).toBe(3);

    await cluster.attach("contoso");
    await simulator.advance(60_000);
    expect((await cluster.pod("crane")).status.phase).toBe("Running");
  });

  it("can't pull with a role that doesn't include reading", async () => {
    const { cluster } = await aHarbour();
    await cluster.attach("contoso", "AcrDelete");
    await cluster.run("crane", image);
    expect((await cluster.waiting("crane")).message).toContain("authorization failed");
  });

  it("says that a tag is not found", async () => {
    const { cluster } = await aHarbour();
    await cluster.attach("contoso");
    await cluster.run("crane", "contoso.azurecr.io/crane:2");
    expect((await cluster.waiting("crane")).message).toBe(
      'Back-off pulling image "contoso.azurecr.io/crane:2": ErrImagePull: rpc error: code = NotFound desc = failed to pull ' +
        'and unpack image "contoso.azurecr.io/crane:2": failed to resolve reference "contoso.azurecr.io/crane:2": ' +
        "contoso.azurecr.io/crane:2: not found",
    );
  });

  it("gets 403 from the registry's firewall until an IP rule allows the cluster's address", async () => {
    const { simulator, cluster } = await aHarbour({ networkDefaultAction: "Deny" });
    await cluster.attach("contoso");
    await cluster.run("crane", image);
    expect((await cluster.waiting("crane")).message).toMatch(/403 Forbidden$/);
    const { outboundAddress } = (await armOf(simulator).send("GET", cluster.id)).body.properties;
    simulator.transact((draft) => {
      draft.update("registry", ["contoso"], (row) => ({ ...row, ipRules: [outboundAddress] }));
      return { ok: true, value: null };
    });
    await simulator.advance(60_000);
    expect((await cluster.pod("crane")).status.phase).toBe("Running");
  });

  it(`fails with "no such host" for a registry that doesn't exist`, async () => {
    const { cluster } = await aHarbour();
    await cluster.run("crane", "contosso.azurecr.io/crane:1");
    expect((await cluster.waiting("crane")).message).toContain(
      "lookup contosso.azurecr.io on 168.63.129.16:53: no such host",
    );
  });

  it("says when an index has nothing for the node's platform", async () => {
    const { simulator, cluster } = await aHarbour();
    storeImage(simulator, "winch:1", anIndex([anImage({ architecture: "arm64" })]));
    await cluster.attach("contoso");
    await cluster.run("winch", "contoso.azurecr.io/winch:1");
    expect((await cluster.waiting("winch")).message).toMatch(/no match for platform in manifest: not found$/);
  });

  it("pulls with the pod's secret instead of the node's identity, and reports a wrong password", async () => {
    const { simulator, cluster } = await aHarbour({ adminUserEnabled: true });
    const password = simulator.world.get("registry", "contoso")?.adminPasswords[0]?.value ?? "";
    const secrets = `${cluster.server}/api/v1/namespaces/default/secrets`;
    for (const [name, value] of Object.entries({ good: password, bad: "wrong" })) {
      const config = { auths: { "contoso.azurecr.io": { username: "contoso", password: value } } };
      const data = { ".dockerconfigjson": btoa(JSON.stringify(config)) };
      await ask(simulator, "POST", secrets, { metadata: { name }, type: "kubernetes.io/dockerconfigjson", data });
      await cluster.run(name, image, 5000, { imagePullSecrets: [{ name }] });
    }
    expect((await cluster.pod("good")).status.phase).toBe("Running");
    expect((await cluster.waiting("bad")).message).toMatch(/failed to fetch oauth token: .*401 Unauthorized$/);
  });

  it("does not ask the registry for an image that is on the node, unless its tag is latest", async () => {
    const { simulator, cluster } = await aHarbour({}, { agentPoolProfiles: [{ name: "one", count: 1 }] });
    await cluster.attach("contoso");
    await cluster.run("first", image);
    simulator.transact((draft) => {
      draft.removeBelow("roleAssignment");
      return { ok: true, value: null };
    });
    await cluster.run("second", image);
    expect((await cluster.pod("second")).status.phase).toBe("Running");
    await cluster.run("third", "contoso.azurecr.io/crane");
    expect((await cluster.waiting("third")).reason).toBe("ImagePullBackOff");
  });
});

describe("a node in a virtual network", () => {
  async function aPrivateHarbour() {
    const simulator = aSimulator();
    aRegistry(simulator, {}, { publicNetworkAccess: false });
    storeImage(simulator, "crane:1", crane);
    const arm = armOf(simulator);
    const network = `${arm.group("shop")}/providers/Microsoft.Network/virtualNetworks/quay`;
    const subnets = [{ name: "nodes", properties: { addressPrefix: "10.1.0.0/24" } }];
    await arm.put(network, { properties: { addressSpace: { addressPrefixes: ["10.1.0.0/16"] }, subnets } });
    const subnet = `${network}/subnets/nodes`;
    const cluster = await aCluster(simulator, { agentPoolProfiles: [{ name: "a", count: 1, vnetSubnetID: subnet }] });
    await cluster.attach("contoso");
    const endpoint = `${arm.group("shop")}/providers/Microsoft.Network/privateEndpoints/gangway`;
    const connection = { privateLinkServiceId: arm.registry("contoso"), groupIds: ["registry"] };
    const made = await arm.put(endpoint, {
      properties: {
        subnet: { id: subnet },
        privateLinkServiceConnections: [{ name: "gangway", properties: connection }],
      },
    });
    expect(made.status).toBe(201);
    const zone = `${arm.group("shop")}/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io`;
    const link = () => arm.put(`${zone}/virtualNetworkLinks/quay`, { properties: { virtualNetwork: { id: network } } });
    const records = () =>
      arm.put(`${endpoint}/privateDnsZoneGroups/default`, {
        properties: { privateDnsZoneConfigs: [{ name: "acr", properties: { privateDnsZoneId: zone } }] },
      });
    return { simulator, arm, cluster, zone, link, records };
  }

  it("reaches a closed registry only by the private endpoint, a linked zone and its records", async () => {
    const { simulator, arm, cluster, zone, link, records } = await aPrivateHarbour();
    await cluster.run("crane", image);
    expect((await cluster.waiting("crane")).message).toMatch(/403 Forbidden$/);
    await arm.put(zone, {});
    expect((await link()).status).toBe(201);
    await simulator.advance(60_000);
    expect((await cluster.waiting("crane")).message).toMatch(/no such host$/);
    expect((await records()).status).toBe(201);
    await simulator.advance(120_000);
    expect((await cluster.pod("crane")).status.phase).toBe("Running");
  });
});
