import type { Rules } from "../registry/rules.ts";
import type { Origin } from "../world/cloud.ts";
import type { Registry } from "../world/registry-tables.ts";
import type { Reader } from "../world/world.ts";
import type { NetworkQuestion, Verdict } from "./access.ts";
import { resolveName } from "./dns.ts";
import { inRange } from "./ip-range.ts";
import { subnetHasServiceEndpoint } from "./virtual-network.ts";

const refused = (because: string, fact: string): Verdict => ({ allowed: false, because, fact });
const allowed = (because: string, via: string, fact: string): Verdict => ({ allowed: true, because, via, fact });

/** The IP rule that lets an address in. */
const matchingIpRule = (registry: Registry, address: string): string | undefined =>
  registry.ipRules.find((rule) => inRange(address, rule));

function networkRules(reader: Reader, rules: Rules, registry: Registry, origin: Origin): Verdict {
  if (registry.networkDefaultAction === "Allow" || !rules.allows("ipRules", registry.sku)) {
    return allowed("The registry accepts every network.", "default action", "networkDefaultAction");
  }
  const ipRule = matchingIpRule(registry, origin.address);
  if (ipRule !== undefined) return allowed(`The IP rule ${ipRule} lets ${origin.address} in.`, "IP rule", "ipRules");
  const { subnetId } = origin;
  if (subnetId !== undefined && rules.allows("vnetServiceEndpoints", registry.sku)) {
    const rule = registry.virtualNetworkRules.find((subnet) => subnet.toLowerCase() === subnetId.toLowerCase());
    if (rule !== undefined && subnetHasServiceEndpoint(reader, subnetId)) {
      return allowed("A virtual network rule lets the subnet in.", "virtual network rule", "vnetServiceEndpoints");
    }
    if (rule !== undefined) {
      return refused("The subnet is in a rule but has no service endpoint for the registry.", "vnetServiceEndpoints");
    }
  }
  return refused(
    `The registry denies networks by default, and no rule lets ${origin.address} in.`,
    "networkDefaultAction",
  );
}

/** Decides whether an origin can reach the endpoint of a registry, before anything about who the caller is. */
export function mayReach(reader: Reader, rules: Rules, { registry: name, origin }: NetworkQuestion): Verdict {
  const registry = reader.get("registry", name);
  if (!registry) return { allowed: false, because: `There is no registry called ${name}.` };
  if (reader.has("fault", "blockedAddress", origin.address)) {
    return refused(`Requests from ${origin.address} are blocked on the way.`, "networkDefaultAction");
  }
  const resolved = resolveName(reader, rules, registry.loginServer, origin);
  if (resolved.kind === "notFound") return { allowed: false, because: resolved.because, fact: "privateDnsZone" };
  if (resolved.kind === "private") {
    return allowed(`The private endpoint ${resolved.endpoint} leads there.`, "private endpoint", "privateEndpoints");
  }
  if (origin.trustedService !== undefined && registry.trustedServicesAllowed) {
    return allowed(
      `${origin.trustedService} is a trusted service and may pass the firewall.`,
      "trusted service",
      "trustedServicesAllowedByDefault",
    );
  }
  if (!registry.publicNetworkAccess) {
    return refused("Public network access is off; only private endpoints lead there.", "privateEndpoints");
  }
  return networkRules(reader, rules, registry, origin);
}
