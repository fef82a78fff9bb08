import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { crud, itemPath, putItem, viewOf, type Kind } from "../crud.ts";
import { sure } from "../resource-path.ts";
import { memberOf } from "../table-cells.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const sets: Kind = {
  group: "az acr credential-set",
  collection: async ({ arm, options }) =>
    `${await arm.registryId(options.required("--registry"), options.text("--resource-group"))}/credentialSets`,
  fields: ["authCredentials", "creationDate", "identity", "loginServer", "provisioningState", "systemData"],
  question: sure,
};

const credentialName = "Credential1";

async function create(az: AzCall): Promise<JsonValue> {
  return putItem(sets, az, {
    identity: { type: "SystemAssigned" },
    properties: {
      loginServer: az.options.required("--login-server"),
      authCredentials: [
        {
          name: credentialName,
          usernameSecretIdentifier: az.options.required("--username-id"),
          passwordSecretIdentifier: az.options.required("--password-id"),
        },
      ],
    },
  });
}

async function update(az: AzCall): Promise<JsonValue> {
  const path = await itemPath(sets, az);
  const { properties } = await az.arm.get<ArmResource>(path);
  const standing = (memberOf(properties, "authCredentials", 0) as JsonObject | null) ?? {};
  const [username, password] = [az.options.text("--username-id"), az.options.text("--password-id")];
  const credential = {
    ...standing,
    name: credentialName,
    ...(username !== undefined && { usernameSecretIdentifier: username }),
    ...(password !== undefined && { passwordSecretIdentifier: password }),
  };
  return viewOf(sets, await az.arm.patch<ArmResource>(path, { properties: { authCredentials: [credential] } }));
}

/** `az acr credential-set`. */
export const credentialSetModule: AzModule = {
  handlers: { ...crud(sets), "az acr credential-set create": create, "az acr credential-set update": update },
};
