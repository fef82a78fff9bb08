import type { ArmResource } from "../arm-client.ts";
import type { AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { allIdentities, identityBody, systemIdentity } from "../identity-body.ts";
import { cell, memberOf, rowsOf } from "../table-cells.ts";
import { taskPath } from "./task-path.ts";
import { taskTable, taskView } from "./task-view.ts";
import type { JsonObject } from "../../../world/json.ts";

/** `az acr task identity`. */
export const taskIdentityModule: AzModule = {
  handlers: {
    "az acr task identity assign": async (az) => {
      const identity = identityBody(az.options.texts("--identities") ?? []);
      return taskView(await az.arm.patch<ArmResource>(await taskPath(az), { identity }));
    },
    "az acr task identity remove": async (az) => {
      const path = await taskPath(az);
      const typedIds = az.options.texts("--identities") ?? [];
      if (typedIds.includes(allIdentities) && typedIds.length > 1) {
        throw azError("Cannot specify additional identities when [all] is used in [--identities]");
      }
      if (typedIds.length > 0 && !typedIds.includes(systemIdentity)) {
        return taskView(await az.arm.patch<ArmResource>(path, { identity: identityBody(typedIds, true) }));
      }
      const { identity } = await az.arm.post<ArmResource>(`${path}/listDetails`);
      const kept = Object.keys((memberOf(identity, "userAssignedIdentities") as JsonObject | null) ?? {});
      const body = identityBody(kept.length === 0 ? [allIdentities] : kept);
      return taskView(await az.arm.patch<ArmResource>(path, { identity: body }));
    },
    "az acr task identity show": async (az) =>
      (await az.arm.post<ArmResource>(`${await taskPath(az)}/listDetails`))["identity"] ?? {},
  },
  tables: {
    "az acr task identity assign": taskTable,
    "az acr task identity remove": taskTable,
    "az acr task identity show": (result) =>
      rowsOf(result).map((identity) => ({
        "PRINCIPAL ID": cell(identity, "principalId"),
        "TENANT ID": cell(identity, "tenantId"),
        TYPE: cell(identity, "type"),
        "USER ASSIGNED IDENTITIES":
          Object.keys((memberOf(identity, "userAssignedIdentities") as JsonObject | null) ?? {}).join("\n") || " ",
      })),
  },
};
