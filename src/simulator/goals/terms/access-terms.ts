import { assignmentsAt } from "../../identity/assignments.ts";
import { principalsNamed } from "../../identity/directory.ts";
import { mayReach, mayTouchContent, operationWords } from "../../identity/evaluate.ts";
import type { Caller, ContentOperation } from "../../identity/access.ts";
import { findRole } from "../../identity/roles.ts";
import { workingPasswords, scopeMapKey } from "../../identity/scope-map.ts";
import { registryScope } from "../../identity/scope.ts";
import type { Reader, World } from "../../world/world.ts";
import { texts, type TermGroup } from "../term.ts";

/** Returns the object id of a principal by its display name, sign-in name, application id or object id. */
export function principalId(reader: Reader, who: string): string | undefined {
  const [named] = principalsNamed(reader, who);
  if (named) return named.id;
  for (const { row } of reader.scan("principal")) if (row.displayName === who) return row.id;
  return undefined;
}

const operationOf = (word: string): ContentOperation | undefined =>
  Object.hasOwn(operationWords, word) ? (word as ContentOperation) : undefined;

/** Reads who asks: `anonymous`, `admin`, `token NAME`, or a principal. */
function callerOf(world: World, registry: string, who: string): Caller | undefined {
  if (who === "anonymous") return { kind: "anonymous" };
  if (who === "admin") return { kind: "admin", registry };
  const token = /^token (.+)$/.exec(who)?.[1];
  if (token !== undefined) return { kind: "token", registry, name: token };
  const id = principalId(world, who);
  return id === undefined ? undefined : { kind: "principal", id };
}

/** Roles, tokens, networks and limits. */
export const accessTerms: TermGroup = {
  title: "Access",
  types: {
    RoleAssignment: {
      says: "A role assignment.",
      fields: {
        who: { type: "string", says: "display name of the principal" },
        role: { type: "string", says: "name of the role" },
        scope: { type: "string", says: "id of the scope" },
      },
    },
    Token: {
      says: "A repository-scoped token.",
      fields: {
        exists: { type: "bool", says: "whether there is one" },
        status: { type: "string", says: "`enabled` or `disabled`" },
        scopeMap: { type: "string", says: "name of its scope map" },
        actions: { type: "list<string>", says: "what its scope map allows, such as `repositories/web/content/read`" },
        passwords: { type: "int", says: "how many passwords it has that work now" },
      },
    },
  },
  terms: [
    {
      name: "role",
      params: texts("who", "role", "registry"),
      returns: "bool",
      says: "Whether a principal has a role that applies to a registry, from any scope or group.",
      example: "role('learner@harbour.example', 'Owner', 'contoso') && !role('ci', 'AcrPush', 'contoso')",
      atStart: true,
      read: ({ world, source }, who: string, role: string, registry: string) => {
        const [id, row] = [principalId(world, who), world.get("registry", registry.toLowerCase())];
        return (
          id !== undefined &&
          row !== undefined &&
          assignmentsAt(world, source.rules, id, registryScope(world, row)).some(
            (assignment) => assignment.role.name === role,
          )
        );
      },
    },
    {
      name: "assignments",
      params: [],
      returns: "list<RoleAssignment>",
      says: "Every role assignment of the environment.",
      example: "assignments().exists(a, a.who == 'ci' && a.role == 'AcrPull' && a.scope.endsWith('/contoso'))",
      atStart: true,
      read: ({ world, source }) =>
        Array.from(world.scan("roleAssignment"), ({ row }) => ({
          who: world.get("principal", row.principalId)?.displayName ?? row.principalId,
          role: findRole(world, source.rules, row.roleId)?.name ?? row.roleId,
          scope: row.scope,
        })),
    },
    {
      name: "can",
      params: texts("who", "action", "registry", "repository"),
      returns: "bool",
      says:
        "Whether somebody may do something with the contents of a repository. `who` is a principal, `anonymous`, `admin` or " +
        "`token NAME`; `action` is `pull`, `push`, `delete`, `metadataRead`, `metadataWrite`, `catalogList` or `sign`.",
      example: "can('ci', 'pull', 'contoso', 'web') && !can('ci', 'push', 'contoso', 'web')",
      atStart: true,
      read: ({ world, source }, who: string, action: string, registry: string, repository: string) => {
        const key = registry.toLowerCase();
        const [caller, operation] = [callerOf(world, key, who), operationOf(action)];
        if (operation === undefined) throw new Error(`can() knows no action \`${action}\``);
        if (!caller) return false;
        return mayTouchContent(world, source.rules, { caller, registry: key, operation, repository }).allowed;
      },
    },
    {
      name: "token",
      params: texts("registry", "name"),
      returns: "Token",
      says: "A repository-scoped token of a registry.",
      example: "token('contoso', 'reader').status == 'enabled'",
      atStart: true,
      read: ({ world }, registry: string, name: string) => {
        const row = world.get("token", registry.toLowerCase(), name.toLowerCase());
        if (!row) return undefined;
        const map = world.get("scopeMap", registry.toLowerCase(), scopeMapKey(row.scopeMap));
        return {
          exists: true,
          status: row.enabled ? "enabled" : "disabled",
          scopeMap: map?.name ?? scopeMapKey(row.scopeMap),
          actions: map?.actions ?? [],
          passwords: workingPasswords(world, row.passwords).length,
        };
      },
    },
    {
      name: "reachable",
      params: texts("registry", "address"),
      returns: "bool",
      says: "Whether the network rules let a public address reach a registry.",
      example: "reachable('contoso', '203.0.113.7')",
      atStart: true,
      read: ({ world, source }, registry: string, address: string) =>
        mayReach(world, source.rules, { registry: registry.toLowerCase(), origin: { address } }).allowed,
    },
    {
      name: "limit",
      params: texts("fact", "sku"),
      returns: "int",
      says: "The number of a fact for a tier under the active rules; -1 when nobody publishes one.",
      example: "limit('webhooks', 'Basic') > 0",
      atStart: false,
      read: ({ source }, fact: string, sku: string) => source.rules.limit(fact, skuOf(sku)) ?? -1,
    },
    {
      name: "allows",
      params: texts("fact", "sku"),
      returns: "bool",
      says: "Whether a tier has a feature under the active rules.",
      example: "allows('geoReplication', 'Premium') && !allows('geoReplication', 'Basic')",
      atStart: false,
      read: ({ source }, fact: string, sku: string) => source.rules.allows(fact, skuOf(sku)),
    },
  ],
};

function skuOf(name: string) {
  if (name === "Basic" || name === "Standard" || name === "Premium") return name;
  throw new Error(`there is no tier \`${name}\``);
}
