import type { Cloud } from "../registry/cloud.ts";
import type { ArmResource } from "../world/cloud-tables.ts";
import type { Reader } from "../world/world.ts";
import type { PullingMachine } from "./node-image.ts";
import { nameOf, specOf } from "./objects.ts";
import { asList, asRecord, asText, type JsonRecord } from "../world/json.ts";

/** The managed cluster behind an API server. */
export function clusterOf(reader: Reader, host: string): ArmResource | undefined {
  const id = asText(reader.get("clusterObject", host, "", "Cluster", "self")?.["id"]);
  return id === "" ? undefined : reader.get("resource", id.toLowerCase());
}

/** Docker credentials of a secret of type kubernetes.io/dockerconfigjson. */
function dockerConfig(secret: JsonRecord | undefined): { server: string; username: string; password: string }[] {
  const encoded = asText(asRecord(secret?.["data"])[".dockerconfigjson"]);
  try {
    const { auths = {} } = JSON.parse(atob(encoded)) as { auths?: Record<string, JsonRecord> };
    return Object.entries(auths).map(([server, entry]) => {
      const [username = "", ...rest] = entry["auth"] ? atob(asText(entry["auth"])).split(":") : [];
      return {
        server,
        username: asText(entry["username"]) || username,
        password: asText(entry["password"]) || rest.join(":"),
      };
    });
  } catch {
    return [];
  }
}

/** Credentials by the pull secrets of a pod, else those of its service account. */
function pullSecrets(reader: Reader, cluster: string, namespace: string, pod: JsonRecord) {
  const account = asText(specOf(pod)["serviceAccountName"]) || "default";
  const own = asList(specOf(pod)["imagePullSecrets"]);
  const serviceAccount = reader.get("clusterObject", cluster, namespace, "ServiceAccount", account);
  const names = own.length > 0 ? own : asList(serviceAccount?.["imagePullSecrets"]);
  return names.flatMap((candidate) =>
    dockerConfig(reader.get("clusterObject", cluster, namespace, "Secret", asText(candidate["name"]))),
  );
}

/** The node of a pod as a machine that pulls: its place in the network, its platform, the kubelet's identity. */
export function machineOf(
  cloud: Cloud,
  cluster: string,
  namespace: string,
  pod: JsonRecord,
): PullingMachine | undefined {
  const world = cloud.world();
  const row = clusterOf(world, cluster);
  const node = world.get("clusterObject", cluster, "", "Node", asText(specOf(pod)["nodeName"]));
  if (!row || !node) return undefined;
  const info = asRecord(asRecord(node["status"])["nodeInfo"]);
  const kubelet = asRecord(asRecord(row.properties["identityProfile"])["kubeletidentity"]);
  const subnetId = asText(node["subnetId"]);
  return {
    origin: {
      address: asText(row.properties["outboundAddress"]),
      region: row.location,
      ...(subnetId !== "" && { subnetId }),
    },
    platform: { os: asText(info["operatingSystem"]), architecture: asText(info["architecture"]) },
    identity: asText(kubelet["objectId"]),
    credentials: pullSecrets(world, cluster, namespace, pod),
  };
}

/** Chooses the node for the next pod: the one that its selector allows and that holds the fewest pods. */
export function chooseNode(reader: Reader, cluster: string, pod: JsonRecord): string | undefined {
  const selector = Object.entries(asRecord(specOf(pod)["nodeSelector"]));
  const load = new Map<string, number>();
  for (const { rest, row } of reader.scan("clusterObject", [cluster])) {
    if (rest[1] !== "Pod") continue;
    const node = asText(specOf(row)["nodeName"]);
    load.set(node, (load.get(node) ?? 0) + 1);
  }
  let best: string | undefined;
  for (const { row } of reader.scan("clusterObject", [cluster, "", "Node"])) {
    const labels = asRecord(asRecord(row["metadata"])["labels"]);
    if (selector.some(([key, value]) => labels[key] !== value)) continue;
    const name = nameOf(row);
    if (best === undefined || (load.get(name) ?? 0) < (load.get(best) ?? 0)) best = name;
  }
  return best;
}
