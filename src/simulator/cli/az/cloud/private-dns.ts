import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { ExitError } from "../../program.ts";
import { crud, itemPath, providerPath, putItem, viewOf, type Kind } from "../crud.ts";
import { groupPath, sure } from "../resource-path.ts";
import { memberOf } from "../table-cells.ts";
import type { JsonValue } from "../../../world/json.ts";

const type = "Microsoft.Network/privateDnsZones";
const below = (az: AzCall, kind: string): string =>
  `${groupPath(az)}/providers/${type}/${az.options.required("--zone-name")}/${kind}`;

const zones: Kind = { group: "az network private-dns zone", collection: providerPath(type), question: sure };
const links: Kind = {
  group: "az network private-dns link vnet",
  collection: (az) => below(az, "virtualNetworkLinks"),
  question: sure,
};
const records: Kind = {
  group: "az network private-dns record-set a",
  collection: (az) => below(az, "A"),
  question: sure,
};

const ttl = 3600;

async function createLink(az: AzCall): Promise<JsonValue> {
  const { options } = az;
  const network = options.required("--virtual-network");
  const id = network.startsWith("/")
    ? network
    : `${groupPath(az)}/providers/Microsoft.Network/virtualNetworks/${network}`;
  const tags = options.tags("--tags");
  return putItem(links, az, {
    location: "global",
    ...(tags && { tags }),
    properties: { virtualNetwork: { id }, registrationEnabled: options.on("--registration-enabled") },
  });
}

/** Adds an address to a record set, which is made when there is none. */
async function addRecord(az: AzCall): Promise<JsonValue> {
  const path = await itemPath(records, az, az.options.required("--record-set-name"));
  let properties: ArmResource["properties"] = { ttl };
  try {
    ({ properties = {} } = await az.arm.get<ArmResource>(path));
  } catch (error) {
    if (!(error instanceof ExitError) || error.exitCode !== 3) throw error;
  }
  const standing = memberOf(properties, "aRecords");
  const address = { ipv4Address: az.options.required("--ipv4-address") };
  const aRecords = [...(Array.isArray(standing) ? standing : []), address];
  return viewOf(records, await az.arm.put<ArmResource>(path, { properties: { ...properties, aRecords } }));
}

/** `az network private-dns`. */
export const privateDnsModule: AzModule = {
  handlers: {
    ...crud(zones),
    ...crud(links),
    ...crud(records),
    "az network private-dns zone create": (az) => {
      const tags = az.options.tags("--tags");
      return putItem(zones, az, { location: "global", ...(tags && { tags }), properties: {} });
    },
    "az network private-dns link vnet create": createLink,
    "az network private-dns record-set a create": (az) =>
      putItem(records, az, { properties: { ttl: az.options.number("--ttl") ?? ttl, aRecords: [] } }),
    "az network private-dns record-set a add-record": addRecord,
  },
};
