import type { Actor, Cloud, Service } from "../registry/cloud.ts";
import { enqueue, isoTime, now } from "../world/clock.ts";
import type { Plane } from "../world/cloud.ts";
import { nextGuid } from "../world/ids.ts";
import { ok } from "../world/result.ts";
import type { Draft } from "../world/world.ts";
import { admit } from "./admission.ts";
import { chooseNode } from "./cluster-machine.ts";
import { metadataOf, nameOf, objectsOf, putObject, recordEvent, specOf } from "./objects.ts";
import { asList, asRecord, asText, type JsonRecord } from "../world/json.ts";

/** Puts an admitted pod in the cluster: gives it a node and tells the node's kubelet. */
export function createPod(cloud: Cloud, draft: Draft, cluster: string, namespace: string, pod: JsonRecord): JsonRecord {
  const name = nameOf(pod);
  const node = chooseNode(draft, cluster, pod);
  const uid = nextGuid(draft, cloud.hash, `pod/${cluster}/${name}`);
  const waiting = asList(specOf(pod)["containers"]).map((container) => ({
    name: container["name"],
    image: container["image"],
    ready: false,
    restartCount: 0,
    state: { waiting: { reason: "ContainerCreating" } },
  }));
  const about = { kind: "Pod", namespace, name };
  const made = putObject(draft, [cluster, namespace, "Pod", name], {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { ...metadataOf(pod), uid },
    spec: {
      restartPolicy: "Always",
      serviceAccountName: "default",
      ...specOf(pod),
      ...(node !== undefined && { nodeName: node }),
    },
    status: { phase: "Pending", containerStatuses: node === undefined ? [] : waiting, startTime: isoTime(now(draft)) },
  });
  if (node === undefined) {
    recordEvent(draft, cluster, about, {
      type: "Warning",
      reason: "FailedScheduling",
      message: "no nodes available: none matches the pod's node selector",
      source: "default-scheduler",
    });
    return made;
  }
  const message = `Successfully assigned ${namespace}/${name} to ${node}`;
  recordEvent(draft, cluster, about, { type: "Normal", reason: "Scheduled", message, source: "default-scheduler" });
  enqueue(draft, "kubelet.pull", { cluster, namespace, pod: name, uid, failures: 0 }, 0);
  return made;
}

const suffixes = "bcdfghjklmnpqrstvwxz2456789";

/** Five characters after the name of a pod or replica set, from what it is made of. */
function suffixOf(cloud: Cloud, text: string, length: number): string {
  const bytes = cloud.hash.sha256(new TextEncoder().encode(text));
  return Array.from(bytes.slice(0, length), (byte) => suffixes[byte % suffixes.length]).join("");
}

const ready = (pod: JsonRecord): boolean => asRecord(pod["status"])["phase"] === "Running";
const ownedBy = (pod: JsonRecord, owner: string): boolean => asText(metadataOf(pod)["ownedBy"]) === owner;

function removePod(draft: Draft, cluster: string, namespace: string, pod: JsonRecord): void {
  draft.remove("clusterObject", cluster, namespace, "Pod", nameOf(pod));
}

/** Makes the pods that a replica set lacks. A pod that admission denies is an event of the set, tried again later. */
async function fill(cloud: Cloud, send: Plane, cluster: string, namespace: string, set: JsonRecord, replicas: number) {
  const setName = nameOf(set);
  const pods = objectsOf(cloud.world(), cluster, namespace, "Pod").filter((pod) => ownedBy(pod, setName));
  for (const extra of pods.slice(replicas)) {
    cloud.transact((draft) => ok(removePod(draft, cluster, namespace, extra)));
  }
  const template = asRecord(specOf(set)["template"]);
  for (let index = pods.length; index < replicas; index++) {
    const serial = cloud.world().get("serial") ?? 0;
    const name = `${setName}-${suffixOf(cloud, `${setName}/${serial}/${index}`, 5)}`;
    const pod = { metadata: { ...metadataOf(template), name, ownedBy: setName }, spec: specOf(template) };
    const verdict = await admit(cloud, send, cluster, namespace, pod);
    cloud.transact((draft) => {
      const about = { kind: "ReplicaSet", namespace, name: setName };
      const source = "replicaset-controller";
      if (verdict.allowed) {
        createPod(cloud, draft, cluster, namespace, pod);
        const message = `Created pod: ${name}`;
        recordEvent(draft, cluster, about, { type: "Normal", reason: "SuccessfulCreate", message, source });
      } else {
        const message = `Error creating: ${verdict.message}`;
        recordEvent(draft, cluster, about, { type: "Warning", reason: "FailedCreate", message, source });
      }
      return ok(null);
    });
    if (!verdict.allowed) return;
  }
}

/**
 * Rolls a deployment out: a new template makes a new replica set; its pods come first, and old ones go as many as new ones
 * are ready, so that a new image that cannot be pulled leaves the old pods serving.
 */
