import type { SkuName } from "../../../../content/fact.ts";
import type { ArmResource } from "../arm-client.ts";
import type { AzCall } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { memberOf } from "../table-cells.ts";

/**
 * What the client refuses by itself, from the tier that its own GET returned (measured with az 2.45); which tiers have the feature
 * is the fact's affair.
 */
export function requireTier(
  { machine }: Pick<AzCall, "machine">,
  registry: ArmResource,
  fact: string,
  feature: string,
): void {
  const sku = String(memberOf({ sku: registry["sku"] ?? null }, "sku", "name")) as SkuName;
  const rules = machine.rules();
  if (rules.allows(fact, sku)) return;
  const tiers = rules.skusWith(fact);
  throw azError(`${feature} are only supported for managed registries in ${tiers[0] ?? "Premium"} SKU.`, 1, {
    code: "TierTooLow",
    text: `${registry.name} is ${sku}. az checks the tier itself, so it sent no request.`,
    fact,
    ...(tiers[0] !== undefined && { next: `\`az acr update --name ${registry.name} --sku ${tiers[0]}\`` }),
  });
}
