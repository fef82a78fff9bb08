import type { RoleFact } from "../../../../content/fact.ts";
import type { Rules } from "../../../registry/rules.ts";
import type { CustomRole } from "../../../world/cloud-tables.ts";
import { fail, ok, type Result } from "../../../world/result.ts";
import type { Reader } from "../../../world/world.ts";
import { badRequest } from "../../errors.ts";
import { param } from "../../find.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "../../route.ts";
import { asList, asRecord, asText, type JsonRecord } from "../../../world/json.ts";

export const definitionType = "Microsoft.Authorization/roleDefinitions";

const subscriptionScope = (reader: Reader): string => `/subscriptions/${reader.get("settings")?.subscription.id ?? ""}`;

/** ARM id of a role definition from the id that an assignment keeps. */
export function definitionId(reader: Reader, rules: Rules, roleId: string): string {
  return `${subscriptionScope(reader)}/providers/${definitionType}/${rules.role(roleId)?.guid ?? roleId}`;
}

/** What an assignment keeps of the role that a definition id, GUID or name means; undefined when there is none. */
export function roleOf(reader: Reader, rules: Rules, definition: string): string | undefined {
  const last = definition.slice(definition.lastIndexOf("/") + 1);
  const builtIn = rules.facts.roles.find(({ id, guid }) => id === last || guid === last.toLowerCase());
  if (builtIn) return builtIn.id;
  return reader.get("customRole", last.toLowerCase())?.id;
}

const builtInView = (call: ArmCall, { id, guid, note, actions, notActions, dataActions }: RoleFact): JsonRecord => ({
  id: definitionId(call.draft, call.rules, id),
  name: guid,
  type: definitionType,
  properties: {
    roleName: id,
    type: "BuiltInRole",
    description: note ?? "",
    assignableScopes: ["/"],
    permissions: [{ actions, notActions: notActions ?? [], dataActions, notDataActions: [] }],
  },
});

const customView = (call: ArmCall, role: CustomRole): JsonRecord => ({
  id: definitionId(call.draft, call.rules, role.id),
  name: role.id,
  type: definitionType,
  properties: {
    roleName: role.name,
    type: "CustomRole",
    description: role.description,
    assignableScopes: role.assignableScopes,
    permissions: [
      {
        actions: role.actions,
        notActions: role.notActions,
        dataActions: role.dataActions,
        notDataActions: role.notDataActions,
      },
    ],
  },
});

/** Values of `name eq 'value'` in an OData filter. */
export const filterValue = (filter: string, name: string): string | undefined =>
  new RegExp(`${name}\\s+eq\\s+'([^']*)'`, "i").exec(filter)?.[1];

function list(call: ArmCall): Result<ArmAnswer> {
  const filter = call.query.get("$filter") ?? "";
  const name = filterValue(filter, "roleName")?.toLowerCase();
  const type = filterValue(filter, "type")?.toLowerCase();
  const custom = [...call.draft.scan("customRole")].map(({ row }) => customView(call, row));
  const all = [...call.rules.facts.roles.map((fact) => builtInView(call, fact)), ...custom];
  const value = all.filter((view) => {
    const properties = asRecord(view["properties"]);
    return (
      (name === undefined || asText(properties["roleName"]).toLowerCase() === name) &&
      (type === undefined || asText(properties["type"]).toLowerCase() === type)
    );
  });
  return ok({ status: 200, body: { value } });
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];

