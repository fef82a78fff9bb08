import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import { resolveName } from "../../../src/simulator/identity/dns.ts";
import { mayReach } from "../../../src/simulator/identity/evaluate.ts";
import { inRange, ipv4Text, readRange } from "../../../src/simulator/identity/ip-range.ts";
import type { ArmResource } from "../../../src/simulator/world/cloud-tables.ts";
import type { Origin } from "../../../src/simulator/world/cloud.ts";
import type { Registry } from "../../../src/simulator/world/registry-tables.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import { aRegistry, aSimulator, laptop } from "../../support/simulator.ts";
import { groupScope } from "./people.ts";

const closed = (changes: Partial<Registry> = {}): Simulator => {
  const simulator = aSimulator({ profile: "azure" });
  aRegistry(simulator, {}, { networkDefaultAction: "Deny", ...changes });
  return simulator;
};

const reaches = (simulator: Simulator, origin: Origin): boolean =>
  mayReach(simulator.world, simulator.rules(), { registry: "contoso", origin }).allowed;

const network = (simulator: Simulator, ...rest: string[]): string =>
  [groupScope(simulator), "providers", "Microsoft.Network", ...rest].join("/");

function aResource(simulator: Simulator, id: string, type: string, properties: Record<string, unknown>): void {
  const name = id.split("/").pop() ?? "";
  const row: ArmResource = {
    id,
    name,
    type,
    resourceGroup: "shop",
    location: "westeurope",
    tags: {},
    properties,
    createdAt: simulator.now,
  };
  simulator.transact((draft) => {
    draft.put("resource", [id.toLowerCase()], row);
    return ok(null);
  });
}

/** A network with one subnet, and a private endpoint in it. */
function aPrivateEndpoint(simulator: Simulator, state: "Approved" | "Pending" = "Approved") {
  const subnetId = network(simulator, "virtualNetworks", "hub", "subnets", "apps");
  const endpoint = network(simulator, "privateEndpoints", "pe");
  simulator.transact((draft) => {
    draft.put("privateEndpointConnection", ["contoso", "pe"], {
      name: "pe",
      privateEndpointId: endpoint,
      subnetId,
      state,
      description: "",
    });
    return ok(null);
  });
  const zone = network(simulator, "privateDnsZones", "privatelink.azurecr.io");
  const link = () => {
    aResource(simulator, zone, "Microsoft.Network/privateDnsZones", {});
    const linkType = "Microsoft.Network/privateDnsZones/virtualNetworkLinks";
    const virtualNetwork = { id: network(simulator, "virtualNetworks", "HUB") };
    aResource(simulator, `${zone}/virtualNetworkLinks/hub`, linkType, { virtualNetwork });
  };
  const record = () =>
    aResource(simulator, `${zone}/A/contoso`, "Microsoft.Network/privateDnsZones/A", {
      aRecords: [{ ipv4Address: "10.1.0.7" }],
    });
  return { inside: { address: "203.0.113.9", subnetId }, link, record };
}

describe("the firewall of a registry", () => {
  it("allows every network unless the default action is Deny", () => {
    expect(reaches(closed({ networkDefaultAction: "Allow" }), laptop)).toBe(true);
    expect(reaches(closed(), laptop)).toBe(false);
  });

  it("allows only the addresses and ranges of its IP rules when the default action is Deny", () => {
    const simulator = closed({ ipRules: ["203.0.113.0/28", "198.51.100.7"] });
    const addresses = ["203.0.113.15", "203.0.113.16", "198.51.100.7", "198.51.100.8"];
    expect(addresses.map((address) => reaches(simulator, { address }))).toEqual([true, false, true, false]);
  });

  it("allows a subnet of a virtual network rule only when it has a service endpoint", () => {
    const simulator = closed();
    const subnetId = network(simulator, "virtualNetworks", "hub", "subnets", "apps");
    aRegistry(simulator, {}, { networkDefaultAction: "Deny", virtualNetworkRules: [subnetId.toUpperCase()] });
    const type = "Microsoft.Network/virtualNetworks/subnets";
    aResource(simulator, subnetId, type, { serviceEndpoints: [] });
    expect(reaches(simulator, { ...laptop, subnetId })).toBe(false);
    aResource(simulator, subnetId, type, { serviceEndpoints: [{ service: "Microsoft.ContainerRegistry" }] });
    expect(reaches(simulator, { ...laptop, subnetId })).toBe(true);
    expect(reaches(simulator, laptop)).toBe(false);
  });

  it("allows trusted services while the setting for them is on", () => {
    const defender = { ...laptop, trustedService: "Microsoft Defender" };
    expect(reaches(closed({ trustedServicesAllowed: true }), defender)).toBe(true);
    expect(reaches(closed({ trustedServicesAllowed: false }), defender)).toBe(false);
  });

  it("rejects every public address when public network access is off, even one that a rule allows", () => {
    expect(reaches(closed({ publicNetworkAccess: false, ipRules: [laptop.address] }), laptop)).toBe(false);
  });

  it("matches exactly the addresses of a range", () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.integer({ min: 0, max: 32 }), fc.nat(2 ** 32 - 1), (base, bits, other) => {
        const range = `${ipv4Text(base)}/${bits}`;
        const size = 2 ** (32 - bits);
        expect(inRange(ipv4Text(base), range)).toBe(true);
        expect(inRange(ipv4Text(other), range)).toBe(Math.floor(other / size) === Math.floor(base / size));
      }),
    );
    for (const text of ["10.0.0.0/33", "10.0.0", "256.1.1.1", "10.0.0.0/8/8", "01.2.3.4", ""]) {
      expect(readRange(text)).toBeUndefined();
    }
  });
});

describe("private endpoints and names", () => {
  const lookUp = (simulator: Simulator, origin: Origin, host = "contoso.azurecr.io") =>
    resolveName(simulator.world, simulator.rules(), host, origin);

  it("resolves to the private address in a network whose linked zone has the name", () => {
    const simulator = closed({ publicNetworkAccess: false });
    const { inside, link, record } = aPrivateEndpoint(simulator);
    expect(lookUp(simulator, inside)).toMatchObject({
      kind: "public",
      canonicalName: "contoso.privatelink.azurecr.io",
    });
    expect(reaches(simulator, inside)).toBe(false);
    link();
    expect(lookUp(simulator, inside).kind).toBe("notFound");
    record();
    expect(lookUp(simulator, inside)).toMatchObject({ kind: "private", address: "10.1.0.7", endpoint: "pe" });
    expect(reaches(simulator, inside)).toBe(true);
    expect(lookUp(simulator, laptop).kind).toBe("public");
    expect(reaches(simulator, laptop)).toBe(false);
  });

  it("gives no access before the connection is approved", () => {
    const simulator = closed({ publicNetworkAccess: false });
    const { inside, link, record } = aPrivateEndpoint(simulator, "Pending");
    link();
    record();
    expect(lookUp(simulator, inside).kind).toBe("public");
    expect(reaches(simulator, inside)).toBe(false);
  });

  it("doesn't resolve an unknown registry, or any while the name server is broken", () => {
    const simulator = closed();
    expect(lookUp(simulator, laptop, "nobody.azurecr.io").kind).toBe("notFound");
    expect(lookUp(simulator, laptop).kind).toBe("public");
    simulator.transact((draft) => {
      const fault = { kind: "nameNotResolving", target: "contoso.azurecr.io", since: simulator.now } as const;
      draft.put("fault", [fault.kind, fault.target], fault);
      return ok(null);
    });
    expect(lookUp(simulator, laptop).kind).toBe("notFound");
  });
});
