import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { actionsOf, refuseGateways } from "./scope-map-actions.ts";
import { cell, memberOf } from "../table-cells.ts";
import { generate } from "./token-credential.ts";
import { tokenPath, tokensPath, tokenTable, tokenView } from "./token-view.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const sameActions = (first: readonly string[], other: readonly string[]): boolean =>
  first.toSorted().join("\n") === other.toSorted().join("\n");

/** The scope map that a token with `--repository` brings along; one of the same name is taken when it allows the same. */
async function ownScopeMap(az: AzCall, registry: string): Promise<string> {
  const token = az.options.required("--name");
  const name = `${token}-scope-map`;
  const actions = actionsOf(az, az.options.lists("--repository"));
  const response = await az.arm.raw("GET", `${registry}/scopeMaps/${name}`);
  if (response.ok) {
    const standing = (await response.json()) as ArmResource;
    const currentActions = memberOf(standing.properties, "actions");
    if (Array.isArray(currentActions) && sameActions(currentActions.map(String), actions)) return standing.id;
    throw azError(
      "The default scope map was already configured with different repository permissions.\n" +
        `Please use "az acr scope-map update -r ${az.options.required("--registry")} -n ${name} --add <REPO> --remove <REPO>" ` +
        "to update.",
    );
  }
  az.warn(`Creating a scope map "${name}" for provided permissions.`);
  const properties = { actions, description: `Created by token: ${token}` };
  return (await az.arm.put<ArmResource>(`${registry}/scopeMaps/${name}`, { properties })).id;
}

async function create(az: AzCall): Promise<JsonValue> {
  const { options, arm } = az;
  const scopeMap = options.text("--scope-map");
  const listed = options.wasTyped("--repository") || options.wasTyped("--gateway");
  if ((scopeMap !== undefined) === listed) {
    throw azError("usage error: can't use --scope-map and --repository | --gateway", 1, {
      code: "ScopeMapOrRepository",
      text: "A token gets its permissions either from a scope map that stands, or from a list of repositories and actions.",
      next: "Give `--scope-map NAME`, or `--repository REPO ACTION...`, and only one of them.",
    });
  }
  refuseGateways(az, ["--gateway"]);
  const registry = await arm.registryId(options.required("--registry"), options.text("--resource-group"));
  const scopeMapId = scopeMap === undefined ? await ownScopeMap(az, registry) : `${registry}/scopeMaps/${scopeMap}`;
  const name = options.required("--name");
  const status = options.text("--status") ?? "enabled";
  const made = tokenView(
    await arm.put<ArmResource>(`${registry}/tokens/${name}`, { properties: { scopeMapId, status } }),
  );
  if (options.on("--no-passwords")) return made;
  const { username = null, passwords = null } = await generate(az, registry, name);
  const { properties } = await arm.get<ArmResource>(registry);
  az.warn(
    "Please store your generated credentials safely. Meanwhile you can use it through " +
      `"docker login ${cell(properties, "loginServer")} -u ${String(username)} -p ${cell(passwords, 0, "value")}".`,
  );
  return { ...made, credentials: { ...(made["credentials"] as JsonObject), username, passwords } };
}

async function update(az: AzCall): Promise<JsonValue> {
  const path = await tokenPath(az);
  const scopeMap = az.options.text("--scope-map");
  const status = az.options.wasTyped("--status") ? az.options.text("--status") : undefined;
  const properties = {
    ...(scopeMap !== undefined && { scopeMapId: path.replace(/\/tokens\/[^/]+$/, `/scopeMaps/${scopeMap}`) }),
    ...(status !== undefined && { status }),
  };
  return tokenView(await az.arm.patch<ArmResource>(path, { properties }));
}

async function remove(az: AzCall): Promise<undefined> {
  const name = az.options.required("--name");
  await az.confirm(`Deleting the token '${name}' will invalidate access to anyone using its credentials. Proceed?`, {
    quiet: true,
  });
  await az.arm.delete(await tokenPath(az));
  return undefined;
}

/** `az acr token`. */
export const tokenModule: AzModule = {
  handlers: {
    "az acr token create": create,
    "az acr token update": update,
    "az acr token delete": remove,
    "az acr token show": async (az) => tokenView(await az.arm.get<ArmResource>(await tokenPath(az))),
    "az acr token list": async (az) => (await az.arm.list(await tokensPath(az))).map(tokenView),
  },
  tables: Object.fromEntries(
    ["create", "update", "delete", "show", "list"].map((verb) => [`az acr token ${verb}`, tokenTable]),
  ),
};