function save(call: ArmCall): Result<ArmAnswer> {
  const properties = asRecord(call.body["properties"]);
  const id = param(call, "name").toLowerCase();
  const name = asText(properties["roleName"]);
  const permission = asList(properties["permissions"])[0] ?? {};
  if (name === "") return badRequest("The role name is missing.", { target: "roleName" });
  if (call.rules.role(name) || call.rules.facts.roles.some(({ guid }) => guid === id)) {
    return fail({
      code: "RoleDefinitionWithSameNameExists",
      status: 409,
      message: `A role definition cannot be updated with a name that already exists.`,
      why: `${name} is a built-in role; those cannot be changed.`,
    });
  }
  const scopes = texts(properties["assignableScopes"]);
  if (scopes.length === 0 || scopes.some((scope) => scope === "/")) {
    return fail({
      code: "InvalidAssignableScopes",
      status: 400,
      message: "A custom role definition needs assignable scopes: a subscription or a resource group, never '/'.",
      target: "assignableScopes",
    });
  }
  for (const { row } of call.draft.scan("customRole")) {
    if (row.id === id || row.name.toLowerCase() !== name.toLowerCase()) continue;
    return fail({
      code: "RoleDefinitionWithSameNameExists",
      status: 409,
      message: "A role definition cannot be updated with a name that already exists.",
    });
  }
  const [actions, dataActions] = [texts(permission["actions"]), texts(permission["dataActions"])];
  const malformed = [...actions, ...dataActions].find(
    (action) => action !== "*" && !/^[\w.*]+(\/[\w.*-]+)+$/.test(action),
  );
  if (malformed !== undefined) {
    return fail({
      code: "InvalidActionOrNotAction",
      status: 400,
      message: `'${malformed}' does not match any of the actions supported by the providers.`,
    });
  }
  const role: CustomRole = {
    id,
    name,
    description: asText(properties["description"]),
    actions,
    notActions: texts(permission["notActions"]),
    dataActions,
    notDataActions: texts(permission["notDataActions"]),
    assignableScopes: scopes,
  };
  const existed = call.draft.has("customRole", id);
  call.draft.put("customRole", [id], role);
  return ok({ status: existed ? 200 : 201, body: customView(call, role) });
}

function remove(call: ArmCall): Result<ArmAnswer> {
  const id = param(call, "name").toLowerCase();
  const role = call.draft.get("customRole", id);
  if (!role) {
    const builtIn = call.rules.facts.roles.some(({ guid }) => guid === id);
    return builtIn
      ? fail({ code: "CannotDeleteBuiltInRole", status: 400, message: "A built-in role cannot be deleted." })
      : ok({ status: 204 });
  }
  for (const { row } of call.draft.scan("roleAssignment")) {
    if (row.roleId !== id) continue;
    return fail({
      code: "RoleDefinitionHasAssignments",
      status: 400,
      message: "There are existing role assignments referencing role (code: RoleDefinitionHasAssignments).",
      next: "Delete the assignments of the role first.",
    });
  }
  call.draft.remove("customRole", id);
  return ok({ status: 200, body: customView(call, role) });
}

function show(call: ArmCall): Result<ArmAnswer> {
  const id = param(call, "name").toLowerCase();
  const custom = call.draft.get("customRole", id);
  if (custom) return ok({ status: 200, body: customView(call, custom) });
  const builtIn = call.rules.facts.roles.find(({ guid }) => guid === id);
  if (builtIn) return ok({ status: 200, body: builtInView(call, builtIn) });
  return fail({
    code: "RoleDefinitionDoesNotExist",
    status: 404,
    message: `The specified role definition with ID '${id.replaceAll("-", "")}' does not exist.`,
  });
}

const scoped = `/{scope+}/providers/${definitionType}`;
const anywhere = `/providers/${definitionType}`;

/** Built-in roles from the facts, and custom ones. */
export const roleDefinitionRoutes: ArmRoute[] = [
  ...[scoped, anywhere].flatMap((path): ArmRoute[] => [
    { method: "GET", path, action: `${definitionType}/read`, handle: list },
    { method: "GET", path: `${path}/{name}`, action: `${definitionType}/read`, handle: show },
  ]),
  { method: "PUT", path: `${scoped}/{name}`, action: `${definitionType}/write`, handle: save },
  { method: "DELETE", path: `${scoped}/{name}`, action: `${definitionType}/delete`, handle: remove },
];
