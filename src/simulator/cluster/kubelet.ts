import type { Actor, Cloud, Reaction, Service } from "../registry/cloud.ts";
import { enqueue, isoTime, now } from "../world/clock.ts";
import { ok } from "../world/result.ts";
import type { Draft } from "../world/world.ts";
import type { PodEvent } from "../world/resource-events.ts";
import { machineOf } from "./cluster-machine.ts";
import type { PulledImage } from "./node-image.ts";
import { putObject, recordEvent, specOf } from "./objects.ts";
import { processOutput } from "./process-output.ts";
import { pullImage, pullTime } from "./pull-image.ts";
import { reconcileService } from "./workloads.ts";
import { asList, asRecord, asText, type JsonRecord } from "../world/json.ts";

/** Virtual milliseconds between tries: 10 s, doubled each time, 5 minutes at most (kubelet's image back-off). */
export const backOff = (failures: number): number => Math.min(10_000 * 2 ** (failures - 1), 300_000);

const podOf = (reader: Pick<Draft, "get">, { cluster, namespace, pod, uid }: PodEvent): JsonRecord | undefined => {
  const found = reader.get("clusterObject", cluster, namespace, "Pod", pod);
  return asRecord(found?.["metadata"])["uid"] === uid ? found : undefined;
};

const containersOf = (pod: JsonRecord): JsonRecord[] => asList(specOf(pod)["containers"]);

function setStatus(draft: Draft, payload: PodEvent, phase: string, state: (container: JsonRecord) => JsonRecord): void {
  const pod = podOf(draft, payload);
  if (!pod) return;
  const ready = phase === "Running";
  const containerStatuses = containersOf(pod).map((container) => ({
    name: container["name"],
    image: container["image"],
    ready,
    started: ready,
    restartCount: 0,
    state: state(container),
  }));
  const conditions = [
    { type: "PodScheduled", status: "True" },
    { type: "Initialized", status: "True" },
    { type: "ContainersReady", status: ready ? "True" : "False" },
    { type: "Ready", status: ready ? "True" : "False" },
  ];
  const status = { ...asRecord(pod["status"]), phase, conditions, containerStatuses };
  putObject(draft, [payload.cluster, payload.namespace, "Pod", payload.pod], { ...pod, status });
}

const say = (draft: Draft, payload: PodEvent, type: "Normal" | "Warning", reason: string, message: string): void =>
  recordEvent(
    draft,
    payload.cluster,
    { kind: "Pod", namespace: payload.namespace, name: payload.pod },
    { type, reason, message, source: "kubelet" },
  );

/** `Always` where the pod says so or the tag is `latest`; else an image on the node is good enough. */
const alwaysPulls = (container: JsonRecord): boolean => {
  const policy = asText(container["imagePullPolicy"]);
  if (policy !== "") return policy === "Always";
  const image = asText(container["image"]);
  return !image.includes("@") && (image.endsWith(":latest") || !/:[^/]+$/.test(image));
};

const nodeImage = (payload: PodEvent, node: string, image: string): [string, string, string, string] => [
  payload.cluster,
  "",
  "NodeImage",
  `${node} ${image}`,
];

/** Waits and tries again, with the reason that `kubectl get pods` and `describe` show. */
function failed(cloud: Cloud, payload: PodEvent, image: string, reason: string): void {
  const failures = payload.failures + 1;
  cloud.transact((draft) => {
    say(draft, payload, "Warning", "Failed", `Failed to pull image "${image}": ${reason}`);
    say(draft, payload, "Warning", "Failed", "Error: ErrImagePull");
    setStatus(draft, payload, "Pending", () => ({ waiting: { reason: "ErrImagePull", message: reason } }));
    enqueue(draft, "kubelet.backOff", { ...payload, failures, image, reason }, 1000);
    enqueue(draft, "kubelet.pull", { ...payload, failures }, backOff(failures));
    return ok(null);
  });
}

const backingOff: Reaction<"kubelet.backOff"> = (draft, { payload }) => {
  if (!podOf(draft, payload)) return;
  const message = `Back-off pulling image "${payload.image}"`;
  say(draft, payload, "Normal", "BackOff", message);
  say(draft, payload, "Warning", "Failed", "Error: ImagePullBackOff");
  const waiting = { reason: "ImagePullBackOff", message: `${message}: ErrImagePull: ${payload.reason}` };
  setStatus(draft, payload, "Pending", () => ({ waiting }));
};

