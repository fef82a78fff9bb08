import { isoTime, nextSerial, now } from "../world/clock.ts";
import type { Draft, Reader } from "../world/world.ts";
import { asRecord, asText, type JsonRecord } from "../world/json.ts";

export interface Kind {
  kind: string;
  plural: string;
  /** Path of the API group: `/api/v1` or `/apis/GROUP/VERSION`. */
  base: string;
  namespaced: boolean;
}

const core = (kind: string, plural: string, namespaced = true): Kind => ({ kind, plural, base: "/api/v1", namespaced });

/** Kinds that the clusters know. An ImagePolicy says which signatures the admission asks for. */
export const kinds: readonly Kind[] = [
  core("Namespace", "namespaces", false),
  core("Node", "nodes", false),
  core("Pod", "pods"),
  core("Event", "events"),
  core("Secret", "secrets"),
  core("ServiceAccount", "serviceaccounts"),
  core("Service", "services"),
  core("ConfigMap", "configmaps"),
  { kind: "Deployment", plural: "deployments", base: "/apis/apps/v1", namespaced: true },
  { kind: "ReplicaSet", plural: "replicasets", base: "/apis/apps/v1", namespaced: true },
  { kind: "ImagePolicy", plural: "imagepolicies", base: "/apis/policy.drydock.dev/v1", namespaced: false },
];

/** Names one object of one cluster: the API server's host, the namespace (empty for none), kind and name. */
export type ObjectKey = [cluster: string, namespace: string, kind: string, name: string];

export const metadataOf = (object: JsonRecord | undefined): JsonRecord => asRecord(object?.["metadata"]);
export const specOf = (object: JsonRecord | undefined): JsonRecord => asRecord(object?.["spec"]);
export const nameOf = (object: JsonRecord | undefined): string => asText(metadataOf(object)["name"]);

export const objectsOf = (reader: Reader, cluster: string, namespace: string, kind: string): JsonRecord[] =>
  Array.from(reader.scan("clusterObject", [cluster, namespace, kind]), ({ row }) => row);

/** Writes an object with a fresh resource version. */
export function putObject(draft: Draft, key: ObjectKey, object: JsonRecord): JsonRecord {
  const before = draft.get("clusterObject", ...key);
  const [, namespace, , name] = key;
  const metadata = {
    ...metadataOf(object),
    name,
    ...(namespace !== "" && { namespace }),
    creationTimestamp: metadataOf(before)["creationTimestamp"] ?? isoTime(now(draft)),
    resourceVersion: String(nextSerial(draft)),
  };
  const next = { ...object, metadata };
  draft.put("clusterObject", key, next);
  return next;
}

/** Records what happened to an object as `kubectl describe` shows it; the same thing again counts up. */
export function recordEvent(
  draft: Draft,
  cluster: string,
  involved: { kind: string; namespace: string; name: string },
  event: { type: "Normal" | "Warning"; reason: string; message: string; source: string },
): void {
  const { kind, namespace, name } = involved;
  const at = isoTime(now(draft));
  for (const row of objectsOf(draft, cluster, namespace, "Event")) {
    const about = asRecord(row["involvedObject"]);
    if (about["name"] !== name || row["reason"] !== event.reason || row["message"] !== event.message) continue;
    const count = Number(row["count"]) + 1;
    putObject(draft, [cluster, namespace, "Event", nameOf(row)], { ...row, count, lastTimestamp: at });
    return;
  }
  const id = `${name}.${nextSerial(draft).toString(16).padStart(16, "0")}`;
  putObject(draft, [cluster, namespace, "Event", id], {
    apiVersion: "v1",
    kind: "Event",
    metadata: {},
    involvedObject: { kind, namespace, name },
    type: event.type,
    reason: event.reason,
    message: event.message,
    source: { component: event.source },
    count: 1,
    firstTimestamp: at,
    lastTimestamp: at,
  });
}
