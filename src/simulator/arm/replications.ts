import * as v from "valibot";
import { registryScope } from "../identity/scope.ts";
import { gate, withinLimit } from "../registry/sku.ts";
import { enqueue, isoTime, now } from "../world/clock.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { Registry, Replication } from "../world/registry-tables.ts";
import type { Draft, Reader } from "../world/world.ts";
import { enabledOrNot, partial, readAs, tagsOf } from "./body.ts";
import { badRequest, childNotFound, isChildMissing } from "./errors.ts";
import { childId, findRegistry, param, systemData } from "./find.ts";
import { checkLocation, keepsLocation } from "./locations.ts";
import { completion, startOperation } from "./operations.ts";
import { on, registryType } from "./paths.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";

const type = "replications";

const replicationBody = v.looseObject({
  location: v.nullish(v.string()),
  tags: tagsOf,
  properties: partial({ regionEndpointEnabled: v.nullish(v.boolean()), zoneRedundancy: v.nullish(enabledOrNot) }),
});

function view(reader: Reader, registry: Registry, row: Replication) {
  const { displayStatus, message, timestamp } = row.status;
  return {
    id: childId(reader, registry, type, row.name),
    name: row.name,
    type: registryType(type),
    location: row.location,
    tags: row.tags,
    systemData: systemData(reader, registry.createdBy, row.createdAt),
    properties: {
      provisioningState: row.provisioningState,
      regionEndpointEnabled: row.regionEndpointEnabled,
      zoneRedundancy: row.zoneRedundancy ? "Enabled" : "Disabled",
      status: { ...(displayStatus !== "" && { displayStatus, message }), timestamp: isoTime(timestamp) },
    },
  };
}

/** The replica has its endpoint now; what it holds is for the replication service to bring. */
const ready = completion("replication.ready", (draft, { key, region }) => {
  draft.update("replication", [key, region], (row) => ({
    ...row,
    provisioningState: "Succeeded",
    status: { displayStatus: "Ready", message: "The replica is ready.", timestamp: now(draft) },
  }));
  enqueue(draft, "replication.created", { registry: key, region });
});

const gone = completion("replication.gone", (draft, { key, region }) => {
  draft.remove("replication", key, region);
  enqueue(draft, "replication.deleted", { registry: key, region });
});

const rowsOf = (reader: Reader, key: string): Replication[] =>
  [...reader.scan("replication", [key])].map(({ row }) => row);

function find(call: ArmCall): Result<{ key: string; registry: Registry; row: Replication }> {
  const found = findRegistry(call);
  if (!found.ok) return found;
  const name = param(call, "child");
  const row = rowsOf(call.draft, found.value.key).find(
    (replication) => replication.name.toLowerCase() === name.toLowerCase(),
  );
  return row ? ok({ ...found.value, row }) : childNotFound(registryType(type), name);
}

function create(call: ArmCall): Result<ArmAnswer> {
  const body = readAs(replicationBody, call.body);
  if (!body.ok) return body;
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  const { draft, rules } = call;
  const open = gate(rules, "geoReplication", registry.sku);
  if (!open.ok) return open;
  const location = checkLocation(call, body.value.location, registryType(type));
  if (!location.ok) return location;
  const name = param(call, "child");
  const rows = rowsOf(draft, key);
  const existing = rows.find((row) => row.name.toLowerCase() === name.toLowerCase());
  if (existing) {
    const same = keepsLocation(call, location.value, existing);
    return same.ok ? change(call, { key, registry, row: existing }, body.value) : same;
  }
  const may = mayAdd(call, registry, rows, location.value);
  if (!may.ok) return may;
  if (!draft.has("replication", key, registry.location)) addHome(draft, key, registry);
  const row = newReplication(name, location.value, now(draft), body.value);
  draft.put("replication", [key, location.value], row);
  const id = childId(draft, registry, type, name);
  const then = ready({ key, region: location.value });
  const { headers } = startOperation(call, "replicationCreate", id, location.value, then);
  return ok({ status: 201, headers, body: view(draft, registry, row), why: `${registry.name} gets a replica.` });
}

