import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { flattenResource } from "../flatten-resource.ts";
import { memberOf } from "../table-cells.ts";
import { identityBody } from "../identity-body.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const registryOf = ({ arm, options }: AzCall): Promise<ArmResource> =>
  arm.registry(options.required("--name"), options.text("--resource-group"));

const change = async (az: AzCall, id: string, identity: JsonObject): Promise<JsonValue> =>
  flattenResource(await az.arm.patch<ArmResource>(id, { identity }));

const userAssigned = ({ identity }: ArmResource): string[] =>
  Object.keys((memberOf(identity, "userAssignedIdentities") as JsonObject | null) ?? {});

const hasOwn = ({ identity }: ArmResource): boolean => /SystemAssigned/i.test(String(memberOf(identity, "type")));

const same = (id: string, other: string): boolean => id.toLowerCase() === other.toLowerCase();

async function assign(az: AzCall): Promise<JsonValue> {
  const registry = await registryOf(az);
  const typedIds = az.options.texts("--identities") ?? [];
  const all = new Set([...(hasOwn(registry) ? ["[system]"] : []), ...userAssigned(registry), ...typedIds]);
  return change(az, registry.id, identityBody([...all]));
}

async function remove(az: AzCall): Promise<JsonValue> {
  const registry = await registryOf(az);
  const typedIds = az.options.texts("--identities") ?? [];
  const assigned = userAssigned(registry);
  const unknown = typedIds.find((id) => id !== "[system]" && !assigned.some((assignedId) => same(assignedId, id)));
  if (unknown !== undefined) {
    throw azError(`The following identities do not exist on registry: ${unknown}`, 1, {
      code: "IdentityNotAssigned",
      text: "Only an identity that is assigned to the registry can be removed from it.",
      next: "`az acr identity show -n NAME` lists them.",
    });
  }
  const kept = assigned.filter((assignedId) => !typedIds.some((id) => same(assignedId, id)));
  const own = hasOwn(registry) && !typedIds.includes("[system]");
  if (!own && kept.length === 0) return change(az, registry.id, { type: "None" });
  const body = identityBody([...(own ? ["[system]"] : []), ...kept]);
  const gone = Object.fromEntries(
    typedIds.filter((id) => id !== "[system]").map((id): [string, JsonValue] => [id, null]),
  );
  const userAssignedIdentities = { ...(body["userAssignedIdentities"] as JsonObject | undefined), ...gone };
  return change(az, registry.id, { ...body, ...(kept.length > 0 && { userAssignedIdentities }) });
}

/** `az acr identity`: the identities of a registry itself. */
export const registryIdentityModule: AzModule = {
  handlers: {
    "az acr identity show": async (az) => (await registryOf(az))["identity"] ?? undefined,
    "az acr identity assign": assign,
    "az acr identity remove": remove,
  },
};
