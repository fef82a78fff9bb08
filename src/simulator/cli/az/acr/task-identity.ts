import type { ArmResource } from "../arm-client.ts";
import type { AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { cell, memberOf, rowsOf } from "./task-cells.ts";
import { taskPath } from "./task-path.ts";
import { taskTable, taskView } from "./task-view.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const system = "[system]";
const all = "[all]";

/** Identities of an option: none or `[system]` mean the system-assigned one, ids the user-assigned ones. */
export function identityBody(given: readonly string[], removing = false): JsonObject {
  if (given.includes(all)) return { type: "None" };
  const own = given.filter((one) => one !== system);
  const types = [
    ...(given.length === 0 || given.includes(system) ? ["SystemAssigned"] : []),
    ...(own.length > 0 ? ["UserAssigned"] : []),
  ];
  const userAssignedIdentities = Object.fromEntries(own.map((id): [string, JsonValue] => [id, removing ? null : {}]));
  return { type: types.join(", "), ...(own.length > 0 && { userAssignedIdentities }) };
}

/** `az acr task identity`. */
export const taskIdentityModule: AzModule = {
  handlers: {
    "az acr task identity assign": async (az) => {
      const identity = identityBody(az.options.texts("--identities") ?? []);
      return taskView(await az.arm.patch<ArmResource>(await taskPath(az), { identity }));
    },
    "az acr task identity remove": async (az) => {
      const path = await taskPath(az);
      const given = az.options.texts("--identities") ?? [];
      if (given.includes(all) && given.length > 1) {
        throw azError("Cannot specify additional identities when [all] is used in [--identities]");
      }
      if (given.length > 0 && !given.includes(system)) {
        return taskView(await az.arm.patch<ArmResource>(path, { identity: identityBody(given, true) }));
      }
      const { identity } = await az.arm.post<ArmResource>(`${path}/listDetails`);
      const kept = Object.keys((memberOf(identity, "userAssignedIdentities") as JsonObject | null) ?? {});
      const body = identityBody(kept.length === 0 ? [all] : kept);
      return taskView(await az.arm.patch<ArmResource>(path, { identity: body }));
    },
    "az acr task identity show": async (az) =>
      (await az.arm.post<ArmResource>(`${await taskPath(az)}/listDetails`))["identity"] ?? {},
  },
  tables: {
    "az acr task identity assign": taskTable,
    "az acr task identity remove": taskTable,
    "az acr task identity show": (result) =>
      rowsOf(result).map((one) => ({
        "PRINCIPAL ID": cell(one, "principalId"),
        "TENANT ID": cell(one, "tenantId"),
        TYPE: cell(one, "type"),
        "USER ASSIGNED IDENTITIES":
          Object.keys((memberOf(one, "userAssignedIdentities") as JsonObject | null) ?? {}).join("\n") || " ",
      })),
  },
};
