import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { memberOf } from "../table-cells.ts";
import { requireTier } from "./tier-check.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const registryOf = (az: AzCall): Promise<ArmResource> =>
  az.arm.registry(
    az.options.required("--registry"),
    az.options.knows("--resource-group") ? az.options.text("--resource-group") : undefined,
  );

/** One policy of a registry: how it is called on the wire, and which fact says which tiers have it. */
interface Policy {
  key: string;
  /** Checked by the client before it sends anything. */
  fact?: string;
  /** Name of the number of days, where there is one. */
  days?: string;
}

const policies: Record<string, Policy> = {
  "content-trust": { key: "trustPolicy", fact: "contentTrust" },
  retention: { key: "retentionPolicy", fact: "retentionPolicy", days: "days" },
  "soft-delete": { key: "softDeletePolicy", days: "retentionDays" },
  "authentication-as-arm": { key: "azureADAuthenticationAsArmPolicy" },
};

const checked = async (az: AzCall, { fact }: Policy): Promise<ArmResource> => {
  const registry = await registryOf(az);
  if (fact !== undefined) requireTier(az, registry, fact, "Policies");
  return registry;
};

const viewOf = (registry: ArmResource, { key }: Policy): JsonValue => memberOf(registry.properties, "policies", key);

async function update(az: AzCall, name: string, policy: Policy): Promise<JsonValue> {
  const registry = await checked(az, policy);
  if (name === "soft-delete" && az.options.text("--status") === "enabled") {
    await az.confirm("Are you sure you want to update the soft-delete policy of the registry?");
  }
  const status = az.options.text("--status");
  const days = policy.days === undefined ? undefined : az.options.number("--days");
  const change: JsonObject = {
    ...(status !== undefined && { status }),
    ...(days !== undefined && policy.days !== undefined && { [policy.days]: days }),
  };
  const changed = await az.arm.patch<ArmResource>(registry.id, { properties: { policies: { [policy.key]: change } } });
  return viewOf(changed, policy);
}

/** `az acr config`. */
export const configModule: AzModule = {
  handlers: Object.fromEntries(
    Object.entries(policies).flatMap(([name, policy]) => [
      [`az acr config ${name} show`, async (az: AzCall) => viewOf(await checked(az, policy), policy)],
      [`az acr config ${name} update`, (az: AzCall) => update(az, name, policy)],
    ]),
  ),
};
