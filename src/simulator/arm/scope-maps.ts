import * as v from "valibot";
import { checkChildName } from "../registry/names.ts";
import { checkScopeMapActions } from "../registry/scope-map.ts";
import { gate, withinLimit } from "../registry/sku.ts";
import { isoTime, now } from "../world/clock.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { Registry, ScopeMap } from "../world/registry-tables.ts";
import { partial, readAs } from "./body.ts";
import { childRoutes, type ChildKind } from "./children.ts";
import { childId, findChild, findRegistry, param, systemData, type Child } from "./find.ts";
import { startOperation } from "./operations.ts";
import { on, registryType } from "./paths.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";

const type = "scopeMaps";

const scopeMapBody = v.looseObject({
  properties: partial({ description: v.nullish(v.string()), actions: v.nullish(v.array(v.string())) }),
});

const fixed = (name: string): Result<true> =>
  fail({
    code: "SystemScopeMap",
    status: 400,
    message: `The scope map '${name}' is defined by the system and cannot be changed or deleted.`,
    fact: "systemScopeMaps",
  });

const mayChange = (row: ScopeMap): Result<true> => (row.type === "SystemDefined" ? fixed(row.name) : ok(true));

/** A scope map that a token uses stays until the token has another one. */
function mayRemove(call: ArmCall, { key, row }: Child<ScopeMap>): Result<unknown> {
  const own = mayChange(row);
  if (!own.ok) return own;
  const user = [...call.draft.scan("token", [key])].find(
    ({ row: token }) => token.scopeMap.toLowerCase() === row.name.toLowerCase(),
  );
  if (!user) return ok(true);
  return fail({
    code: "ScopeMapInUse",
    status: 409,
    message: `The scope map '${row.name}' is used by the token '${user.row.name}'.`,
    next: "Give the token another scope map, or delete it.",
  });
}

const kind: ChildKind<"scopeMap"> = {
  table: "scopeMap",
  type,
  removal: "scopeMap",
  mayRemove,
  view: ({ draft }, registry, row) => ({
    id: childId(draft, registry, type, row.name),
    name: row.name,
    type: registryType(type),
    systemData: systemData(draft, registry.createdBy, row.createdAt),
    properties: {
      type: row.type,
      description: row.description,
      actions: row.actions,
      creationDate: isoTime(row.createdAt),
      provisioningState: "Succeeded",
    },
  }),
};

function create(call: ArmCall): Result<ArmAnswer> {
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  const { draft, rules } = call;
  const existing = draft.get("scopeMap", key, param(call, "child").toLowerCase());
  if (existing) {
    const may = mayChange(existing);
    if (!may.ok) return may;
  }
  const name = checkChildName(rules, "scope map", param(call, "child"));
  if (!name.ok) return name;
  const open = gate(rules, "repositoryScopedTokens", registry.sku);
  if (!open.ok) return open;
  const own = [...draft.scan("scopeMap", [key])].filter(({ row }) => row.type === "UserDefined").length;
  const room = withinLimit(rules, "maxScopeMaps", registry.sku, own + (existing ? 0 : 1), type);
  if (!room.ok) return room;
  const start: ScopeMap = {
    name: existing?.name ?? name.value,
    description: "",
    actions: [],
    type: "UserDefined",
    createdAt: existing?.createdAt ?? now(draft),
  };
  const { properties } = call.body;
  return store(call, key, registry, start, { actions: [], ...(typeof properties === "object" && properties) });
}

function store(
  call: ArmCall,
  key: string,
  registry: Registry,
  before: ScopeMap,
  properties: unknown,
): Result<ArmAnswer> {
  const body = readAs(scopeMapBody, { properties });
  if (!body.ok) return body;
  const bodyProperties = body.value.properties ?? {};
  const actions = bodyProperties.actions
    ? checkScopeMapActions(call.rules, registry.sku, bodyProperties.actions)
    : ok(before.actions);
  if (!actions.ok) return actions;
  const row = { ...before, actions: actions.value, description: bodyProperties.description ?? before.description };
  call.draft.put("scopeMap", [key, row.name.toLowerCase()], row);
  const id = childId(call.draft, registry, type, row.name);
  const { headers } = startOperation(call, "scopeMap", id, registry.location);
  return ok({ status: 201, headers, body: kind.view(call, registry, row) });
}

function update(call: ArmCall): Result<ArmAnswer> {
  const found = findChild(call, "scopeMap", type);
  if (!found.ok) return found;
  const { key, registry, row } = found.value;
  const may = mayChange(row);
  return may.ok ? store(call, key, registry, row, call.body["properties"]) : may;
}

export const scopeMapRoutes: ArmRoute[] = [
  ...childRoutes(kind),
  on("PUT", `/${type}/{child}`, [type, "write"], create),
  on("PATCH", `/${type}/{child}`, [type, "write"], update),
];
