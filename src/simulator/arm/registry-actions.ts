import * as v from "valibot";
import { passwordWorks } from "../identity/scope-map.ts";
import { validRegistryName } from "../registry/names.ts";
import { usedBytes } from "../registry/storage.ts";
import type { Rules } from "../registry/rules.ts";
import { includedStorage } from "../registry/sku.ts";
import { now } from "../world/clock.ts";
import { nextSecret } from "../world/ids.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { Registry } from "../world/registry-tables.ts";
import type { Reader } from "../world/world.ts";
import { readAs } from "./body.ts";
import { badRequest } from "./errors.ts";
import { findRegistry } from "./find.ts";
import { on, registryProvider } from "./paths.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";

const nameBody = v.looseObject({ name: v.string(), type: v.nullish(v.string()) });

function checkName(call: ArmCall): Result<ArmAnswer> {
  const body = readAs(nameBody, call.body);
  if (!body.ok) return body;
  const { name } = body.value;
  const valid = validRegistryName(call.rules, name);
  const taken = call.draft.has("registry", name.toLowerCase());
  const answer = !valid.ok
    ? { nameAvailable: false, reason: "Invalid", message: valid.refusal.message }
    : taken
      ? { nameAvailable: false, reason: "AlreadyExists", message: `The registry ${name} is already in use.` }
      : { nameAvailable: true };
  return ok({ status: 200, body: answer });
}

type Counter = { limit: number; currentValue: number; unit: "Bytes" | "Count" };

const count = (reader: Reader, table: "webhook" | "replication" | "privateEndpointConnection", key: string): number =>
  [...reader.scan(table, [key])].length;

/** How each counter of the facts is read; a limit that nobody publishes shows as -1. */
const counters: Record<string, (reader: Reader, rules: Rules, registry: Registry, key: string) => Counter> = {
  Size: (reader, rules, { sku, storageIncreaseGranted }, key) => ({
    limit: includedStorage(rules, sku, storageIncreaseGranted),
    currentValue: usedBytes(reader, key),
    unit: "Bytes",
  }),
  Webhooks: (reader, rules, { sku }, key) => counted(rules.limit("webhooks", sku), count(reader, "webhook", key)),
  "Geo-replications": (reader, rules, { sku }, key) =>
    counted(rules.limit("maxReplicas", sku), count(reader, "replication", key)),
  IPRules: (_, rules, { sku, ipRules }) => counted(rules.limit("maxIpRules", sku), ipRules.length),
  VNetRules: (_, rules, { sku, virtualNetworkRules }) =>
    counted(rules.limit("maxVnetRules", sku), virtualNetworkRules.length),
  PrivateEndpointConnections: (reader, rules, { sku }, key) =>
    counted(rules.limit("maxPrivateEndpoints", sku), count(reader, "privateEndpointConnection", key)),
};

const counted = (limit: number | undefined, currentValue: number): Counter => ({
  limit: limit ?? -1,
  currentValue,
  unit: "Count",
});

/** Counters that only appear where the SKU has the feature. */
const shownWith: Record<string, string> = {
  "Geo-replications": "geoReplication",
  IPRules: "ipRules",
  VNetRules: "vnetServiceEndpoints",
  PrivateEndpointConnections: "privateEndpoints",
};

function usages(call: ArmCall): Result<ArmAnswer> {
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  const { rules, draft } = call;
  const names = rules.value<string[]>("azAcrUsageFields") ?? [];
  const value = names
    .filter((name) => shownWith[name] === undefined || rules.allows(shownWith[name], registry.sku))
    .flatMap((name) => {
      const counter = counters[name]?.(draft, rules, registry, key);
      return counter ? [{ name, ...counter }] : [];
    });
  return ok({ status: 200, body: { value } });
}

const adminOff = (name: string): Result<ArmAnswer> =>
  fail({
    code: "UnauthorizedForCredentialOperations",
    status: 400,
    message: `Cannot perform credential operations for registry '${name}' as admin user is disabled. Kindly enable admin user.`,
    fact: "adminEnabledByDefault",
    next: "Enable the admin user first.",
  });

/** Both passwords, as far as each is active already; a new one replaces the old immediately. */
const credentials = (registry: Registry) => ({
  username: registry.adminUsername ?? registry.name,
  passwords: registry.adminPasswords.map(({ name, value }) => ({ name, value })),
});

function listCredentials(call: ArmCall): Result<ArmAnswer> {
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { registry } = found.value;
  return registry.adminUserEnabled ? ok({ status: 200, body: credentials(registry) }) : adminOff(registry.name);
}

function regenerate(call: ArmCall): Result<ArmAnswer> {
  const body = readAs(v.looseObject({ name: v.string() }), call.body);
  if (!body.ok) return body;
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  if (!registry.adminUserEnabled) return adminOff(registry.name);
  const old = registry.adminPasswords.find(({ name }) => name === body.value.name);
  if (!old) {
    const names = registry.adminPasswords.map(({ name }) => name).join(", ");
    return badRequest(`The password name '${body.value.name}' is not one of ${names}.`, { target: "name" });
  }
  const at = now(call.draft);
  const delay = (call.rules.value<number>("passwordRegenerationDelaySeconds") ?? 0) * 1000;
  const value = nextSecret(call.draft, call.cloud.hash, `admin/${registry.name}/${old.name}`, old.value.length);
  const fresh = { name: old.name, value, createdAt: at, validFrom: at + delay };
  const changed: Registry = {
    ...registry,
    adminPasswords: registry.adminPasswords.map((password) => (password === old ? fresh : password)),
  };
  call.draft.put("registry", [key], changed);
  const why = passwordWorks(fresh, at)
    ? `${old.name} changed.`
    : `${old.name} changed; the new value works after ${delay / 1000} seconds.`;
  return ok({ status: 200, body: credentials(changed), why });
}

export const registryActionRoutes: ArmRoute[] = [
  {
    method: "POST",
    path: `/subscriptions/{subscription}/providers/${registryProvider}/checkNameAvailability`,
    action: `${registryProvider}/checkNameAvailability/read`,
    handle: checkName,
  },
  on("GET", "/listUsages", ["listUsages", "read"], usages),
  on("POST", "/listCredentials", ["listCredentials", "action"], listCredentials),
  on("POST", "/regenerateCredential", ["regenerateCredential", "action"], regenerate),
];
