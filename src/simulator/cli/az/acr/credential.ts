import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { registryOf } from "./registry.ts";
import { memberOf, rowsOf } from "../table-cells.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

function requireAdmin(registry: ArmResource): void {
  if (memberOf(registry.properties, "adminUserEnabled") === true) return;
  throw azError(`Run 'az acr update -n ${registry.name} --admin-enabled true' to enable admin first.`, 1, {
    code: "AdminOff",
    text: "The admin account is off, so it has no passwords to show.",
    next: `\`az acr update --name ${registry.name} --admin-enabled true\``,
  });
}

async function show(az: AzCall): Promise<JsonValue> {
  const registry = await registryOf(az);
  requireAdmin(registry);
  return az.arm.post<JsonObject>(`${registry.id}/listCredentials`);
}

async function renew(az: AzCall): Promise<JsonValue> {
  const registry = await registryOf(az);
  requireAdmin(registry);
  return az.arm.post<JsonObject>(`${registry.id}/regenerateCredential`, {
    name: az.options.required("--password-name"),
  });
}

const table = (result: JsonValue) =>
  rowsOf(result).map((credential) => ({
    USERNAME: memberOf(credential, "username"),
    PASSWORD: memberOf(credential, "passwords", 0, "value"),
    PASSWORD2: memberOf(credential, "passwords", 1, "value"),
  }));

/** `az acr credential`: the admin account's passwords. */
export const credentialModule: AzModule = {
  handlers: { "az acr credential show": show, "az acr credential renew": renew },
  tables: { "az acr credential show": table, "az acr credential renew": table },
};
