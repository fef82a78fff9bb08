import type { ArmResource } from "../arm-client.ts";
import type { AzTable } from "../az-call.ts";
import { flattenResource } from "../flatten-resource.ts";
import { cell, dateCell, memberOf, rowsOf, withKeys } from "../table-cells.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

/** Keys of the client's model of a registry, as `az acr show` of az 2.45 prints them. */
const fields = [
  "adminUserEnabled",
  "anonymousPullEnabled",
  "creationDate",
  "dataEndpointEnabled",
  "dataEndpointHostNames",
  "encryption",
  "identity",
  "loginServer",
  "networkRuleBypassOptions",
  "networkRuleSet",
  "policies",
  "privateEndpointConnections",
  "provisioningState",
  "publicNetworkAccess",
  "sku",
  "status",
  "systemData",
  "tags",
  "zoneRedundancy",
];

/** The firewall as the client prints it: `value` of an IP rule is called `ipAddressOrRange`. */
function networkRuleSet(value: JsonValue | undefined): JsonValue {
  const set = withKeys(value, ["defaultAction", "ipRules", "virtualNetworkRules"]);
  if (set === null) return null;
  const rules = memberOf(set, "ipRules");
  const ipRules = (Array.isArray(rules) ? rules : []).map((rule) => ({
    action: memberOf(rule, "action"),
    ipAddressOrRange: memberOf(rule, "value"),
  }));
  return { ...(set as JsonObject), ipRules };
}

/** A registry as the client prints it. */
export function registryView(registry: ArmResource): JsonObject {
  const flat = flattenResource(registry, fields);
  return {
    ...flat,
    encryption: withKeys(flat["encryption"], ["keyVaultProperties", "status"]),
    networkRuleSet: networkRuleSet(flat["networkRuleSet"]),
  };
}

export const registryTable: AzTable = (result) =>
  rowsOf(result).map((registry) => ({
    NAME: cell(registry, "name"),
    "RESOURCE GROUP": cell(registry, "resourceGroup"),
    LOCATION: cell(registry, "location"),
    SKU: cell(registry, "sku", "name"),
    "LOGIN SERVER": cell(registry, "loginServer"),
    "CREATION DATE": dateCell(registry, "creationDate"),
    "ADMIN ENABLED": memberOf(registry, "adminUserEnabled") === true ? "True" : "False",
  }));

/** `true` and `false` of an option as the service's words. */
export const enabledWord = (value: boolean): string => (value ? "Enabled" : "Disabled");
export const statusWord = (value: boolean): string => (value ? "enabled" : "disabled");
