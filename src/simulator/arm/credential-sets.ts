import * as v from "valibot";
import { gate } from "../registry/sku.ts";
import { checkChildName } from "../registry/names.ts";
import { isoTime, now } from "../world/clock.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { CredentialSet } from "../world/registry-tables.ts";
import { partial, readAs } from "./body.ts";
import { changing, childRoutes, type ChildKind } from "./children.ts";
import { badRequest } from "./errors.ts";
import { childId, findRegistry, param, type Child } from "./find.ts";
import { readIdentity } from "./identity-body.ts";
import { startOperation } from "./operations.ts";
import { on, registryType } from "./paths.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";

const type = "credentialSets";

const setBody = v.looseObject({
  identity: v.nullish(v.looseObject({ type: v.string() })),
  properties: partial({
    loginServer: v.nullish(v.string()),
    authCredentials: v.nullish(
      v.array(
        v.looseObject({
          usernameSecretIdentifier: v.nullish(v.string()),
          passwordSecretIdentifier: v.nullish(v.string()),
        }),
      ),
    ),
  }),
});

function mayRemove(call: ArmCall, { key, row }: Child<CredentialSet>): Result<unknown> {
  const user = [...call.draft.scan("cacheRule", [key])].find(({ row: rule }) => rule.credentialSet === row.name);
  if (!user) return ok(true);
  const message = `The credential set '${row.name}' is used by the cache rule '${user.row.name}'.`;
  return fail({ code: "CredentialSetInUse", status: 409, message });
}

const kind: ChildKind<"credentialSet"> = {
  table: "credentialSet",
  type,
  removal: "other",
  mayRemove,
  view: ({ draft }, registry, row) => ({
    id: childId(draft, registry, type, row.name),
    name: row.name,
    type: registryType(type),
    ...(row.identity && {
      identity: { ...row.identity, tenantId: draft.get("settings")?.subscription.tenantId ?? "" },
    }),
    properties: {
      loginServer: row.loginServer,
      authCredentials: [
        {
          name: "Credential1",
          usernameSecretIdentifier: row.usernameSecret,
          passwordSecretIdentifier: row.passwordSecret,
        },
      ],
      creationDate: isoTime(row.createdAt),
      provisioningState: "Succeeded",
    },
  }),
};

/** Where a cache rule finds the credentials for its source: two secrets of a key vault, read with the set's own identity. */
function write(call: ArmCall): Result<ArmAnswer> {
  const body = readAs(setBody, call.body);
  if (!body.ok) return body;
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  const { draft, rules } = call;
  const open = gate(rules, "artifactCacheRules", registry.sku);
  if (!open.ok) return open;
  const name = param(call, "child");
  const existing = draft.get("credentialSet", key, name.toLowerCase());
  const right = existing ? ok(name) : checkChildName(rules, "credential set", name);
  if (!right.ok) return right;
  const properties = body.value.properties ?? {};
  const [auth] = properties.authCredentials ?? [];
  const systemIdentity = existing?.identity && { ...existing.identity, userAssigned: [] };
  const identity = readIdentity(call, body.value.identity, systemIdentity, childId(draft, registry, type, name));
  if (!identity.ok) return identity;
  const { principalId, type: identityType } = identity.value ?? {};
  const row: CredentialSet = {
    name: existing?.name ?? name,
    ...(identityType !== undefined && {
      identity: { type: identityType, ...(principalId !== undefined && { principalId }) },
    }),
    loginServer: properties.loginServer ?? existing?.loginServer ?? "",
    usernameSecret: auth?.usernameSecretIdentifier ?? existing?.usernameSecret ?? "",
    passwordSecret: auth?.passwordSecretIdentifier ?? existing?.passwordSecret ?? "",
    createdAt: existing?.createdAt ?? now(draft),
  };
  if (!row.loginServer || !row.usernameSecret || !row.passwordSecret) {
    return badRequest("A credential set needs a login server and the identifiers of two secrets.", {
      target: "properties.authCredentials",
    });
  }
  draft.put("credentialSet", [key, name.toLowerCase()], row);
  const { headers } = startOperation(call, "other", childId(draft, registry, type, name), registry.location);
  return ok({ status: 201, headers, body: kind.view(call, registry, row) });
}

export const credentialSetRoutes: ArmRoute[] = [
  ...childRoutes(kind),
  on("PUT", `/${type}/{child}`, [type, "write"], write),
  on("PATCH", `/${type}/{child}`, [type, "write"], changing(kind, write)),
];
