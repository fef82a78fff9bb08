import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { flattenResource } from "../flatten-resource.ts";
import { ExitError } from "../../program.ts";
import { objectIdOf } from "./assignee.ts";
import { assignRole, roleDefinitionId } from "./assign-role.ts";
import { jsonInput } from "./json-input.ts";
import { directoryObjects, type DirectoryObject } from "./graph.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const type = "/providers/Microsoft.Authorization/roleAssignments";
const fields = [
  "condition",
  "conditionVersion",
  "createdBy",
  "createdOn",
  "delegatedManagedIdentityResourceId",
  "description",
  "updatedBy",
  "updatedOn",
];

const view = (assignment: ArmResource): JsonObject => flattenResource(assignment, fields);

/** `--scope`, else the group, else the whole subscription. */
export function roleScope({ arm, options }: AzCall): string {
  const scope = options.text("--scope");
  const group = options.text("--resource-group");
  if (scope !== undefined) {
    if (group !== undefined) {
      throw azError(`Resource group "${group}" is redundant because scope is supplied`);
    }
    return scope.length > 1 ? scope.replace(/\/$/, "") : scope;
  }
  return group === undefined ? arm.subscription : `${arm.subscription}/resourceGroups/${group}`;
}

const same = (value: JsonValue | undefined, other: string): boolean =>
  typeof value === "string" && value.toLowerCase() === other.toLowerCase();

interface Search {
  scope: string;
  assignee?: string | undefined;
  role?: string | undefined;
  inherited?: boolean;
  groups?: boolean;
  all?: boolean;
}

/** Assignments at a scope; those of scopes above only when asked for. */
async function search(az: AzCall, criteria: Search): Promise<JsonObject[]> {
  const principal = criteria.assignee === undefined ? undefined : await objectIdOf(az, criteria.assignee, true);
  const atScope = criteria.all ? [] : ["atScope()"];
  const byGroup = principal !== undefined && criteria.groups ? [`assignedTo('${principal}')`] : [];
  const direct = principal !== undefined && criteria.all && !criteria.groups ? [`principalId eq '${principal}'`] : [];
  const filter = [...atScope, ...byGroup, ...direct].join(" and ");
  const query = filter === "" ? "" : `?$filter=${encodeURIComponent(filter)}`;
  const found = (await az.arm.list(`${criteria.scope}${type}${query}`)).map(view);
  const roleId = criteria.role === undefined ? undefined : await roleDefinitionId(az, criteria.role, criteria.scope);
  return found.filter(
    (assignment) =>
      (criteria.all || criteria.inherited || same(assignment["scope"], criteria.scope)) &&
      (principal === undefined || criteria.groups || same(assignment["principalId"], principal)) &&
      (roleId === undefined ||
        same(assignment["roleDefinitionId"]?.toString().split("/").at(-1), roleId.split("/").at(-1) ?? "")),
  );
}

const textOf = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");

const nameOf = (object: DirectoryObject): string => {
  const names = object["servicePrincipalNames"];
  return (
    textOf(object["userPrincipalName"]) ||
    (Array.isArray(names) ? textOf(names[0]) : "") ||
    textOf(object["displayName"])
  );
};

/** Adds the names that only lists print. */
async function withNames(az: AzCall, found: JsonObject[]): Promise<JsonObject[]> {
  if (found.length === 0) return found;
  const definitions = await az.arm.list(`${az.arm.subscription}/providers/Microsoft.Authorization/roleDefinitions`);
  const roles = new Map(
    definitions.map(({ name, properties }) => [name.toLowerCase(), textOf(properties?.["roleName"])]),
  );
  const ids = [...new Set(found.map((assignment) => textOf(assignment["principalId"])))];
  const principals = new Map((await directoryObjects(az, ids)).map((object) => [object.id, nameOf(object)]));
  return found.map((assignment) => ({
    ...assignment,
    principalName: principals.get(textOf(assignment["principalId"])) ?? "",
    roleDefinitionName: roles.get(textOf(assignment["roleDefinitionId"]).split("/").at(-1)?.toLowerCase() ?? "") ?? "",
  }));
}

