import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { cell, memberOf } from "../table-cells.ts";
import { groupPath, newGuid } from "../resource-path.ts";
import type { JsonObject } from "../../../world/json.ts";

const patience = 60;

/** Why the kubelet could not pull; undefined while it has not tried yet. */
function pullError(pod: JsonObject): string | undefined {
  const waiting = memberOf(pod, "status", "containerStatuses", 0, "state", "waiting");
  const reason = cell(waiting, "reason");
  return reason === "ErrImagePull" || reason === "ImagePullBackOff" ? cell(waiting, "message") : undefined;
}

/**
 * Lets a node ask a registry for an image that is not there: "not found" tells that it was let in, everything else why it
 * was not. The pod goes again.
 */
async function probe(az: AzCall, api: string, registry: string): Promise<string> {
  const name = `canipull-${newGuid(az, "canipull").slice(0, 8)}`;
  const pods = `${api}/api/v1/namespaces/default/pods`;
  const send = (method: string, url: string, body?: object) =>
    az.machine.send(
      new Request(url, {
        method,
        headers: { accept: "application/json", "content-type": "application/json" },
        ...(body && { body: JSON.stringify(body) }),
      }),
    );
  const node = az.options.text("--node-name");
  const container = { name: "canipull", image: `${registry}/${name}:probe`, imagePullPolicy: "Always" };
  const created = await send("POST", pods, {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "default" },
    spec: { restartPolicy: "Never", containers: [container], ...(node !== undefined && { nodeName: node }) },
  });
  if (!created.ok) throw azError(`Failed to check the ACR: ${cell((await created.json()) as JsonObject, "message")}`);
  try {
    for (let second = 0; second < patience; second++) {
      await az.machine.wait(1000);
      const answer = await send("GET", `${pods}/${name}`);
      const error = answer.ok ? pullError((await answer.json()) as JsonObject) : undefined;
      if (error !== undefined) return error;
    }
  } finally {
    await send("DELETE", `${pods}/${name}`);
  }
  throw azError("Failed to check the ACR.");
}

async function check(az: AzCall): Promise<undefined> {
  const { options, arm, machine, call } = az;
  const loginServer = options.required("--acr");
  const registry = loginServer.includes(".") ? loginServer : `${loginServer}.azurecr.io`;
  const path = `${groupPath(az)}/providers/Microsoft.ContainerService/managedClusters/${options.required("--name")}`;
  const { properties } = await arm.get<ArmResource>(path);
  // The client asks the cluster as the person who calls, so their right to its credentials is what counts.
  await arm.post(`${path}/listClusterUserCredential`);
  const error = await probe(az, `https://${cell(properties, "fqdn")}`, registry);
  const say = (text: string): string => `[${new Date(machine.now()).toISOString().slice(0, 19)}Z] ${text}\n`;
  const client = memberOf(properties, "identityProfile", "kubeletidentity", "clientId");
  const identity =
    say("Checking managed identity...") +
    say(`Kubelet managed identity client ID: ${String(client)}`) +
    say(`Validating managed identity existance: ${client === null ? "FAILED" : "SUCCEEDED"}`);
  if (error.endsWith(": not found")) {
    const log = `${identity}${say("Validating image pull permission: SUCCEEDED")}${say("")}`;
    call.out(`${log}Your cluster can pull images from ${registry}!\n\n`);
    return undefined;
  }
  const log = identity + say("Validating image pull permission: FAILED") + say(error);
  throw azError(`Failed to check the ACR. Command output: ${log}`.trimEnd(), 1, {
    code: "ClusterCannotPull",
    text: `The kubelet of this cluster is not let in by ${registry}: it holds no role there, or the network keeps it out.`,
    next: "`az aks update -g GROUP -n CLUSTER --attach-acr REGISTRY`",
  });
}

/** `az aks check-acr`. */
export const checkRegistryModule: AzModule = { handlers: { "az aks check-acr": check } };
