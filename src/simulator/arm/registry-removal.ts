import { removeWithScope } from "../identity/removal.ts";
import { registryScope } from "../identity/scope.ts";
import type { TableName } from "../world/tables.ts";
import type { Draft } from "../world/world.ts";

/** Every table whose rows belong to one registry, named by the first segment of their key. */
const tables: TableName[] = [
  "replication",
  "webhook",
  "webhookDelivery",
  "token",
  "scopeMap",
  "privateEndpointConnection",
  "cacheRule",
  "credentialSet",
  "agentPool",
  "connectedRegistry",
  "repository",
  "manifest",
  "manifestIn",
  "tag",
  "tagOf",
  "referrer",
  "blob",
  "blobIn",
  "usedBy",
  "upload",
  "pending",
  "queuedCopy",
  "copyLane",
  "deletedManifest",
  "deletedTag",
  "task",
  "taskBase",
  "taskTimer",
  "run",
  "runProgress",
  "scan",
  "imagePull",
  "trust",
  "webhookRate",
];

/** Removes a registry with everything in it, its identities and the role assignments at it. Bytes stay in the blob store, where other snapshots may need them. */
export function removeRegistry(draft: Draft, key: string): void {
  const registry = draft.get("registry", key);
  if (registry) removeWithScope(draft, registryScope(draft, registry));
  for (const table of tables) draft.removeBelow(table, key);
  draft.remove("usage", key);
  draft.remove("runCount", key);
  draft.remove("registry", key);
}
