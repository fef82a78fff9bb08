import { scopeCovers } from "../../../identity/scope.ts";
import { principalAndGroups } from "../../../identity/assignments.ts";
import { assignmentsHeldBy, putAssignment, removeAssignment } from "../../../identity/directory.ts";
import type { Principal, RoleAssignment } from "../../../world/cloud-tables.ts";
import { isoTime, now } from "../../../world/clock.ts";
import { fail, ok, type Result } from "../../../world/result.ts";
import type { Reader } from "../../../world/world.ts";
import { findResource } from "../resource-kind.ts";
import { definitionId, filterValue, roleOf } from "./role-definitions.ts";
import { badRequest } from "../../errors.ts";
import { param } from "../../find.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "../../route.ts";
import { asRecord, asText } from "../../../world/json.ts";

const assignmentType = "Microsoft.Authorization/roleAssignments";

/** Kind of a principal as role assignments call it; managed identities are service principals there. */
const principalType = (principal: Principal | undefined): string =>
  principal?.kind === "user"
    ? "User"
    : principal?.kind === "group"
      ? "Group"
      : principal
        ? "ServicePrincipal"
        : "Unknown";

/**
 * Reads a condition on repository names, the only attribute that the registry knows: exact names, or prefixes of them
 * (as `team/*`). A condition in another shape lets nothing through rather than everything.
 */
export function repositoriesOf(condition: string): string[] {
  const found: string[] = [];
  for (const [, operator = "", value = ""] of condition.matchAll(/:name\]\s+(String\w+)\s+'([^']+)'/g)) {
    found.push(/StartsWith/.test(operator) ? `${value.replace(/\*$/, "")}*` : value);
  }
  return found;
}

function conditionOf(repositories: readonly string[]): string {
  return repositories
    .map((name) =>
      name.endsWith("*")
        ? `@Request[repositories:name] StringStartsWithIgnoreCase '${name.slice(0, -1)}'`
        : `@Request[repositories:name] StringEqualsIgnoreCase '${name}'`,
    )
    .join(" OR ");
}

const view = (call: ArmCall, row: RoleAssignment) => ({
  id: `${row.scope === "/" ? "" : row.scope}/providers/${assignmentType}/${row.id}`,
  name: row.id,
  type: assignmentType,
  properties: {
    roleDefinitionId: definitionId(call.draft, call.rules, row.roleId),
    principalId: row.principalId,
    principalType: principalType(call.draft.get("principal", row.principalId)),
    scope: row.scope,
    condition: row.repositories ? conditionOf(row.repositories) : null,
    conditionVersion: row.repositories ? "2.0" : null,
    createdOn: isoTime(row.createdAt),
    updatedOn: isoTime(row.createdAt),
  },
});

/** Whether a scope names something that stands. */
function scopeStands(reader: Reader, scope: string): boolean {
  const [, , groupName, rest] =
    /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+)(\/providers\/.+)?)?$/i.exec(scope) ?? [];
  if (groupName === undefined) return /^\/subscriptions\/[^/]+$/i.test(scope);
  if (!reader.has("group", groupName.toLowerCase()) && rest === undefined) return false;
  if (rest === undefined) return true;
  const registry = /\/registries\/([^/]+)$/i.exec(rest)?.[1];
  return registry === undefined
    ? findResource(reader, scope) !== undefined
    : reader.has("registry", registry.toLowerCase());
}

const exists = fail({
  code: "RoleAssignmentExists",
  status: 409,
  message: "The role assignment already exists.",
  why: "The principal already has this role at this scope.",
});

