import { nodeHash } from "../../../src/node/node-hash.ts";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import type { Origin } from "../../../src/simulator/world/cloud.ts";
import { digestOf } from "../../../src/simulator/world/hash.ts";
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

const encoder = new TextEncoder();

/** Pushes an image of one layer through the data plane, with the admin account switched on for it and off again. */
export async function pushImage(
  simulator: Simulator,
  registry: string,
  repository: string,
  tag: string,
  { command = ["echo", "ahoy"], index }: { command?: string[]; index?: { os: string; architecture: string } } = {},
): Promise<string> {
  const key = registry.toLowerCase();
  const before = simulator.world.get("registry", key);
  if (!before) throw new Error(`no registry ${registry}`);
  const open = { ...before, adminUserEnabled: true, networkDefaultAction: "Allow" as const, publicNetworkAccess: true };
  simulator.transact((draft) => ({ ok: true, value: draft.put("registry", [key], open) }));
  const authorization = `Basic ${btoa(`${key}:${before.adminPasswords[0]?.value ?? ""}`)}`;
  const base = `https://${before.loginServer}/v2/${repository}`;
  const send = async (method: string, url: string, body?: Uint8Array | string, type?: string) => {
    const headers = { authorization, ...(type !== undefined && { "content-type": type }) };
    const request = new Request(url, { method, headers, ...(body !== undefined && { body: body as BodyInit }) });
    const response = await simulator.send(request, laptop);
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
    return response;
  };
  const blob = async (text: string) => {
    const bytes = encoder.encode(text);
    const digest = digestOf(nodeHash, bytes);
    const started = await send("POST", `${base}/blobs/uploads/`);
    const place = new URL(started.headers.get("location") ?? "", base);
    place.searchParams.set("digest", digest);
    await send("PUT", place.href, bytes, "application/octet-stream");
    return { digest, size: bytes.length };
  };
  const put = async (reference: string, type: string, body: JsonRecord) => {
    const text = JSON.stringify({ schemaVersion: 2, mediaType: type, ...body });
    await send("PUT", `${base}/manifests/${reference}`, text, type);
    return { digest: digestOf(nodeHash, encoder.encode(text)), size: text.length };
  };
  const platform = index ?? { os: "linux", architecture: "amd64" };
  const config = await blob(JSON.stringify({ ...platform, config: { Cmd: command } }));
  const layer = await blob(`layer of ${repository}:${tag}`);
  const type = "application/vnd.oci.image.manifest.v1+json";
  const manifest = {
    config: { mediaType: "application/vnd.oci.image.config.v1+json", ...config },
    layers: [{ mediaType: "application/vnd.oci.image.layer.v1.tar", ...layer }],
  };
  const text = JSON.stringify({ schemaVersion: 2, mediaType: type, ...manifest });
  const own = await put(index ? digestOf(nodeHash, encoder.encode(text)) : tag, type, manifest);
  if (index) {
    await put(tag, "application/vnd.oci.image.index.v1+json", { manifests: [{ mediaType: type, ...own, platform }] });
  }
  const now = simulator.world.get("registry", key);
  if (now) simulator.transact((draft) => ({ ok: true, value: draft.put("registry", [key], before) }));
  return own.digest;
}

/** Puts a cluster in the group `shop` and gives what a test needs. */
export async function aCluster(simulator: Simulator, properties: JsonRecord = {}, location = "westeurope") {
  const arm = armOf(simulator);
  await arm.put(arm.group("shop"), { location: "westeurope" });
  const id = `${arm.group("shop")}/providers/Microsoft.ContainerService/managedClusters/fleet`;
  const made = await arm.put(id, { location, properties });
  if (made.status >= 400) throw new Error(made.message);
  const shown = (await arm.send("GET", id)).body;
  const kubeletId: string = shown.properties.identityProfile.kubeletidentity.objectId;
  const server = `https://${shown.properties.fqdn}`;
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
