import { ExitError } from "../program.ts";
import { kindOf, pathOf, resourceName, type Kind } from "./kinds.ts";
import { durationOf, requireKind, targetOf, type KubectlHandler } from "./kubectl-call.ts";
import { asPrintable, metadataOf, nameOf, same, specOf, statusOf } from "./objects.ts";
import { asList, asRecord, type JsonRecord } from "../../world/json.ts";

const deploymentKind = kindOf("deployment") as Kind;
const replicaSetKind = kindOf("replicaset") as Kind;

/** How long a deployment may make no progress before Kubernetes calls it failed (default of the API), in milliseconds. */
const progressDeadline = 600_000;

/** How often a waiting command asks, in milliseconds. */
const interval = 1000;

const number = (value: unknown): number => Number(value ?? 0);

/** What `rollout status` waits for, in its words; undefined when the rollout is done. */
function unfinished(name: string, deployment: JsonRecord): string | undefined {
  const replicas = Number(specOf(deployment)["replicas"] ?? 1);
  const status = statusOf(deployment);
  const [updated, available] = [number(status["updatedReplicas"]), number(status["availableReplicas"])];
  if (updated < replicas) {
    return `Waiting for deployment "${name}" rollout to finish: ${updated} out of ${replicas} new replicas have been updated...\n`;
  }
  const progressing = asList(status["conditions"]).find(({ type }) => type === "Progressing");
  if (available < updated || progressing?.["reason"] !== "NewReplicaSetAvailable") {
    return `Waiting for deployment "${name}" rollout to finish: ${Math.min(available, updated)} of ${updated} updated replicas are available...\n`;
  }
  return undefined;
}

export const rolloutStatus: KubectlHandler = async ({ call, line, api: client }) => {
  const { kind, name } = targetOf(line.operands, deploymentKind);
  if (kind.kind !== "Deployment")
    throw new ExitError(1, `error: no status viewer has been implemented for ${kind.kind}`);
  const api = client();
  const timeout = durationOf(line.text("--timeout") ?? "0s");
  const started = call.machine.now();
  for (let last = ""; ;) {
    const waiting = unfinished(name, await api.get(kind, name));
    if (waiting === undefined) {
      call.out(`deployment "${name}" successfully rolled out\n`);
      return 0;
    }
    if (waiting !== last) call.out(waiting);
    last = waiting;
    if (!line.on("--watch")) return 0;
    const waited = call.machine.now() - started;
    const explanation = {
      code: "RolloutStuck",
      text: "The new pods don't become ready.",
      next: `\`kubectl describe pods\` says why.`,
    };
    if (timeout > 0 && waited >= timeout)
      throw new ExitError(1, "error: timed out waiting for the condition", explanation);
    if (waited >= progressDeadline) {
      throw new ExitError(1, `error: deployment "${name}" exceeded its progress deadline`, explanation);
    }
    await call.machine.wait(interval);
  }
};

export const rolloutRestart: KubectlHandler = async ({ call, line, api: client }) => {
  const { kind, name } = targetOf(line.operands, deploymentKind);
  const api = client();
  const restartedAt = new Date(call.machine.now()).toISOString().replace(/\.\d+Z$/, "Z");
  const annotations = { "kubectl.kubernetes.io/restartedAt": restartedAt };
  await api.request("PATCH", pathOf(kind, api.namespace, name), { spec: { template: { metadata: { annotations } } } });
  call.out(`${resourceName(kind)}/${name} restarted\n`);
  return 0;
};

export const rolloutUndo: KubectlHandler = async ({ call, line, api: client }) => {
  const { kind, name } = targetOf(line.operands, deploymentKind);
  const api = client();
  const deployment = await api.get(kind, name);
  const current = asRecord(specOf(deployment)["template"]);
  const earlier = (await api.list(replicaSetKind))
    .filter((set) => metadataOf(set)["ownedBy"] === name && !same(specOf(set)["template"], current))
    .sort((a, b) =>
      asPrintable(metadataOf(a)["creationTimestamp"]).localeCompare(asPrintable(metadataOf(b)["creationTimestamp"])),
    )
    .at(-1);
  if (!earlier) {
    throw new ExitError(1, `error: no rollout history found for deployment "${name}"`, {
      code: "NoHistory",
      text: "The deployment has only one revision.",
    });
  }
  const template = asRecord(specOf(earlier)["template"]);
  await api.request("PUT", pathOf(kind, api.namespace, name), {
    ...deployment,
    spec: { ...specOf(deployment), template },
  });
  call.out(`${resourceName(kind)}/${name} rolled back\n`);
  return 0;
};

/** Whether an object has a condition; pods are ready when every container is. */
function meets(object: JsonRecord, condition: string): boolean {
  const [type = "", value = "True"] = condition.split("=");
  const found = asList(statusOf(object)["conditions"]).find(
    (candidate) => asPrintable(candidate["type"]).toLowerCase() === type.toLowerCase(),
  );
  if (found) return asPrintable(found["status"]).toLowerCase() === value.toLowerCase();
  const containers = asList(statusOf(object)["containerStatuses"]);
  return (
    type.toLowerCase() === "ready" &&
    containers.length > 0 &&
    containers.every((container) => container["ready"] === true)
  );
}

export const waitFor: KubectlHandler = async ({ call, line, api: client }) => {
  const { kind, name } = targetOf(line.operands, requireKind("pod"));
  const goal = line.text("--for") ?? "";
  const condition = /^condition=(.+)$/i.exec(goal)?.[1];
  if (condition === undefined && goal !== "delete") {
    throw new ExitError(1, `error: unrecognized condition: "${goal}"`, {
      code: "UnknownCondition",
      text: "This kubectl waits for condition=NAME or for delete.",
    });
  }
  const api = client();
  const timeout = durationOf(line.text("--timeout") ?? "30s");
  const started = call.machine.now();
  for (;;) {
    const object = condition === undefined ? await api.find(kind, name) : await api.get(kind, name);
    if (object === undefined || (condition !== undefined && meets(object, condition))) {
      call.out(`${resourceName(kind)}/${name} condition met\n`);
      return 0;
    }
    if (call.machine.now() - started >= timeout) {
      throw new ExitError(1, `error: timed out waiting for the condition on ${kind.plural}/${nameOf(object)}`, {
        code: "Timeout",
        text: "The condition wasn't met within the timeout.",
        next: `\`kubectl describe ${kind.singular} ${name}\` shows the reason.`,
      });
    }
    await call.machine.wait(interval);
  }
};
