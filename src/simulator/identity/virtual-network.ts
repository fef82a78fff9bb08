import type { Reader } from "../world/world.ts";
import { asList, asRecord, asText } from "../world/json.ts";

/** ARM id of the virtual network of a subnet, in lower case. */
export const networkOf = (subnetId: string): string => subnetId.toLowerCase().replace(/\/subnets\/[^/]*$/, "");

/** Properties of a subnet, kept as a resource of its own or inside its virtual network. */
export function subnetProperties(reader: Reader, subnetId: string): Record<string, unknown> | undefined {
  const id = subnetId.toLowerCase();
  const own = reader.get("resource", id);
  if (own) return own.properties;
  const network = reader.get("resource", networkOf(id));
  const found = asList(network?.properties["subnets"]).find(
    (subnet) =>
      asText(subnet["id"]).toLowerCase() === id || asText(subnet["name"]).toLowerCase() === id.split("/").pop(),
  );
  return found && asRecord(found["properties"]);
}

/** Whether a subnet has the service endpoint of the registry; a subnet that the world does not hold is taken to have it. */
export function subnetHasServiceEndpoint(reader: Reader, subnetId: string): boolean {
  const properties = subnetProperties(reader, subnetId);
  if (!properties) return true;
  return asList(properties["serviceEndpoints"]).some((endpoint) =>
    asText(endpoint["service"]).toLowerCase().includes("containerregistry"),
  );
}

/** Whether a private DNS zone is linked to a virtual network: by a link resource of its own or a list inside the zone. */
export function zoneLinked(reader: Reader, zoneId: string, networkId: string): boolean {
  const zone = zoneId.toLowerCase();
  const leadsTo = (properties: Record<string, unknown>) =>
    asText(asRecord(properties["virtualNetwork"])["id"]).toLowerCase() === networkId.toLowerCase();
  const links = `${zone}/virtualnetworklinks`;
  for (const { rest, row } of reader.scan("resource", [], { after: links })) {
    if (!rest[0]?.startsWith(`${links}/`)) break;
    if (leadsTo(row.properties)) return true;
  }
  return asList(reader.get("resource", zone)?.properties["virtualNetworkLinks"]).some((link) =>
    leadsTo("properties" in link ? asRecord(link["properties"]) : link),
  );
}
