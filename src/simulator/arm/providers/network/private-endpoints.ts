import { mayManage } from "../../../identity/evaluate.ts";
import { hostsOf, registryLabel } from "../../../registry/endpoints.ts";
import type { ArmResource } from "../../../world/cloud-tables.ts";
import { nextGuid } from "../../../world/ids.ts";
import type { Registry } from "../../../world/registry-tables.ts";
import { fail, ok, type Result } from "../../../world/result.ts";
import type { Draft } from "../../../world/world.ts";
import { findResource, putResource, resourceRoutes } from "../resource-kind.ts";
import { clientOf } from "../../client-of.ts";
import { badRequest, linkedAuthorizationFailed } from "../../errors.ts";
import { action, registryType } from "../../paths.ts";
import type { ArmCall, ArmRoute } from "../../route.ts";
import { asList, asRecord, asText, type JsonRecord } from "../../../world/json.ts";

export const privateEndpointType = "Microsoft.Network/privateEndpoints";
const zoneGroupType = `${privateEndpointType}/privateDnsZoneGroups`;

interface ConnectionRequest {
  target: string;
  manual: boolean;
  message: string;
  groups: unknown;
}

function connectionRequestOf(properties: JsonRecord): ConnectionRequest | undefined {
  const automatic = asList(properties["privateLinkServiceConnections"])[0];
  const connection = automatic ?? asList(properties["manualPrivateLinkServiceConnections"])[0];
  if (!connection) return undefined;
  const inner = asRecord(connection["properties"]);
  return {
    target: asText(inner["privateLinkServiceId"]),
    manual: automatic === undefined,
    message: asText(inner["requestMessage"]),
    groups: inner["groupIds"],
  };
}

