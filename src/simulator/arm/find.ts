import type { ResourceGroup } from "../world/cloud-tables.ts";
import { isoTime, now } from "../world/clock.ts";
import { ok, type Result } from "../world/result.ts";
import type { Registry } from "../world/registry-tables.ts";
import type { Tables } from "../world/tables.ts";
import type { Draft, Reader } from "../world/world.ts";
import { registryScope } from "../identity/scope.ts";
import { childNotFound, groupNotFound, resourceNotFound } from "./errors.ts";
import { registryType } from "./paths.ts";
import type { ArmCall } from "./route.ts";

export const param = (call: ArmCall, name: string): string => call.params[name] ?? "";

export function findGroup(call: ArmCall): Result<ResourceGroup> {
  const name = param(call, "group");
  const group = call.draft.get("group", name.toLowerCase());
  return group ? ok(group) : groupNotFound(name);
}

/** The registry that the path names, in the group that it names, with the key of its rows. */
export function findRegistry(call: ArmCall): Result<{ key: string; registry: Registry }> {
  const group = findGroup(call);
  if (!group.ok) return group;
  const name = param(call, "registry");
  const key = name.toLowerCase();
  const registry = call.draft.get("registry", key);
  if (!registry || registry.resourceGroup.toLowerCase() !== group.value.name.toLowerCase()) {
    return resourceNotFound(registryType(), name, group.value.name);
  }
  return ok({ key, registry });
}

/** Tables whose rows are children of a registry, keyed by registry and name. */
export type ChildTable =
  | "webhook"
  | "token"
  | "scopeMap"
  | "cacheRule"
  | "credentialSet"
  | "agentPool"
  | "privateEndpointConnection"
  | "connectedRegistry"
  | "task";

export interface Child<Row> {
  key: string;
  registry: Registry;
  /** Last segment of the row's key. */
  id: string;
  row: Row;
}

/** A child of the registry that the path names, by the last parameter of the path. */
export function findChild<Table extends ChildTable>(
  call: ArmCall,
  table: Table,
  type: string,
): Result<Child<Tables[Table]>> {
  const found = findRegistry(call);
  if (!found.ok) return found;
  const name = param(call, "child");
  const row = call.draft.get(table, found.value.key, name.toLowerCase());
  if (!row) return childNotFound(registryType(type), name);
  return ok({ ...found.value, id: name.toLowerCase(), row });
}

export const groupId = (reader: Reader, group: string): string =>
  `/subscriptions/${reader.get("settings")?.subscription.id ?? ""}/resourceGroups/${group}`;

export const childId = (reader: Reader, registry: Registry, type: string, name: string): string =>
  `${registryScope(reader, registry)}/${type}/${name}`;

/** Who created and who last changed something, as every ARM resource says. */
export function systemData(reader: Reader, by: string, createdAt: number, updatedAt = createdAt) {
  const principal = reader.get("principal", by);
  const name = principal?.userPrincipalName ?? principal?.appId ?? by;
  const type = principal && principal.kind !== "user" ? "Application" : "User";
  return {
    createdBy: name,
    createdByType: type,
    createdAt: isoTime(createdAt),
    lastModifiedBy: name,
    lastModifiedByType: type,
    lastModifiedAt: isoTime(updatedAt),
  };
}

/** Marks a registry as changed just now. */
export const touch = (draft: Draft, registry: Registry): Registry => ({ ...registry, updatedAt: now(draft) });