function create(call: ArmCall): Result<ArmAnswer> {
  const { draft, rules } = call;
  const properties = asRecord(call.body["properties"]);
  const [principalId, roleDefinitionId] = [asText(properties["principalId"]), asText(properties["roleDefinitionId"])];
  if (principalId === "" || roleDefinitionId === "") {
    return badRequest("The role assignment needs a principalId and a roleDefinitionId.");
  }
  const roleId = roleOf(draft, rules, roleDefinitionId);
  if (roleId === undefined) {
    const last = roleDefinitionId.slice(roleDefinitionId.lastIndexOf("/") + 1);
    return fail({
      code: "RoleDefinitionDoesNotExist",
      status: 400,
      message: `The specified role definition with ID '${last.replaceAll("-", "")}' does not exist.`,
    });
  }
  const principal = draft.get("principal", principalId);
  if (!principal) {
    const tenant = draft.get("settings")?.subscription.tenantId ?? "";
    return fail({
      code: "PrincipalNotFound",
      status: 400,
      message:
        `Principal ${principalId.replaceAll("-", "")} does not exist in the directory ${tenant}. Check that you have the ` +
        "correct principal ID. If you are creating this principal and then immediately assigning a role, this error might " +
        "be related to a replication delay. In this case, set the role assignment principalType property to a value, such " +
        "as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype",
    });
  }
  const wantedType = asText(properties["principalType"]);
  if (wantedType !== "" && wantedType !== principalType(principal)) {
    return fail({
      code: "UnmatchedPrincipalType",
      status: 400,
      message:
        `The PrincipalId '${principalId.replaceAll("-", "")}' has type '${principalType(principal)}' , which is different ` +
        `from specified PrincipalType '${wantedType}'.`,
    });
  }
  const scope = param(call, "scope");
  if (!scopeStands(draft, scope)) {
    return fail({ code: "ResourceNotFound", status: 404, message: `The scope '${scope}' was not found.` });
  }
  const custom = draft.get("customRole", roleId);
  if (custom && !custom.assignableScopes.some((outer) => scopeCovers(outer, scope))) {
    return fail({
      code: "RoleDefinitionNotAssignableAtScope",
      status: 400,
      message: `The role '${custom.name}' cannot be assigned at '${scope}': it is not within its assignable scopes.`,
    });
  }
  const id = param(call, "name").toLowerCase();
  const standing = draft.get("roleAssignment", id);
  if (standing && (standing.principalId !== principalId || standing.roleId !== roleId)) {
    return fail({
      code: "RoleAssignmentUpdateNotPermitted",
      status: 400,
      message: "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
    });
  }
  for (const row of assignmentsHeldBy(draft, principalId)) {
    if (row.id === id) continue;
    if (row.roleId === roleId && scopeCovers(row.scope, scope) && scopeCovers(scope, row.scope)) return exists;
  }
  const condition = asText(properties["condition"]);
  const assignment: RoleAssignment = {
    id,
    principalId,
    roleId,
    scope,
    ...(condition !== "" && { repositories: repositoriesOf(condition) }),
    createdAt: standing?.createdAt ?? now(draft),
  };
  putAssignment(draft, assignment);
  const why = `${principal.displayName} now has ${roleId} at ${scope}.`;
  return ok({ status: standing ? 200 : 201, body: view(call, assignment), why });
}

function list(call: ArmCall): Result<ArmAnswer> {
  const scope = param(call, "scope");
  const filter = call.query.get("$filter") ?? "";
  const principalId = filterValue(filter, "principalId");
  const assignedTo = /assignedTo\('([^']+)'\)/i.exec(filter)?.[1];
  const atScope = /atScope\(\)/i.test(filter);
  const ids = assignedTo === undefined ? undefined : principalAndGroups(call.draft, assignedTo);
  const value = [...call.draft.scan("roleAssignment")]
    .map(({ row }) => row)
    .filter((row) => scopeCovers(row.scope, scope) || (!atScope && scopeCovers(scope, row.scope)))
    .filter((row) => principalId === undefined || row.principalId === principalId)
    .filter((row) => ids === undefined || ids.has(row.principalId))
    .map((row) => view(call, row));
  return ok({ status: 200, body: { value } });
}

const path = `/{scope+}/providers/${assignmentType}`;

/** Role assignments at a subscription, a group or a resource. */
export const roleAssignmentRoutes: ArmRoute[] = [
  { method: "GET", path, action: `${assignmentType}/read`, handle: list },
  {
    method: "GET",
    path: `${path}/{name}`,
    action: `${assignmentType}/read`,
    handle: (call) => {
      const row = call.draft.get("roleAssignment", param(call, "name").toLowerCase());
      if (row) return ok<ArmAnswer>({ status: 200, body: view(call, row) });
      const message = `The role assignment '${param(call, "name")}' is not found.`;
      return fail({ code: "RoleAssignmentNotFound", status: 404, message });
    },
  },
  { method: "PUT", path: `${path}/{name}`, action: `${assignmentType}/write`, handle: create },
  {
    method: "DELETE",
    path: `${path}/{name}`,
    action: `${assignmentType}/delete`,
    handle: (call) => {
      const id = param(call, "name").toLowerCase();
      const row = call.draft.get("roleAssignment", id);
      if (!row) return ok<ArmAnswer>({ status: 204 });
      const body = view(call, row);
      removeAssignment(call.draft, id);
      return ok<ArmAnswer>({ status: 200, body });
    },
  },
];
