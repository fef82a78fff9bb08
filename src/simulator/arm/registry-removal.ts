import type { TableName } from "../world/world.ts";
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
  "run",
  "scan",
  "trust",
  "webhookRate",
];

/** Removes a registry with everything in it. Bytes stay in the blob store, where other snapshots may need them. */
export function removeRegistry(draft: Draft, key: string): void {
  for (const table of tables) draft.removeBelow(table, key);
  draft.remove("usage", key);
  draft.remove("runCount", key);
  draft.remove("registry", key);
}