function mayAdd(call: ArmCall, registry: Registry, rows: Replication[], location: string): Result<true> {
  if (location === registry.location) {
    return badRequest("Replication could not be created in the same location as the registry.", {
      fact: "geoReplication",
      why: "The registry is already in its home region.",
    });
  }
  const taken = rows.find((row) => row.location === location);
  if (taken) {
    return fail({
      code: "ReplicationAlreadyExists",
      status: 409,
      message: `The registry '${registry.name}' already has the replication '${taken.name}' in '${location}'.`,
    });
  }
  if (registry.policies.softDelete.enabled) {
    return badRequest("Geo-replication is not supported for a registry with the soft delete policy.", {
      fact: "softDelete",
      why: "Soft delete can't be combined with geo-replication.",
    });
  }
  const replicas = rows.filter((row) => row.location !== registry.location).length;
  return withinLimit(call.rules, "maxReplicas", registry.sku, replicas + 1, type);
}

type Body = v.InferOutput<typeof replicationBody>;

const newReplication = (name: string, location: string, at: number, body: Body): Replication => ({
  name,
  location,
  tags: body.tags ?? {},
  createdAt: at,
  regionEndpointEnabled: body.properties?.regionEndpointEnabled ?? true,
  zoneRedundancy: body.properties?.zoneRedundancy === "Enabled",
  provisioningState: "Creating",
  status: { displayStatus: "", message: "", timestamp: at },
});

/** The first replica also makes the home region one, so that both can be listed and routed. */
function addHome(draft: Draft, key: string, registry: Registry): void {
  const at = now(draft);
  draft.put("replication", [key, registry.location], {
    ...newReplication(registry.location, registry.location, at, {}),
    zoneRedundancy: registry.zoneRedundancy,
    provisioningState: "Succeeded",
    status: { displayStatus: "Ready", message: "The replica is ready.", timestamp: at },
  });
}

function change(
  call: ArmCall,
  { key, registry, row }: { key: string; registry: Registry; row: Replication },
  body: Body,
): Result<ArmAnswer> {
  const { draft } = call;
  const changed: Replication = {
    ...row,
    tags: body.tags ?? row.tags,
    regionEndpointEnabled: body.properties?.regionEndpointEnabled ?? row.regionEndpointEnabled,
  };
  draft.put("replication", [key, row.location], changed);
  const { headers } = startOperation(call, "other", childId(draft, registry, type, row.name), row.location);
  return ok({ status: 201, headers, body: view(draft, registry, changed) });
}

function update(call: ArmCall): Result<ArmAnswer> {
  const body = readAs(replicationBody, call.body);
  if (!body.ok) return body;
  const found = find(call);
  return found.ok ? change(call, found.value, body.value) : found;
}

function remove(call: ArmCall): Result<ArmAnswer> {
  const found = find(call);
  if (!found.ok) return isChildMissing(found.refusal) ? ok({ status: 204 }) : found;
  const { key, registry, row } = found.value;
  const { draft, rules } = call;
  if (row.location === registry.location && rules.value<boolean>("replicaHomeRegionRemovable") !== true) {
    return fail({
      code: "ReplicationHomeRegion",
      status: 409,
      message: `The replication '${row.name}' is in the home region of the registry and cannot be deleted.`,
      fact: "replicaHomeRegionRemovable",
      why: "The home region contains the registry itself, so it can't be deleted as a replica.",
    });
  }
  draft.put("replication", [key, row.location], { ...row, provisioningState: "Deleting" });
  const id = registryScope(draft, registry);
  const then = gone({ key, region: row.location });
  const { headers } = startOperation(call, "replicationDelete", id, row.location, then);
  return ok({ status: 202, headers, why: `The replica in ${row.location} goes; what it held stays elsewhere.` });
}

export const replicationRoutes: ArmRoute[] = [
  on("GET", `/${type}`, [type, "read"], (call) => {
    const found = findRegistry(call);
    if (!found.ok) return found;
    const { key, registry } = found.value;
    return ok({ status: 200, body: { value: rowsOf(call.draft, key).map((row) => view(call.draft, registry, row)) } });
  }),
  on("GET", `/${type}/{child}`, [type, "read"], (call) => {
    const found = find(call);
    return found.ok ? ok({ status: 200, body: view(call.draft, found.value.registry, found.value.row) }) : found;
  }),
  on("PUT", `/${type}/{child}`, [type, "write"], create),
  on("PATCH", `/${type}/{child}`, [type, "write"], update),
  on("DELETE", `/${type}/{child}`, [type, "delete"], remove),
];
