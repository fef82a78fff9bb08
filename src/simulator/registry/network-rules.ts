import { fail, ok, type Result } from "../world/result.ts";
import type { Registry } from "../world/registry-tables.ts";
import type { Reader } from "../world/world.ts";
import type { Rules } from "./rules.ts";
import { gate, withinLimit } from "./sku.ts";

export interface NetworkRuleSet {
  defaultAction: "Allow" | "Deny";
  ipRules: string[];
  virtualNetworkRules: string[];
}

/** An IPv4 address or range, as a firewall rule has it. */
function isAddressOrRange(value: string): boolean {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(value);
  if (!match) return false;
  const [, a, b, c, d, bits] = match;
  return [a, b, c, d].every((part) => Number(part) < 256) && Number(bits ?? 0) <= 32;
}

const badRule = (value: string): Result<Registry> =>
  fail({
    code: "InvalidNetworkRule",
    status: 400,
    message: `The IP rule '${value}' is not an IPv4 address or a range in CIDR notation.`,
  });

/** Gives a registry new firewall rules, where its SKU has them and their number and kinds go together. */
export function setNetworkRules(
  rules: Rules,
  reader: Reader,
  registry: Registry,
  ruleSet: NetworkRuleSet,
): Result<Registry> {
  const ipRules = [...new Set(ruleSet.ipRules)];
  const virtualNetworkRules = [...new Set(ruleSet.virtualNetworkRules)];
  const checks: Result<unknown>[] = [];
  if (ipRules.length > 0 || ruleSet.defaultAction === "Deny") checks.push(gate(rules, "ipRules", registry.sku));
  if (virtualNetworkRules.length > 0) checks.push(gate(rules, "vnetServiceEndpoints", registry.sku));
  checks.push(withinLimit(rules, "maxIpRules", registry.sku, ipRules.length, "ipRules"));
  checks.push(withinLimit(rules, "maxVnetRules", registry.sku, virtualNetworkRules.length, "virtualNetworkRules"));
  for (const check of checks) if (!check.ok) return check;
  const wrong = ipRules.find((value) => !isAddressOrRange(value));
  if (wrong !== undefined) return badRule(wrong);
  const together = rules.value<boolean>("privateLinkAndServiceEndpointTogether") ?? true;
  const hasEndpoint = reader.any("privateEndpointConnection", registry.name.toLowerCase());
  if (virtualNetworkRules.length > 0 && hasEndpoint && !together) {
    return fail({
      code: "NetworkRulesConflict",
      status: 409,
      message: "Virtual network rules cannot be used on a registry that has private endpoint connections.",
      fact: "privateLinkAndServiceEndpointTogether",
      why: "A registry can't use private link and service endpoints at the same time.",
    });
  }
  return ok({ ...registry, networkDefaultAction: ruleSet.defaultAction, ipRules, virtualNetworkRules });
}
