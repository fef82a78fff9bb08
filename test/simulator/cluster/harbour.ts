import type { Simulator } from "../../../src/simulator/simulator.ts";
import type { Origin } from "../../../src/simulator/world/cloud.ts";
import { anImage } from "../../support/images.ts";
import { laptop } from "../../support/simulator.ts";
import { armOf } from "../arm/arm-client.ts";

type JsonRecord = ReturnType<typeof JSON.parse>;

/** JSON over a plane that is not ARM. */
export async function ask(simulator: Simulator, method: string, url: string, body?: unknown, origin: Origin = laptop) {
  const request = new Request(url, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const response = await simulator.send(request, origin);
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  return { status: response.status, text, body: (isJson ? JSON.parse(text) : {}) as JsonRecord };
}

/** An image whose container logs "ahoy". */
export const crane = anImage({ command: ["echo", "ahoy"] });

/** Puts a cluster in the group `shop` and gives what a test needs. */
export async function aCluster(simulator: Simulator, properties: JsonRecord = {}, location = "westeurope") {
  const arm = armOf(simulator);
  await arm.put(arm.group("shop"), { location: "westeurope" });
  const id = `${arm.group("shop")}/providers/Microsoft.ContainerService/managedClusters/fleet`;
  const made = await arm.put(id, { location, properties });
  if (made.status >= 400) throw new Error(made.message);
  const cluster = (await arm.send("GET", id)).body;
  const kubeletId: string = cluster.properties.identityProfile.kubeletidentity.objectId;
  const server = `https://${cluster.properties.fqdn}`;
  const pods = `${server}/api/v1/namespaces/default/pods`;

  return {
    id,
    kubeletId,
    server,
    /** Gives the kubelet a role on a registry, which is all that attaching is. */
    async attach(registry: string, role = "AcrPull") {
      const roles = await arm.send(
        "GET",
        `${arm.subscription}/providers/Microsoft.Authorization/roleDefinitions?$filter=roleName eq '${role}'`,
      );
      return arm.put(
        `${arm.registry(registry)}/providers/Microsoft.Authorization/roleAssignments/11111111-1111-4111-8111-111111111111`,
        { properties: { roleDefinitionId: roles.body.value[0].id, principalId: kubeletId } },
      );
    },
    /** Starts a pod and lets `milliseconds` pass. */
    async run(name: string, image: string, milliseconds = 5000, spec: JsonRecord = {}) {
      const pod = { metadata: { name }, spec: { containers: [{ name: "main", image }], ...spec } };
      const created = await ask(simulator, "POST", pods, pod);
      await simulator.advance(milliseconds);
      return created;
    },
    async pod(name: string) {
      return (await ask(simulator, "GET", `${pods}/${name}`)).body;
    },
    /** Why the first container waits. */
    async waiting(name: string): Promise<{ reason: string; message: string }> {
      const { body } = await ask(simulator, "GET", `${pods}/${name}`);
      return body.status.containerStatuses[0].state.waiting;
    },
    async events(name: string): Promise<{ reason: string; message: string; count: number }[]> {
      const selector = encodeURIComponent(`involvedObject.name=${name}`);
      const { body } = await ask(
        simulator,
        "GET",
        `${server}/api/v1/namespaces/default/events?fieldSelector=${selector}`,
      );
      return body.items;
    },
  };
}
