import type { Rules } from "../registry/rules.ts";
import { isRegistryHost, registryLabel, resolveHost } from "../registry/endpoints.ts";
import type { Origin } from "../world/cloud.ts";
import type { PrivateEndpointConnection } from "../world/registry-tables.ts";
import type { Reader } from "../world/world.ts";
import { ipv4Text, readRange } from "./ip-range.ts";
import { networkOf, subnetProperties, zoneLinked } from "./virtual-network.ts";
import { asList, asRecord, asText } from "../world/json.ts";

/** What a name server answers to a machine. */
export type Resolved =
  | { kind: "public"; address: string; canonicalName?: string }
  | { kind: "private"; address: string; endpoint: string; canonicalName: string }
  | { kind: "notFound"; because: string };

/** A stable number from a text (FNV-1a), for addresses that must be the same at each question. */
function textNumber(text: string): number {
  let value = 0x811c9dc5;
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
}

/** Public address of a host: one of Azure's 20.0.0.0/8, made from the name. */
const publicAddress = (host: string): string => ipv4Text(20 * 2 ** 24 + (textNumber(host) % 2 ** 24));

/** Private address of an endpoint: the one it says, else one inside its subnet. */
function privateAddress(reader: Reader, connection: PrivateEndpointConnection, host: string): string {
  const endpoint = reader.get("resource", connection.privateEndpointId.toLowerCase());
  for (const config of asList(endpoint?.properties["customDnsConfigs"])) {
    const addresses = config["ipAddresses"];
    if (asText(config["fqdn"]).toLowerCase() === host && Array.isArray(addresses)) return asText(addresses[0]);
  }
  const prefix = asText(subnetProperties(reader, connection.subnetId)?.["addressPrefix"]) || "10.0.0.0/24";
  const range = readRange(prefix) ?? { first: 10 * 2 ** 24, last: 10 * 2 ** 24 + 255 };
  // The first four addresses and the last one of a subnet are Azure's own.
  const room = Math.max(1, range.last - range.first - 4);
  return ipv4Text(range.first + 4 + (textNumber(connection.name + host) % room));
}

function linkedZone(reader: Reader, zoneName: string, networkId: string): string | undefined {
  for (const { row } of reader.scan("resource")) {
    if (!row.type.toLowerCase().endsWith("/privatednszones") || row.name.toLowerCase() !== zoneName) continue;
    if (zoneLinked(reader, row.id, networkId)) return row.id.toLowerCase();
  }
  return undefined;
}

/** Whether a zone holds an address record, made by hand or by the zone group of a private endpoint. */
function zoneRecord(reader: Reader, zoneId: string, name: string, connection?: PrivateEndpointConnection) {
  const own = reader.get("resource", `${zoneId}/a/${name}`);
  if (own) {
    const records = asList(own.properties["aRecords"] ?? own.properties["ARecords"]);
    return { address: asText(records[0]?.["ipv4Address"]) };
  }
  if (!connection) return undefined;
  const groups = `${connection.privateEndpointId.toLowerCase()}/privatednszonegroups`;
  for (const { rest, row } of reader.scan("resource", [], { after: groups })) {
    if (!rest[0]?.startsWith(`${groups}/`)) break;
    const configs = asList(row.properties["privateDnsZoneConfigs"]);
    const zoneOf = (config: Record<string, unknown>) =>
      asText(asRecord(config["properties"] ?? config)["privateDnsZoneId"]).toLowerCase();
    if (configs.some((config) => zoneOf(config) === zoneId)) return { address: undefined };
  }
  return undefined;
}

/** The approved private endpoint of a registry in a virtual network, or in any. */
function approvedConnection(reader: Reader, registry: string, networkId: string | undefined) {
  const approved = [...reader.scan("privateEndpointConnection", [registry])]
    .map(({ row }) => row)
    .filter(({ state }) => state === "Approved");
  return approved.find(({ subnetId }) => networkOf(subnetId) === networkId) ?? approved[0];
}

/**
 * Looks a host up as a machine would. A registry with a private endpoint is an alias below the private zone; inside a
 * virtual network that is linked to that zone only the zone answers, everywhere else the public address holds.
 */
export function resolveName(reader: Reader, rules: Rules, hostAsWritten: string, origin: Origin): Resolved {
  const host = hostAsWritten.toLowerCase();
  const missing = (because: string): Resolved => ({ kind: "notFound", because });
  if (reader.has("fault", "nameNotResolving", host)) return missing(`The name server does not answer for ${host}.`);
  if (!isRegistryHost(host)) return { kind: "public", address: publicAddress(host) };
  const found = resolveHost(reader, rules, host);
  if (!found) return missing(`No registry has the name ${host}.`);
  if (reader.has("fault", "nameNotResolving", found.registry)) {
    return missing(`The name server does not answer for ${host}.`);
  }
  const networkId = origin.subnetId === undefined ? undefined : networkOf(origin.subnetId);
  const connection = approvedConnection(reader, found.registry, networkId);
  if (!connection) return { kind: "public", address: publicAddress(host) };
  const zoneName = rules.value<string>("privateDnsZone") ?? "";
  const label = registryLabel(host);
  const canonicalName = `${label}.${zoneName}`;
  const zone = networkId === undefined ? undefined : linkedZone(reader, zoneName, networkId);
  if (zone === undefined) return { kind: "public", address: publicAddress(host), canonicalName };
  const record = zoneRecord(reader, zone, label, connection);
  if (!record) return missing(`The private zone ${zoneName} is linked here and has no record for ${label}.`);
  const address = record.address ?? privateAddress(reader, connection, host);
  return { kind: "private", address, endpoint: connection.name, canonicalName };
}
