import type { ArmResource } from "../../../world/cloud-tables.ts";
import { fail, ok, type Result } from "../../../world/result.ts";
import type { Reader } from "../../../world/world.ts";
import { putResource, resourceRoutes, resourcesBelow, showResource } from "../resource-kind.ts";
import { badRequest } from "../../errors.ts";
import type { ArmCall, ArmRoute } from "../../route.ts";
import { asList, asRecord, asText } from "../../../world/json.ts";

export const networkType = "Microsoft.Network/virtualNetworks";
export const subnetType = `${networkType}/subnets`;

const subnetView = (row: ArmResource) => showResource({ ...row, location: "" });

const networkView = (reader: Reader, row: ArmResource) => {
  const subnets = [...resourcesBelow(reader, row.id, subnetType)].map(subnetView);
  return showResource({ ...row, properties: { ...row.properties, subnets } });
};

function makeSubnet(network: ArmResource, name: string, properties: Record<string, unknown>): Result<ArmResource> {
  const prefix =
    asText(properties["addressPrefix"]) || asText((properties["addressPrefixes"] as unknown[] | undefined)?.[0]);
  if (!/^\d+(\.\d+){3}\/\d+$/.test(prefix)) {
    return badRequest(`Value provided for addressPrefix is invalid: '${prefix}'.`, { target: "addressPrefix" });
  }
  const endpoints = asList(properties["serviceEndpoints"]).map((endpoint) => ({
    provisioningState: "Succeeded",
    locations: ["*"],
    ...endpoint,
  }));
  return ok({
    id: `${network.id}/subnets/${name}`,
    name,
    type: subnetType,
    resourceGroup: network.resourceGroup,
    location: "",
    tags: {},
    properties: {
      privateEndpointNetworkPolicies: "Disabled",
      ...properties,
      addressPrefix: prefix,
      serviceEndpoints: endpoints,
    },
    createdAt: network.createdAt,
  });
}

/** A network's body may contain its subnets: those it leaves out are deleted, unless it has no list of subnets. */
function makeNetwork(call: ArmCall, row: ArmResource, before: ArmResource | undefined): Result<ArmResource> {
  const { subnets, ...properties } = row.properties;
  if (Array.isArray(subnets)) {
    const kept = new Set<string>();
    for (const subnet of asList(subnets)) {
      const made = makeSubnet(row, asText(subnet["name"]), asRecord(subnet["properties"]));
      if (!made.ok) return made;
      kept.add(made.value.id.toLowerCase());
      putResource(call.draft, made.value);
    }
    const gone = before ? [...resourcesBelow(call.draft, row.id, subnetType)] : [];
    for (const { id } of gone) if (!kept.has(id.toLowerCase())) call.draft.remove("resource", id.toLowerCase());
  }
  const addressSpace = properties["addressSpace"] ?? before?.properties["addressSpace"];
  return ok({
    ...row,
    properties: { ...properties, addressSpace: addressSpace ?? { addressPrefixes: ["10.0.0.0/16"] } },
  });
}

/** A private endpoint in a subnet, or in any subnet of a network. */
function endpointIn(call: ArmCall, id: string): { endpoint: string; subnet: string } | undefined {
  for (const { row } of call.draft.scan("resource")) {
    if (row.type !== "Microsoft.Network/privateEndpoints") continue;
    const subnet = asText(asRecord(row.properties["subnet"])["id"]);
    if (`${subnet}/`.toLowerCase().startsWith(`${id}/`.toLowerCase())) return { endpoint: row.id, subnet };
  }
  return undefined;
}

const inUse = (call: ArmCall, row: ArmResource): Result<null> => {
  const user = endpointIn(call, row.id);
  if (!user) return ok(null);
  return fail({
    code: "InUseSubnetCannotBeDeleted",
    status: 400,
    message: `Subnet ${user.subnet.split("/").at(-1)} is in use by ${user.endpoint} and cannot be deleted.`,
    next: "Delete the private endpoint first.",
  });
};

/** Virtual networks and their subnets with service endpoints. */
export const networkRoutes: ArmRoute[] = [
  ...resourceRoutes({ type: networkType, make: makeNetwork, show: networkView, mayRemove: inUse }),
  ...resourceRoutes({
    type: subnetType,
    make: (call, row, before) => {
      const network = call.draft.get("resource", row.id.toLowerCase().replace(/\/subnets\/[^/]*$/, ""));
      return network ? makeSubnet(network, row.name, { ...before?.properties, ...row.properties }) : ok(row);
    },
    show: (_, row) => subnetView(row),
    mayRemove: inUse,
  }),
];