/** Gets every image of a pod on its node, in order, then lets the containers start. */
const pull: Actor<"kubelet.pull"> = async ({ payload }, { cloud, send }) => {
  const pod = podOf(cloud.world(), payload);
  if (!pod) return;
  const node = asText(specOf(pod)["nodeName"]);
  const machine = machineOf(cloud, payload.cluster, payload.namespace, pod);
  if (!machine) return;
  let wait = 0;
  const output: Record<string, string> = {};
  for (const container of containersOf(pod)) {
    const image = asText(container["image"]);
    const key = nodeImage(payload, node, image);
    const present = cloud.world().get("clusterObject", ...key);
    if (present && !alwaysPulls(container)) {
      const message = `Container image "${image}" already present on machine`;
      output[asText(container["name"])] = processOutput(present["image"] as PulledImage, container);
      cloud.transact((draft) => ok(say(draft, payload, "Normal", "Pulled", message)));
      continue;
    }
    if (container["imagePullPolicy"] === "Never") {
      cloud.transact((draft) => {
        const message = `Container image "${image}" is not present with pull policy of Never`;
        say(draft, payload, "Warning", "ErrImageNeverPull", message);
        setStatus(draft, payload, "Pending", () => ({ waiting: { reason: "ErrImageNeverPull", message } }));
        return ok(null);
      });
      return;
    }
    cloud.transact((draft) => ok(say(draft, payload, "Normal", "Pulling", `Pulling image "${image}"`)));
    const result = await pullImage(cloud, send, image, machine);
    if (!result.ok) {
      if (result.refusal.code === "InvalidArgument") {
        cloud.transact((draft) => {
          const message = `Failed to apply default image tag "${image}": couldn't parse image name "${image}": invalid reference format`;
          say(draft, payload, "Warning", "InspectFailed", message);
          say(draft, payload, "Warning", "Failed", "Error: InvalidImageName");
          setStatus(draft, payload, "Pending", () => ({ waiting: { reason: "InvalidImageName", message } }));
          return ok(null);
        });
        return;
      }
      failed(cloud, payload, image, `rpc error: code = ${result.refusal.code} desc = ${result.refusal.message}`);
      return;
    }
    const pulled = result.value;
    const time = present && asRecord(present["image"])["digest"] === pulled.digest ? 500 : pullTime(pulled);
    wait += time;
    const seconds = `${(time / 1000).toFixed(3)}s`;
    output[asText(container["name"])] = processOutput(pulled, container);
    cloud.transact((draft) => {
      draft.put("clusterObject", key, { image: pulled });
      const message = `Successfully pulled image "${image}" in ${seconds} (${seconds} including waiting). Image size: ${pulled.size} bytes.`;
      say(draft, payload, "Normal", "Pulled", message);
      return ok(null);
    });
  }
  cloud.transact((draft) => ok(enqueue(draft, "kubelet.start", { ...payload, output }, wait)));
};

const start: Reaction<"kubelet.start"> = (draft, { payload }) => {
  const pod = podOf(draft, payload);
  if (!pod) return;
  for (const container of containersOf(pod)) {
    const name = asText(container["name"]);
    say(draft, payload, "Normal", "Created", `Created container: ${name}`);
    say(draft, payload, "Normal", "Started", `Started container ${name}`);
    draft.put("clusterObject", [payload.cluster, payload.namespace, "Log", `${payload.pod} ${name}`], {
      text: payload.output[name] ?? "",
    });
  }
  const ended = ["Never", "OnFailure"].includes(asText(specOf(pod)["restartPolicy"]));
  const at = isoTime(now(draft));
  setStatus(draft, payload, ended ? "Succeeded" : "Running", () =>
    ended ? { terminated: { reason: "Completed", exitCode: 0, finishedAt: at } } : { running: { startedAt: at } },
  );
  enqueue(draft, "cluster.reconcile", { cluster: payload.cluster, namespace: payload.namespace }, 0);
};

/** The nodes of clusters: they pull the images of their pods and start the containers; and what makes the pods. */
export const kubeletService: Service = {
  reactions: { "kubelet.backOff": backingOff, "kubelet.start": start },
  actors: { "kubelet.pull": pull, ...reconcileService.actors },
};
