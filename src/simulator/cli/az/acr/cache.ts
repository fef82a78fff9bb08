import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { crud, itemPath, putItem, viewOf, type Kind } from "../crud.ts";
import { sure } from "../resource-path.ts";
import type { JsonValue } from "../../../world/json.ts";

const registryOf = ({ arm, options }: AzCall): Promise<string> =>
  arm.registryId(options.required("--registry"), options.text("--resource-group"));

const rules: Kind = {
  group: "az acr cache",
  collection: async (az) => `${await registryOf(az)}/cacheRules`,
  fields: [
    "creationDate",
    "credentialSetResourceId",
    "provisioningState",
    "sourceRepository",
    "systemData",
    "targetRepository",
  ],
  question: sure,
};

/** ARM id of the credential set of `--cred-set`; undefined when it was left out. */
async function credentialSet(az: AzCall): Promise<string | undefined> {
  const name = az.options.text("--cred-set");
  return name === undefined ? undefined : `${await registryOf(az)}/credentialSets/${name}`;
}

async function create(az: AzCall): Promise<JsonValue> {
  const credentialSetResourceId = await credentialSet(az);
  return putItem(rules, az, {
    properties: {
      sourceRepository: az.options.required("--source-repo"),
      targetRepository: az.options.required("--target-repo"),
      ...(credentialSetResourceId !== undefined && { credentialSetResourceId }),
    },
  });
}

async function update(az: AzCall): Promise<JsonValue> {
  const set = az.options.on("--remove-cred-set") ? null : await credentialSet(az);
  const properties = set === undefined ? {} : { credentialSetResourceId: set };
  return viewOf(rules, await az.arm.patch<ArmResource>(await itemPath(rules, az), { properties }));
}

/** `az acr cache`. */
export const cacheModule: AzModule = {
  handlers: { ...crud(rules), "az acr cache create": create, "az acr cache update": update },
};