async function rollOut(
  cloud: Cloud,
  send: Plane,
  cluster: string,
  namespace: string,
  deployment: JsonRecord,
): Promise<void> {
  const name = nameOf(deployment);
  const replicas = Number(specOf(deployment)["replicas"] ?? 1);
  const template = asRecord(specOf(deployment)["template"]);
  const setName = `${name}-${suffixOf(cloud, JSON.stringify(template), 9)}`;
  const sets = () => objectsOf(cloud.world(), cluster, namespace, "ReplicaSet").filter((set) => ownedBy(set, name));
  const podsOf = (set: string) =>
    objectsOf(cloud.world(), cluster, namespace, "Pod").filter((pod) => ownedBy(pod, set));
  const old = sets().filter((set) => nameOf(set) !== setName);
  const set = {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: { name: setName, ownedBy: name, labels: metadataOf(template)["labels"] ?? {} },
    spec: { replicas, template },
  };
  cloud.transact((draft) => ok(putObject(draft, [cluster, namespace, "ReplicaSet", setName], set)));
  const serving = old.flatMap((replicaSet) => podsOf(nameOf(replicaSet))).filter(ready).length;
  // One pod more than wanted at a time while old ones serve (maxSurge 25%, at least one).
  const surge = Math.max(1, Math.ceil(replicas / 4));
  const readyBefore = podsOf(setName).filter(ready).length;
  await fill(cloud, send, cluster, namespace, set, serving === 0 ? replicas : Math.min(replicas, readyBefore + surge));
  let mayGo = Math.max(0, serving + readyBefore - replicas);
  if (serving === 0 || readyBefore >= replicas) mayGo = Number.POSITIVE_INFINITY;
  cloud.transact((draft) => {
    for (const replicaSet of old) {
      for (const pod of podsOf(nameOf(replicaSet))) {
        if (ready(pod) && mayGo-- <= 0) continue;
        removePod(draft, cluster, namespace, pod);
      }
      putObject(draft, [cluster, namespace, "ReplicaSet", nameOf(replicaSet)], {
        ...replicaSet,
        spec: { ...specOf(replicaSet), replicas: 0 },
      });
    }
    return ok(null);
  });
  const readyNow = podsOf(setName).filter(ready).length;
  const available = sets()
    .flatMap((replicaSet) => podsOf(nameOf(replicaSet)))
    .filter(ready).length;
  cloud.transact((draft) => {
    const current = draft.get("clusterObject", cluster, namespace, "Deployment", name);
    if (!current) return ok(null);
    const status = {
      replicas: podsOf(setName).length,
      updatedReplicas: podsOf(setName).length,
      readyReplicas: available,
      availableReplicas: available,
      unavailableReplicas: Math.max(0, replicas - available),
    };
    const done = readyNow >= replicas;
    const conditions = [
      { type: "Available", status: available >= replicas ? "True" : "False" },
      { type: "Progressing", status: "True", reason: done ? "NewReplicaSetAvailable" : "ReplicaSetUpdated" },
    ];
    putObject(draft, [cluster, namespace, "Deployment", name], { ...current, status: { ...status, conditions } });
    return ok(null);
  });
  const leftOver = old.some((replicaSet) => podsOf(nameOf(replicaSet)).length > 0);
  if (readyBefore < readyNow || (leftOver && readyNow > readyBefore)) {
    cloud.transact((draft) => ok(enqueue(draft, "cluster.reconcile", { cluster, namespace }, 1000)));
  }
}

/** Brings the deployments of a namespace nearer to what they ask for, and takes away what has lost its owner. */
const reconcile: Actor<"cluster.reconcile"> = async ({ payload }, { cloud, send }) => {
  const { cluster, namespace } = payload;
  const named = (kind: string) => new Set(objectsOf(cloud.world(), cluster, namespace, kind).map(nameOf));
  const deployments = named("Deployment");
  cloud.transact((draft) => {
    const orphaned = (object: JsonRecord, owners: Set<string>) => {
      const owner = asText(metadataOf(object)["ownedBy"]);
      return owner !== "" && !owners.has(owner);
    };
    for (const set of objectsOf(draft, cluster, namespace, "ReplicaSet")) {
      if (orphaned(set, deployments)) draft.remove("clusterObject", cluster, namespace, "ReplicaSet", nameOf(set));
    }
    const sets = new Set(objectsOf(draft, cluster, namespace, "ReplicaSet").map(nameOf));
    for (const pod of objectsOf(draft, cluster, namespace, "Pod")) {
      if (orphaned(pod, sets)) removePod(draft, cluster, namespace, pod);
    }
    return ok(null);
  });
  for (const deployment of objectsOf(cloud.world(), cluster, namespace, "Deployment")) {
    await rollOut(cloud, send, cluster, namespace, deployment);
  }
};

/** The controllers of a cluster. */
export const reconcileService: Service = { actors: { "cluster.reconcile": reconcile } };
