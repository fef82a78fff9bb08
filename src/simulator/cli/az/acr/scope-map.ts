import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule, AzTable } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { flattenResource } from "../flatten-resource.ts";
import { actionsOf, refuseGateways } from "./scope-map-actions.ts";
import { cell, dateCell, rowsOf } from "../table-cells.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const fields = ["actions", "creationDate", "description", "provisioningState", "systemData", "typePropertiesType"];
const view = (map: ArmResource): JsonObject => flattenResource(map, fields);

const maps = async ({ arm, options }: AzCall): Promise<string> =>
  `${await arm.registryId(options.required("--registry"), options.text("--resource-group"))}/scopeMaps`;
const map = async (az: AzCall): Promise<string> => `${await maps(az)}/${az.options.required("--name")}`;

async function create(az: AzCall): Promise<JsonValue> {
  refuseGateways(az, ["--gateway"]);
  const path = await map(az);
  const actions = actionsOf(az, az.options.lists("--repository"));
  const description = az.options.text("--description");
  const properties = { actions, ...(description !== undefined && { description }) };
  return view(await az.arm.put<ArmResource>(path, { properties }));
}

async function update(az: AzCall): Promise<JsonValue> {
  refuseGateways(az, ["--add-gateway", "--remove-gateway"]);
  const description = az.options.text("--description");
  const [more, fewer] = [az.options.lists("--add-repository"), az.options.lists("--remove-repository")];
  if (more.length === 0 && fewer.length === 0 && !description) {
    throw azError("No scope map properties to update.", 1, {
      code: "NothingToUpdate",
      text: "The command names nothing to change, so az ends before it asks the registry for the scope map.",
      next: "Add --add-repository, --remove-repository or --description.",
    });
  }
  const path = await map(az);
  const { properties = {} } = await az.arm.get<ArmResource>(path);
  const standing = Array.isArray(properties["actions"]) ? properties["actions"].map(String) : [];
  const [added, removed] = [actionsOf(az, more), actionsOf(az, fewer)];
  const both = added
    .filter((action) => removed.includes(action))
    .map((action) => action.replace(/^repositories\//, ""));
  if (both.length > 0) {
    const actionTexts = [...new Set(both)].sort().map((action) => `'${action}'`);
    throw azError(
      `Update ambiguity. Duplicate actions were provided with --add and --remove arguments.\n[${actionTexts.join(", ")}]`,
      1,
      {
        code: "AmbiguousScopeMapUpdate",
        text: "The same action of a repository can't be added and removed in one command.",
        next: "Leave it out of --add-repository or --remove-repository.",
      },
    );
  }
  const gone = new Set(removed);
  const kept = standing.filter((action) => !gone.has(action.toLowerCase()));
  const actions = new Map(kept.map((action) => [action.toLowerCase(), action]));
  for (const action of added) actions.set(action, action);
  const changed = { actions: [...actions.values()], ...(description !== undefined && { description }) };
  return view(await az.arm.patch<ArmResource>(path, { properties: changed }));
}

async function remove(az: AzCall): Promise<undefined> {
  const name = az.options.required("--name");
  await az.confirm(`Deleting the scope map '${name}' will remove its permissions with associated tokens. Proceed?`, {
    quiet: true,
  });
  await az.arm.delete(await map(az));
  return undefined;
}

const table: AzTable = (result) =>
  rowsOf(result).map((scopeMap) => {
    const description = cell(scopeMap, "description");
    return {
      NAME: cell(scopeMap, "name"),
      TYPE: cell(scopeMap, "typePropertiesType"),
      "CREATION DATE": dateCell(scopeMap, "creationDate"),
      DESCRIPTION: description.length > 57 ? `${description.slice(0, 57)}...` : description,
    };
  });

/** `az acr scope-map`. */
export const scopeMapModule: AzModule = {
  handlers: {
    "az acr scope-map create": create,
    "az acr scope-map update": update,
    "az acr scope-map delete": remove,
    "az acr scope-map show": async (az) => view(await az.arm.get<ArmResource>(await map(az))),
    "az acr scope-map list": async (az) => (await az.arm.list(await maps(az))).map(view),
  },
  tables: Object.fromEntries(
    ["create", "update", "delete", "show", "list"].map((verb) => [`az acr scope-map ${verb}`, table]),
  ),
};
