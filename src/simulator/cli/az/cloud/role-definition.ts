import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { flattenResource } from "../flatten-resource.ts";
import { isGuid } from "./graph.ts";
import { jsonInput } from "./json-input.ts";
import { newGuid } from "../resource-path.ts";
import { roleScope } from "./role-assignment.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const definitions = "/providers/Microsoft.Authorization/roleDefinitions";

const view = (definition: ArmResource): JsonObject => {
  const { typePropertiesType = null, ...fields } = flattenResource(definition);
  return { ...fields, roleType: typePropertiesType };
};

async function search(az: AzCall, scope: string, name?: string, customOnly = false): Promise<ArmResource[]> {
  const clauses = [
    ...(name !== undefined && !isGuid(name) ? [`roleName eq '${name}'`] : []),
    ...(customOnly ? ["type eq 'CustomRole'"] : []),
  ];
  const query = clauses.length === 0 ? "" : `?$filter=${encodeURIComponent(clauses.join(" and "))}`;
  const found = await az.arm.list(`${scope}${definitions}${query}`);
  return name !== undefined && isGuid(name)
    ? found.filter((definition) => definition.name.toLowerCase() === name.toLowerCase())
    : found;
}

const texts = (value: JsonValue | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);

/** The members of a role, whichever case their first letter has. */
function roleOf(az: AzCall): JsonObject {
  const body = jsonInput(az, az.options.required("--role-definition"));
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), value]),
  );
}

function bodyOf(role: JsonObject): { properties: JsonObject } {
  const permission = (Array.isArray(role["permissions"]) ? (role["permissions"][0] as JsonObject) : undefined) ?? role;
  return {
    properties: {
      roleName: role["roleName"] ?? role["name"] ?? null,
      description: role["description"] ?? "",
      type: "CustomRole",
      assignableScopes: texts(role["assignableScopes"]),
      permissions: [
        {
          actions: texts(permission["actions"]),
          notActions: texts(permission["notActions"]),
          dataActions: texts(permission["dataActions"]),
          notDataActions: texts(permission["notDataActions"]),
        },
      ],
    },
  };
}

async function create(az: AzCall): Promise<JsonValue> {
  const role = roleOf(az);
  const [scope] = texts(role["assignableScopes"]);
  if (scope === undefined) throw azError("please provide 'assignableScopes'");
  const name = newGuid(az, "role definition");
  return view(await az.arm.put<ArmResource>(`${scope}${definitions}/${name}`, bodyOf(role)));
}

async function update(az: AzCall): Promise<JsonValue> {
  const role = roleOf(az);
  const [scope = az.arm.subscription] = texts(role["assignableScopes"]);
  const name =
    String(role["id"] ?? role["name"] ?? role["roleName"] ?? "")
      .split("/")
      .at(-1) ?? "";
  const [standing] = await search(az, scope, name, true);
  if (!standing) throw azError("Please provide the role definition name or id of an existing custom role");
  const roleName =
    role["roleName"] ?? (isGuid(String(role["name"])) ? standing.properties?.["roleName"] : role["name"]);
  const body = bodyOf({ ...role, roleName: roleName ?? null });
  return view(await az.arm.put<ArmResource>(`${scope}${definitions}/${standing.name}`, body));
}

async function remove(az: AzCall): Promise<undefined> {
  const name = az.options.required("--name");
  const found = await search(az, roleScope(az), name, az.options.on("--custom-role-only"));
  const [only] = found;
  if (!only) throw azError(`Role '${name}' doesn't exist.`);
  await az.arm.delete(only.id);
  return undefined;
}

/** `az role definition`. */
export const roleDefinitionModule: AzModule = {
  handlers: {
    "az role definition list": async (az) =>
      (await search(az, roleScope(az), az.options.text("--name"), az.options.on("--custom-role-only"))).map(view),
    "az role definition show": async (az) => {
      const id = az.options.text("--id");
      if (id !== undefined) return view(await az.arm.get<ArmResource>(id));
      const [name, scope] = [az.options.text("--name"), az.options.text("--scope") ?? az.arm.subscription];
      if (name === undefined) throw azError("Usage error: --id ID | --scope SCOPE --name NAME");
      return view(await az.arm.get<ArmResource>(`${scope}${definitions}/${name}`));
    },
    "az role definition create": create,
    "az role definition update": update,
    "az role definition delete": remove,
  },
  tables: {
    "az role definition list": (result) =>
      (result as JsonObject[]).map((definition) => ({
        Name: definition["roleName"] ?? null,
        Type: definition["type"] ?? null,
        Description: definition["description"] ?? null,
      })),
  },
};
