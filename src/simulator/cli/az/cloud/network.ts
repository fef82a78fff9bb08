import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { locationOrGroups } from "../location.ts";
import { crud, itemPath, providerPath, putItem, type Kind } from "../crud.ts";
import { groupPath } from "../resource-path.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const networks: Kind = {
  group: "az network vnet",
  collection: providerPath("Microsoft.Network/virtualNetworks"),
  noWait: true,
};
const subnets: Kind = {
  group: "az network vnet subnet",
  collection: (az) =>
    `${groupPath(az)}/providers/Microsoft.Network/virtualNetworks/${az.options.required("--vnet-name")}/subnets`,
  noWait: true,
};
const endpoints: Kind = {
  group: "az network private-endpoint",
  collection: providerPath("Microsoft.Network/privateEndpoints"),
  noWait: true,
};
const zoneGroups: Kind = {
  group: "az network private-endpoint dns-zone-group",
  collection: (az) =>
    `${groupPath(az)}/providers/Microsoft.Network/privateEndpoints/${az.options.required("--endpoint-name")}/privateDnsZoneGroups`,
  noWait: true,
};

/** Prefixes of a network or a subnet: one under its old name, several as a list. */
const prefixes = (values: string[] | undefined): JsonObject =>
  values === undefined ? {} : values.length === 1 ? { addressPrefix: values[0] ?? null } : { addressPrefixes: values };

async function createNetwork(az: AzCall): Promise<JsonValue> {
  const { options } = az;
  const location = await locationOrGroups(az, options.required("--resource-group"));
  const [tags, subnet] = [options.tags("--tags"), options.text("--subnet-name")];
  const subnetPrefixes = options.texts("--subnet-prefixes") ?? ["10.0.0.0/24"];
  const properties = {
    addressSpace: { addressPrefixes: options.texts("--address-prefixes") ?? ["10.0.0.0/16"] },
    ...(subnet !== undefined && { subnets: [{ name: subnet, properties: prefixes(subnetPrefixes) }] }),
  };
  // The client prints what it made below the name that the template's output had.
  return { newVNet: await putItem(networks, az, { location, ...(tags && { tags }), properties }) };
}

/** Settings of a subnet that were given. */
function subnetChange({ options }: AzCall): JsonObject {
  const endpointsOfServices = options.texts("--service-endpoints");
  const delegations = options.texts("--delegations");
  const off = options.state("--disable-private-endpoint-network-policies");
  const policies =
    options.text("--private-endpoint-network-policies") ??
    (off === undefined ? undefined : off ? "Disabled" : "Enabled");
  return {
    ...prefixes(options.texts("--address-prefixes")),
    ...(endpointsOfServices && { serviceEndpoints: endpointsOfServices.map((service) => ({ service })) }),
    ...(policies !== undefined && { privateEndpointNetworkPolicies: policies }),
    ...(delegations && {
      delegations: delegations.map((serviceName, index) => ({ name: String(index), properties: { serviceName } })),
    }),
  };
}

async function updateSubnet(az: AzCall): Promise<JsonValue> {
  const { properties } = await az.arm.get<ArmResource>(await itemPath(subnets, az));
  return putItem(subnets, az, { properties: { ...properties, ...subnetChange(az) } });
}

/** `--subnet` is an id, or a name in `--vnet-name`. */
function subnetId(az: AzCall): string {
  const subnet = az.options.required("--subnet");
  if (subnet.startsWith("/")) return subnet;
  const network = az.options.text("--vnet-name");
  if (network === undefined) {
    throw azError("incorrect usage: --subnet ID | --subnet NAME --vnet-name NAME", 1, {
      code: "SubnetOfWhat",
      text: "A subnet name needs the name of its virtual network too.",
      next: "Add `--vnet-name NETWORK`.",
    });
  }
  return `${groupPath(az)}/providers/Microsoft.Network/virtualNetworks/${network}/subnets/${subnet}`;
}

async function createEndpoint(az: AzCall): Promise<JsonValue> {
  const { options } = az;
  const location = await locationOrGroups(az, options.required("--resource-group"));
  const single = options.text("--group-id");
  const groupIds = options.texts("--group-ids") ?? (single === undefined ? undefined : [single]);
  const message = options.text("--request-message");
  const connection = {
    name: options.required("--connection-name"),
    properties: {
      privateLinkServiceId: options.required("--private-connection-resource-id"),
      ...(groupIds && { groupIds }),
      ...(message !== undefined && { requestMessage: message }),
    },
  };
  const manual = options.on("--manual-request");
  const [tags, nic] = [options.tags("--tags"), options.text("--nic-name")];
  return putItem(endpoints, az, {
    location,
    ...(tags && { tags }),
    properties: {
      subnet: { id: subnetId(az) },
      [manual ? "manualPrivateLinkServiceConnections" : "privateLinkServiceConnections"]: [connection],
      ...(nic !== undefined && { customNetworkInterfaceName: nic }),
    },
  });
}

async function createZoneGroup(az: AzCall): Promise<JsonValue> {
  const zone = az.options.required("--private-dns-zone");
  const privateDnsZoneId = zone.startsWith("/")
    ? zone
    : `${groupPath(az)}/providers/Microsoft.Network/privateDnsZones/${zone}`;
  const config = { name: az.options.required("--zone-name"), properties: { privateDnsZoneId } };
  return putItem(zoneGroups, az, { properties: { privateDnsZoneConfigs: [config] } });
}

/** `az network` for virtual networks, subnets and private endpoints. */
export const networkModule: AzModule = {
  handlers: {
    ...crud(networks),
    ...crud(subnets),
    ...crud(endpoints),
    ...crud(zoneGroups),
    "az network vnet create": createNetwork,
    "az network vnet subnet create": (az) => putItem(subnets, az, { properties: subnetChange(az) }),
    "az network vnet subnet update": updateSubnet,
    "az network private-endpoint create": createEndpoint,
    "az network private-endpoint dns-zone-group create": createZoneGroup,
  },
};
