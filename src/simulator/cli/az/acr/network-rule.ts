import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { registryOf } from "./registry.ts";
import { registryView } from "./registry-view.ts";
import { memberOf } from "../table-cells.ts";
import { requireTier } from "./tier-check.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

async function checkedRegistry(az: AzCall): Promise<ArmResource> {
  const registry = await registryOf(az);
  requireTier(az, registry, "ipRules", "Network rules");
  return registry;
}

const rulesOf = (registry: ArmResource): { value: string }[] => {
  const rules = memberOf(registry.properties, "networkRuleSet", "ipRules");
  return (Array.isArray(rules) ? rules : []).map((rule) => ({ value: String(memberOf(rule, "value")) }));
};

async function list(az: AzCall): Promise<JsonValue> {
  const view = registryView(await checkedRegistry(az));
  return {
    ipRules: memberOf(view["networkRuleSet"], "ipRules"),
    virtualNetworkRules: memberOf(view["networkRuleSet"], "virtualNetworkRules"),
  };
}

async function change(
  az: AzCall,
  edit: (rules: { value: string }[], address: string) => { value: string }[],
): Promise<JsonValue> {
  const registry = await checkedRegistry(az);
  const address = az.options.text("--ip-address");
  if (address === undefined) {
    throw azError("usage error: --ip-address IP_OR_RANGE", 1, {
      code: "NoAddress",
      text: "The rule needs an address or a range.",
      next: "`--ip-address 203.0.113.0/24`",
    });
  }
  const standing = memberOf(registry.properties, "networkRuleSet") as JsonObject;
  const ipRules = edit(rulesOf(registry), address).map(({ value }) => ({ action: "Allow", value }));
  const properties = { networkRuleSet: { ...standing, ipRules } };
  return registryView(await az.arm.patch<ArmResource>(registry.id, { properties }));
}

/** `az acr network-rule`. */
export const networkRuleModule: AzModule = {
  handlers: {
    "az acr network-rule list": list,
    "az acr network-rule add": (az) =>
      change(az, (rules, address) => [...rules.filter(({ value }) => value !== address), { value: address }]),
    "az acr network-rule remove": (az) =>
      change(az, (rules, address) => rules.filter(({ value }) => value !== address)),
  },
};