async function create(az: AzCall): Promise<JsonValue> {
  const { options } = az;
  const [assignee, objectId] = [options.text("--assignee"), options.text("--assignee-object-id")];
  if ((assignee === undefined) === (objectId === undefined)) {
    throw azError("usage error: --assignee STRING | --assignee-object-id GUID", 1, {
      code: "MutuallyExclusive",
      text: "Who gets the role is named either by --assignee or by --assignee-object-id, and by one of them only.",
    });
  }
  const principalType = options.text("--assignee-principal-type");
  if (principalType !== undefined && objectId === undefined) {
    throw azError("usage error: --assignee-object-id GUID [--assignee-principal-type]");
  }
  const condition = options.text("--condition");
  const conditionVersion = options.text("--condition-version");
  if (conditionVersion !== undefined && condition === undefined) {
    throw azError("usage error: When --condition-version is set, --condition must be set as well.");
  }
  const scope = roleScope(az);
  const role = options.required("--role");
  const principalId = objectId ?? (await objectIdOf(az, assignee ?? ""));
  try {
    return view(
      await assignRole(az, {
        role,
        principalId,
        scope,
        principalType,
        name: options.text("--name"),
        description: options.text("--description"),
        condition,
        conditionVersion,
      }),
    );
  } catch (error) {
    // The client takes a role that is assigned already for done and prints the assignment that stands.
    if (!(error instanceof ExitError) || !error.message.includes("(RoleAssignmentExists)")) throw error;
    const [standing] = await search(az, { scope, assignee: principalId, role });
    if (!standing) throw error;
    return (await withNames(az, [standing]))[0] ?? null;
  }
}

async function list(az: AzCall): Promise<JsonValue> {
  const { options } = az;
  const all = options.on("--all");
  if (all && (options.wasTyped("--scope") || options.wasTyped("--resource-group"))) {
    throw azError("Group or scope are not required when --all is used");
  }
  const found = await search(az, {
    scope: roleScope(az),
    assignee: options.text("--assignee"),
    role: options.text("--role"),
    inherited: options.on("--include-inherited"),
    groups: options.on("--include-groups"),
    all,
  });
  return withNames(az, found);
}

async function remove(az: AzCall): Promise<undefined> {
  const { options } = az;
  const ids = options.texts("--ids") ?? [];
  const narrowed = ["--assignee", "--role", "--resource-group", "--scope", "--include-inherited"].some((flag) =>
    options.wasTyped(flag),
  );
  if (ids.length > 0) {
    if (narrowed) throw azError("When assignment ids are used, other parameter values are not required");
    for (const id of ids) await az.arm.delete(id);
    return undefined;
  }
  if (!narrowed) {
    await az.confirm("This will delete all role assignments under the subscription. Are you sure?", { quiet: true });
  }
  const found = await search(az, {
    scope: roleScope(az),
    assignee: options.text("--assignee"),
    role: options.text("--role"),
    inherited: options.on("--include-inherited"),
  });
  if (found.length === 0) {
    throw azError("No matched assignments were found to delete", 1, {
      code: "NoAssignments",
      text: "Nobody holds such a role at exactly this scope; assignments of other scopes are not looked at.",
      next: "`az role assignment list --assignee WHO --all -o table` lists them.",
    });
  }
  for (const assignment of found) await az.arm.delete(textOf(assignment["id"]));
  return undefined;
}

/** Changes the description or the condition of an assignment, given as JSON with its id. */
async function update(az: AzCall): Promise<JsonValue> {
  const body = jsonInput(az, az.options.required("--role-assignment"));
  const standing = view(await az.arm.get<ArmResource>(textOf(body["id"])));
  if (!same(body["scope"], textOf(standing["scope"])) || !same(body["principalId"], textOf(standing["principalId"]))) {
    throw azError("Changing property 'scope' or 'principalId' is not allowed.");
  }
  const { roleDefinitionId, principalId, principalType, description, condition, conditionVersion } = {
    ...standing,
    ...body,
  };
  return view(
    await az.arm.put<ArmResource>(textOf(standing["id"]), {
      properties: { roleDefinitionId, principalId, principalType, description, condition, conditionVersion },
    }),
  );
}

/** `az role assignment`. */
export const roleAssignmentModule: AzModule = {
  handlers: {
    "az role assignment create": create,
    "az role assignment list": list,
    "az role assignment delete": remove,
    "az role assignment update": update,
  },
  tables: {
    "az role assignment list": (result) =>
      (result as JsonObject[]).map((assignment) => ({
        Principal: assignment["principalName"] ?? null,
        Role: assignment["roleDefinitionName"] ?? null,
        Scope: assignment["scope"] ?? null,
      })),
  },
};