/** The registry that a connection wants, once the SKU's gate and count let it. */
function registryFor(call: ArmCall, connectionRequest: ConnectionRequest): Result<{ key: string; registry: Registry }> {
  const name = new RegExp(`/${registryType()}/([^/]+)$`, "i").exec(connectionRequest.target)?.[1] ?? "";
  const key = name.toLowerCase();
  const registry = call.draft.get("registry", key);
  if (!registry) {
    return fail({
      code: "InvalidResourceReference",
      status: 400,
      message: `Resource ${connectionRequest.target} referenced by the private endpoint was not found. Only registries are simulated.`,
    });
  }
  if (
    !Array.isArray(connectionRequest.groups) ||
    connectionRequest.groups.length !== 1 ||
    connectionRequest.groups[0] !== "registry"
  ) {
    return badRequest("The group id of a private endpoint to a registry has to be 'registry'.", { target: "groupIds" });
  }
  if (!call.rules.allows("privateEndpoints", registry.sku)) {
    const able = call.rules.skusWith("privateEndpoints").join(", ");
    return fail({
      code: "PrivateEndpointNotSupported",
      status: 400,
      message: `Private endpoint connections are not supported for the SKU ${registry.sku}.`,
      fact: "privateEndpoints",
      next: `Change the registry's tier to ${able}.`,
    });
  }
  const most = call.rules.limit("maxPrivateEndpoints", registry.sku);
  const count = [...call.draft.scan("privateEndpointConnection", [key])].length;
  if (most !== undefined && count >= most) {
    return fail({
      code: "QuotaExceeded",
      status: 400,
      message: `The registry ${registry.name} has ${count} private endpoint connections; the limit is ${most}.`,
      fact: "maxPrivateEndpoints",
    });
  }
  return ok({ key, registry });
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
const addressOf = (value: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");

/** Addresses of a subnet that no private endpoint has yet; the first four are Azure's own. */
function freeAddresses(draft: Draft, subnet: ArmResource, count: number): string[] {
  const taken = new Set<string>();
  for (const { row } of draft.scan("resource")) {
    if (row.type !== privateEndpointType) continue;
    for (const config of asList(row.properties["customDnsConfigs"])) {
      for (const address of (config["ipAddresses"] as unknown[] | undefined) ?? []) taken.add(asText(address));
    }
  }
  const start = numberOf(asText(subnet.properties["addressPrefix"]).split("/")[0] ?? "10.0.0.0");
  const free: string[] = [];
  for (let next = start + 4; free.length < count; next++) if (!taken.has(addressOf(next))) free.push(addressOf(next));
  return free;
}

function make(call: ArmCall, row: ArmResource, before: ArmResource | undefined): Result<ArmResource> {
  if (before) return ok({ ...before, tags: row.tags });
  const { draft, rules } = call;
  const subnetId = asText(asRecord(row.properties["subnet"])["id"]);
  const subnet = findResource(draft, subnetId);
  if (!subnet) {
    return fail({
      code: "InvalidResourceReference",
      status: 400,
      message: `Resource ${subnetId} referenced by resource ${row.id} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`,
    });
  }
  const connectionRequest = connectionRequestOf(row.properties);
  if (!connectionRequest) return badRequest("A private endpoint needs one private link service connection.");
  const found = registryFor(call, connectionRequest);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  const approval = action("privateEndpointConnectionsApproval", "action");
  if (!connectionRequest.manual) {
    const verdict = mayManage(draft, rules, {
      principalId: call.principalId,
      action: approval,
      scope: connectionRequest.target,
    });
    if (!verdict.allowed) {
      return linkedAuthorizationFailed(
        clientOf(draft, call.principalId),
        { action: "Microsoft.Network/privateEndpoints/write", scope: row.id },
        { action: approval, scope: connectionRequest.target },
        { why: verdict.because, next: "Ask for approval with a manual request instead." },
      );
    }
  }
  const name = `${row.name}.${nextGuid(draft, call.cloud.hash, `connection/${row.id}`).replaceAll("-", "")}`;
  const state = connectionRequest.manual ? "Pending" : "Approved";
  const description = connectionRequest.manual ? connectionRequest.message : "Auto-Approved";
  const connection = { name, privateEndpointId: row.id, subnetId: subnet.id, state, description } as const;
  draft.put("privateEndpointConnection", [key, name.toLowerCase()], connection);
  // The registry turns its dedicated data endpoints on by itself, because the layers have to come through the link too.
  if (!registry.dataEndpointEnabled && rules.allows("dedicatedDataEndpoints", registry.sku)) {
    draft.put("registry", [key], { ...registry, dataEndpointEnabled: true });
  }
  const hosts = hostsOf(draft, rules, key).map(({ host }) => host);
  const addresses = freeAddresses(draft, subnet, hosts.length);
  const customDnsConfigs = hosts.map((fqdn, index) => ({ fqdn, ipAddresses: [addresses[index] ?? ""] }));
  const listName = connectionRequest.manual ? "manualPrivateLinkServiceConnections" : "privateLinkServiceConnections";
  const connections = asList(row.properties[listName]).map((connection) => ({
    ...connection,
    properties: {
      ...asRecord(connection["properties"]),
      privateLinkServiceConnectionState: { status: state, description, actionsRequired: "None" },
    },
  }));
  return ok({ ...row, properties: { ...row.properties, [listName]: connections, customDnsConfigs } });
}

/** The registry's side of a connection goes as its private endpoint goes. */
function disconnect({ draft }: ArmCall, row: ArmResource): void {
  const connectionRequest = connectionRequestOf(row.properties);
  const key = connectionRequest?.target.split("/").pop()?.toLowerCase() ?? "";
  const own = [...draft.scan("privateEndpointConnection", [key])].filter(
    ({ row: connection }) => connection.privateEndpointId.toLowerCase() === row.id.toLowerCase(),
  );
  for (const { rest } of own) draft.remove("privateEndpointConnection", key, ...rest);
}

const zonesOf = (group: ArmResource): string[] =>
  asList(group.properties["privateDnsZoneConfigs"]).map((config) =>
    asText(asRecord(config["properties"] ?? config)["privateDnsZoneId"]),
  );

/** How the platform marks the address records of an endpoint, up to the guid of the endpoint. */
const markOf = (endpoint: string): string => `created by private endpoint ${endpoint} with resource guid `;

/** The guid of an endpoint, which its connection has in its name as well. */
function resourceGuid(draft: Draft, endpoint: string): string {
  const id = endpoint.toLowerCase();
  const own = [...draft.scan("privateEndpointConnection")].find(
    ({ row }) => row.privateEndpointId.toLowerCase() === id,
  );
  const digits = own?.row.name.split(".").at(-1) ?? "";
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const endpointOf = (group: ArmResource): string => group.id.split("/").slice(0, -2).join("/");

/** A zone group writes the address records of its endpoint in the zones it names, and takes them along when it goes. */
function makeZoneGroup(call: ArmCall, group: ArmResource): Result<ArmResource> {
  const endpoint = findResource(call.draft, endpointOf(group));
  for (const zoneId of zonesOf(group)) {
    const zone = findResource(call.draft, zoneId);
    if (!zone) return badRequest(`The private DNS zone '${zoneId}' was not found.`, { target: "privateDnsZoneId" });
    const mark = endpoint ? `${markOf(endpoint.name)}${resourceGuid(call.draft, endpoint.id)}` : "";
    for (const config of asList(endpoint?.properties["customDnsConfigs"])) {
      const name = registryLabel(asText(config["fqdn"]));
      const addresses = (config["ipAddresses"] as unknown[] | undefined) ?? [];
      putResource(call.draft, {
        id: `${zone.id}/A/${name}`,
        name,
        type: "Microsoft.Network/privateDnsZones/A",
        resourceGroup: zone.resourceGroup,
        location: "",
        tags: {},
        properties: {
          ttl: 10,
          aRecords: addresses.map((ipv4Address) => ({ ipv4Address })),
          metadata: { creator: mark },
        },
        createdAt: group.createdAt,
      });
    }
  }
  return ok(group);
}

function removeRecords({ draft }: ArmCall, group: ArmResource): void {
  const mark = markOf(endpointOf(group).split("/").at(-1) ?? "");
  for (const zoneId of zonesOf(group)) {
    const zone = `${zoneId.toLowerCase()}/a/`;
    const records = [...draft.scan("resource", [], { after: zone })].filter(
      ({ row }) =>
        row.id.toLowerCase().startsWith(zone) &&
        asText(asRecord(row.properties["metadata"])["creator"]).startsWith(mark),
    );
    for (const { row } of records) draft.remove("resource", row.id.toLowerCase());
  }
}

/** Private endpoints to registries, and the groups that keep their names in private DNS zones. */
export const privateEndpointRoutes: ArmRoute[] = [
  ...resourceRoutes({ type: privateEndpointType, make, removed: disconnect }),
  ...resourceRoutes({ type: zoneGroupType, make: makeZoneGroup, removed: removeRecords }),
];
