import { beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { az } from "../../../../support/az.ts";
import { aRegistry, aSimulator } from "../../../../support/simulator.ts";

let simulator: Simulator;
beforeEach(() => {
  simulator = aSimulator();
  aRegistry(simulator);
});

const net = (line: string) => az(simulator, `network ${line}`);
const registryId = async () =>
  `${(await az(simulator, "group show -n shop --query id -o tsv")).out.trim()}/providers/Microsoft.ContainerRegistry/registries/contoso`;

describe("az network", () => {
  it("connects a registry to a network by a private endpoint with its zone", async () => {
    const made = await net("vnet create -g shop -n vnet --subnet-name apps --subnet-prefixes 10.0.1.0/24");
    expect(made.object["newVNet"]).toMatchObject({ name: "vnet", location: "westeurope" });
    const quiet = await net(
      "vnet subnet update -g shop --vnet-name vnet -n apps --private-endpoint-network-policies Disabled",
    );
    expect(quiet.object).toMatchObject({ privateEndpointNetworkPolicies: "Disabled", resourceGroup: "shop" });
    await net("private-dns zone create -g shop -n privatelink.azurecr.io");
    await net("private-dns link vnet create -g shop -z privatelink.azurecr.io -n link -v vnet -e false");
    const endpoint = await net(
      `private-endpoint create -g shop -n pe --vnet-name vnet --subnet apps --group-ids registry --connection-name c ` +
        `--private-connection-resource-id ${await registryId()}`,
    );
    expect(endpoint.err).toBe("");
    expect(endpoint.object).toMatchObject({ name: "pe", provisioningState: "Succeeded" });
    const group = await net(
      "private-endpoint dns-zone-group create -g shop --endpoint-name pe -n zones --private-dns-zone privatelink.azurecr.io --zone-name acr",
    );
    expect(group.exitCode).toBe(0);
    const records = await net("private-dns record-set a list -g shop -z privatelink.azurecr.io --query [].name");
    expect(records.json).toContain("contoso");
    const { object } = await net("private-dns record-set a show -g shop -z privatelink.azurecr.io -n contoso");
    const { creator } = object["metadata"] as { creator: string };
    expect(creator).toMatch(
      /^created by private endpoint pe with resource guid [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    );
    await net("private-endpoint dns-zone-group delete -g shop --endpoint-name pe -n zones");
    const remainingRecords = await net(
      "private-dns record-set a list -g shop -z privatelink.azurecr.io --query [].name",
    );
    expect(remainingRecords.json).toEqual([]);
  });

  it("keeps a subnet that a private endpoint uses, and deletes one with a shorter name", async () => {
    await net("vnet create -g shop -n vnet --subnet-name apps-inside --subnet-prefixes 10.0.1.0/24");
    await net("vnet subnet create -g shop --vnet-name vnet -n apps --address-prefixes 10.0.2.0/24");
    await net(
      `private-endpoint create -g shop -n pe --vnet-name vnet --subnet apps-inside --group-ids registry --connection-name c ` +
        `--private-connection-resource-id ${await registryId()}`,
    );
    expect((await net("vnet subnet delete -g shop --vnet-name vnet -n apps")).exitCode).toBe(0);
    expect((await net("vnet delete -g shop -n vnet")).err).toMatch(
      /Subnet apps-inside is in use by \S+\/pe and cannot/,
    );
  });

  it("keeps address records", async () => {
    await net("private-dns zone create -g shop -n example.internal");
    const record = await net("private-dns record-set a add-record -g shop -z example.internal -n web -a 10.0.0.4");
    expect(record.object).toMatchObject({ name: "web", aRecords: [{ ipv4Address: "10.0.0.4" }] });
    const second = await net("private-dns record-set a add-record -g shop -z example.internal -n web -a 10.0.0.5");
    expect(second.object["aRecords"]).toEqual([{ ipv4Address: "10.0.0.4" }, { ipv4Address: "10.0.0.5" }]);
    expect((await net("private-dns record-set a delete -g shop -z example.internal -n web --yes")).exitCode).toBe(0);
    expect((await net("private-dns record-set a show -g shop -z example.internal -n web")).exitCode).toBe(3);
  });

  it("requires the network with a subnet's name, and fails for one that doesn't exist", async () => {
    const printed = await net(
      `private-endpoint create -g shop -n pe --subnet apps --connection-name c --private-connection-resource-id ${await registryId()}`,
    );
    expect(printed.err).toContain("incorrect usage: --subnet ID | --subnet NAME --vnet-name NAME");
    expect((await net("vnet show -g shop -n vnet")).exitCode).toBe(3);
    expect((await net("private-dns zone delete -g shop -n x")).err).toContain("Use --yes.");
  });

  it("shows, lists and removes what was made", async () => {
    await net("vnet create -g shop -n vnet --address-prefixes 10.1.0.0/16");
    const subnet = await net("vnet subnet create -g shop --vnet-name vnet -n apps --address-prefixes 10.1.1.0/24");
    expect(subnet.object).toMatchObject({ name: "apps", addressPrefix: "10.1.1.0/24" });
    await net("private-dns zone create -g shop -n privatelink.azurecr.io");
    await net("private-dns link vnet create -g shop -z privatelink.azurecr.io -n link -v vnet -e false");
    await net("private-dns record-set a create -g shop -z privatelink.azurecr.io -n web --ttl 60");
    await net(
      `private-endpoint create -g shop -n pe --vnet-name vnet --subnet apps --group-ids registry --connection-name c ` +
        `--private-connection-resource-id ${await registryId()}`,
    );
    const zone = "--private-dns-zone privatelink.azurecr.io --zone-name acr";
    await net(`private-endpoint dns-zone-group create -g shop --endpoint-name pe -n zones ${zone}`);
    // In the order in which they can be removed: what uses goes before what is used.
    const made = [
      ["private-endpoint dns-zone-group", "-g shop --endpoint-name pe", "zones", ""],
      ["private-endpoint", "-g shop", "pe", ""],
      ["private-dns record-set a", "-g shop -z privatelink.azurecr.io", "web", "--yes"],
      ["private-dns link vnet", "-g shop -z privatelink.azurecr.io", "link", "--yes"],
      ["private-dns zone", "-g shop", "privatelink.azurecr.io", "--yes"],
      ["vnet subnet", "-g shop --vnet-name vnet", "apps", ""],
      ["vnet", "-g shop", "vnet", ""],
    ] as const;
    for (const [kind, where, name, yes] of made) {
      expect([kind, (await net(`${kind} show ${where} -n ${name}`)).object["name"]]).toEqual([kind, name]);
      expect([kind, (await net(`${kind} list ${where} --query [].name`)).json]).toEqual([
        kind,
        expect.arrayContaining([name]),
      ]);
      const removed = await net(`${kind} delete ${where} -n ${name} ${yes}`);
      expect([kind, removed.exitCode, removed.out, removed.err]).toEqual([kind, 0, "", ""]);
      expect([kind, (await net(`${kind} show ${where} -n ${name}`)).exitCode]).toEqual([kind, 3]);
    }
  });

  it("leaves a manual request pending until the registry's owner approves it", async () => {
    await net("vnet create -g shop -n vnet --subnet-name apps --subnet-prefixes 10.0.1.0/24");
    await net(
      `private-endpoint create -g shop -n pe --vnet-name vnet --subnet apps --group-ids registry --connection-name c ` +
        `--manual-request --request-message hello --private-connection-resource-id ${await registryId()}`,
    );
    const connection = (line: string) => az(simulator, `acr private-endpoint-connection ${line} -r contoso`);
    const [name] = (await connection("list --query [].name")).json as string[];
    const state = async () =>
      (await connection(`show -n ${name ?? ""} --query privateLinkServiceConnectionState.status`)).json;
    expect(await state()).toBe("Pending");
    const approved = await connection(`approve -n ${name ?? ""} --description welcome`);
    expect(approved.object["privateLinkServiceConnectionState"]).toMatchObject({
      status: "Approved",
      description: "welcome",
    });
    await connection(`reject -n ${name ?? ""}`);
    expect(await state()).toBe("Rejected");
    expect((await connection(`delete -n ${name ?? ""}`)).exitCode).toBe(0);
    expect((await connection("list")).json).toEqual([]);
  });

  it("rejects a private endpoint of a registry whose tier has none", async () => {
    const plain = aSimulator();
    aRegistry(plain, { sku: "Basic" });
    await az(plain, "network vnet create -g shop -n vnet --subnet-name apps --subnet-prefixes 10.0.1.0/24");
    const printed = await az(
      plain,
      `network private-endpoint create -g shop -n pe --vnet-name vnet --subnet apps --group-ids registry ` +
        `--connection-name c --private-connection-resource-id ${await registryId()}`,
    );
    expect([printed.exitCode, printed.err]).toEqual([1, expect.stringContaining("Basic")]);
  });
});
