import * as v from "valibot";
import { scopeMapKey } from "../identity/scope-map.ts";
import { checkChildName } from "../registry/names.ts";
import { gate, withinLimit } from "../registry/sku.ts";
import { tokenPasswordNames, withNewPasswords } from "../registry/token.ts";
import { isoTime, now } from "../world/clock.ts";
import { ok, type Result } from "../world/result.ts";
import type { Password, Registry, RegistryToken } from "../world/registry-tables.ts";
import { partial, readAs, statusWord } from "./body.ts";
import { childRoutes, type ChildKind } from "./children.ts";
import { badRequest, childNotFound } from "./errors.ts";
import { childId, findChild, findRegistry, param, systemData } from "./find.ts";
import { startOperation } from "./operations.ts";
import { on, registryType } from "./paths.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";

const type = "tokens";

const tokenBody = v.looseObject({
  properties: partial({
    scopeMapId: v.nullish(v.string()),
    status: v.nullish(statusWord),
    credentials: partial({
      passwords: v.nullish(v.array(v.looseObject({ name: v.string(), expiry: v.nullish(v.string()) }))),
    }),
  }),
});

/** A password as it is listed: its value is shown only in the answer that made it. */
const passwordView = ({ name, createdAt, expires }: Password) => ({
  name,
  creationTime: isoTime(createdAt),
  ...(expires !== undefined && { expiry: isoTime(expires) }),
});

const kind: ChildKind<"token"> = {
  table: "token",
  type,
  removal: "token",
  view: ({ draft }, registry, row) => ({
    id: childId(draft, registry, type, row.name),
    name: row.name,
    type: registryType(type),
    systemData: systemData(draft, registry.createdBy, row.createdAt),
    properties: {
      creationDate: isoTime(row.createdAt),
      provisioningState: "Succeeded",
      scopeMapId: childId(draft, registry, "scopeMaps", scopeMapName(row.scopeMap)),
      credentials: { username: row.name, passwords: row.passwords.map(passwordView), certificates: [] },
      status: row.enabled ? "enabled" : "disabled",
    },
  }),
};

const scopeMapName = (nameOrId: string): string => nameOrId.slice(nameOrId.lastIndexOf("/") + 1);

function create(call: ArmCall): Result<ArmAnswer> {
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  const { draft, rules } = call;
  const name = checkChildName(rules, "token", param(call, "child"));
  if (!name.ok) return name;
  const open = gate(rules, "repositoryScopedTokens", registry.sku);
  if (!open.ok) return open;
  const existing = draft.get("token", key, name.value.toLowerCase());
  const count = [...draft.scan("token", [key])].length + (existing ? 0 : 1);
  const room = withinLimit(rules, "maxTokens", registry.sku, count, type);
  if (!room.ok) return room;
  const start: RegistryToken = {
    name: existing?.name ?? name.value,
    scopeMap: existing?.scopeMap ?? "",
    passwords: existing?.passwords ?? [],
    enabled: true,
    createdAt: existing?.createdAt ?? now(draft),
  };
  return store(call, key, registry, start);
}

function store(call: ArmCall, key: string, registry: Registry, before: RegistryToken): Result<ArmAnswer> {
  const { draft } = call;
  const body = readAs(tokenBody, call.body);
  if (!body.ok) return body;
  const properties = body.value.properties ?? {};
  const scopeMapId = properties.scopeMapId ?? before.scopeMap;
  if (scopeMapId === "")
    return badRequest("The property 'scopeMapId' is required.", { target: "properties.scopeMapId" });
  const map = draft.get("scopeMap", key, scopeMapKey(scopeMapId));
  if (!map) return childNotFound(registryType("scopeMaps"), scopeMapName(scopeMapId));
  const row: RegistryToken = {
    ...before,
    scopeMap: map.name,
    passwords: properties.credentials?.passwords
      ? keptPasswords(before, properties.credentials.passwords)
      : before.passwords,
    enabled: properties.status ? properties.status === "enabled" : before.enabled,
  };
  draft.put("token", [key, row.name.toLowerCase()], row);
  const { headers } = startOperation(call, "token", childId(draft, registry, type, row.name), registry.location);
  return ok({ status: 201, headers, body: kind.view(call, registry, row) });
}

/** A list of passwords in a body keeps the ones that it names. */
const keptPasswords = (token: RegistryToken, named: readonly { name: string }[]): Password[] =>
  token.passwords.filter((password) => named.some(({ name }) => name === password.name));

function update(call: ArmCall): Result<ArmAnswer> {
  const found = findChild(call, "token", type);
  return found.ok ? store(call, found.value.key, found.value.registry, found.value.row) : found;
}

const credentialsBody = v.looseObject({
  tokenId: v.string(),
  name: v.nullish(v.string()),
  expiry: v.nullish(v.string()),
});

/** New passwords of a token; this answer is the only place where their values are shown. */
function generateCredentials(call: ArmCall): Result<ArmAnswer> {
  const body = readAs(credentialsBody, call.body);
  if (!body.ok) return body;
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key } = found.value;
  const { draft, rules, cloud } = call;
  const { tokenId, name, expiry } = body.value;
  const tokenName = scopeMapName(tokenId);
  const token = draft.get("token", key, tokenName.toLowerCase());
  if (!token) return childNotFound(registryType(type), tokenName);
  const names = tokenPasswordNames(rules);
  if (name && !names.includes(name))
    return badRequest(`The password name '${name}' is not one of ${names.join(", ")}.`, { target: "name" });
  const expires = expiry ? Date.parse(expiry) : undefined;
  if (expires !== undefined && !(expires > now(draft))) {
    return badRequest(`The expiry '${expiry}' is not a date in the future.`, { target: "expiry" });
  }
  const request = { ...(name && { name }), ...(expires !== undefined && { expires }) };
  const { token: changed, made } = withNewPasswords(draft, cloud.hash, rules, token, request);
  draft.put("token", [key, tokenName.toLowerCase()], changed);
  const passwords = made.map((password) => ({ ...passwordView(password), value: password.value }));
  return ok({ status: 200, body: { username: token.name, passwords }, why: "Password values are shown only now." });
}

export const tokenRoutes: ArmRoute[] = [
  ...childRoutes(kind),
  on("PUT", `/${type}/{child}`, [type, "write"], create),
  on("PATCH", `/${type}/{child}`, [type, "write"], update),
  on("POST", "/generateCredentials", ["generateCredentials", "action"], generateCredentials),
];
