import { beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "../../../../../src/simulator/create-simulator.ts";
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

  it("wants to know the network of a subnet's name, and finds what is missing", async () => {
    const printed = await net(
      `private-endpoint create -g shop -n pe --subnet apps --connection-name c --private-connection-resource-id ${await registryId()}`,
    );
    expect(printed.err).toContain("incorrect usage: --subnet ID | --subnet NAME --vnet-name NAME");
    expect((await net("vnet show -g shop -n vnet")).exitCode).toBe(3);
    expect((await net("private-dns zone delete -g shop -n x")).err).toContain("Use --yes.");
  });
});
