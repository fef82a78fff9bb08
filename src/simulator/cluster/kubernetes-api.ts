import type { Cloud } from "../registry/cloud.ts";
import { enqueue } from "../world/clock.ts";
import type { Plane } from "../world/cloud.ts";
import { ok, failWith, type Failure, type Result } from "../world/result.ts";
import { admit } from "./admission.ts";
import { clusterOf } from "./cluster-machine.ts";
import { kinds, metadataOf, nameOf, objectsOf, putObject, specOf, type Kind } from "./objects.ts";
import { createPod } from "./workloads.ts";
import { asList, asText, type JsonRecord } from "../world/json.ts";

interface Target {
  cluster: string;
  kind: Kind;
  namespace: string;
  name: string | undefined;
  /** e.g. `log` of a pod. */
  subresource: string | undefined;
}

/** Kubernetes' own error body. */
const status = (code: number, reason: string, message: string): Response =>
  Response.json(
    { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason, code },
    { status: code },
  );

const notFound = ({ kind, name }: Target): Response => {
  const group = kind.base.split("/")[2] ?? "";
  const full = kind.base === "/api/v1" ? kind.plural : `${kind.plural}.${group}`;
  return status(404, "NotFound", `${full} "${name ?? ""}" not found`);
};

/** Reads `BASE[/namespaces/NS]/PLURAL[/NAME[/SUB]]`. */
function targetOf(cluster: string, path: string): Target | undefined {
  const base = [...new Set(kinds.map((kind) => kind.base))].find((candidate) => path.startsWith(`${candidate}/`));
  if (base === undefined) return undefined;
  const segments = path
    .slice(base.length + 1)
    .split("/")
    .map(decodeURIComponent);
  const inNamespace = segments[0] === "namespaces" && segments.length > 2;
  const namespace = inNamespace ? (segments[1] ?? "") : "";
  const [plural, name, subresource] = inNamespace ? segments.slice(2) : segments;
  const kind = kinds.find((candidate) => candidate.base === base && candidate.plural === plural);
  return kind && { cluster, kind, namespace, name, subresource };
}

async function bodyOf(request: Request): Promise<JsonRecord | undefined> {
  try {
    const value: unknown = JSON.parse(await request.text());
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** JSON merge patch (RFC 7396). */
function mergePatch(target: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const isObject = typeof target === "object" && target !== null && !Array.isArray(target);
  const result: JsonRecord = { ...(isObject ? (target as JsonRecord) : {}) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key], value);
  }
  return result;
}

function selects(selector: string | null, object: JsonRecord): boolean {
  const labels = (metadataOf(object)["labels"] ?? {}) as JsonRecord;
  return (selector ?? "")
    .split(",")
    .filter((term) => term !== "")
    .every((term) => {
      const [key = "", value] = term.split(/==?/);
      return value === undefined ? key in labels : labels[key] === value;
    });
}

function matchesFields(selector: string | null, object: JsonRecord): boolean {
  return (selector ?? "")
    .split(",")
    .filter((term) => term !== "")
    .every((term) => {
      const [path = "", value] = term.split(/==?/);
      const found = path.split(".").reduce<unknown>((at, key) => (at as JsonRecord | undefined)?.[key], object);
      return found === value;
    });
}

function list(cloud: Cloud, target: Target, query: URLSearchParams): Response {
  const { cluster, kind, namespace } = target;
  const world = cloud.world();
  const all =
    kind.namespaced && namespace === ""
      ? objectsOf(world, cluster, "", "Namespace").flatMap((namespaceObject) =>
          objectsOf(world, cluster, nameOf(namespaceObject), kind.kind),
        )
      : objectsOf(world, cluster, namespace, kind.kind);
  const items = all.filter(
    (object) => selects(query.get("labelSelector"), object) && matchesFields(query.get("fieldSelector"), object),
  );
  const apiVersion = kind.base.replace(/^\/apis?\//, "");
  const resourceVersion = String(world.get("serial") ?? 0);
  return Response.json({ kind: `${kind.kind}List`, apiVersion, metadata: { resourceVersion }, items });
}

/** Checks that a pod, or the template of a deployment, has containers with images. */
function checkContainers({ kind }: Target, object: JsonRecord): Result<true, Failure> {
  const spec = kind.kind === "Deployment" ? specOf((specOf(object)["template"] ?? {}) as JsonRecord) : specOf(object);
  if (kind.kind !== "Pod" && kind.kind !== "Deployment") return ok(true);
  const containers = asList(spec["containers"]);
  if (containers.length === 0) return failWith("Invalid", "spec.containers: Required value");
  const wrong = containers.findIndex((container) => asText(container["image"]) === "");
  return wrong < 0 ? ok(true) : failWith("Invalid", `spec.containers[${wrong}].image: Required value`);
}

/** The secret data that a client gives as plain text is kept as base64. */
function withData(object: JsonRecord): JsonRecord {
  const { stringData, ...rest } = object;
  if (typeof stringData !== "object" || stringData === null) return object;
  const encoded = Object.fromEntries(Object.entries(stringData).map(([key, value]) => [key, btoa(String(value))]));
  return { ...rest, data: { ...((rest["data"] ?? {}) as JsonRecord), ...encoded } };
}

async function write(
  cloud: Cloud,
  send: Plane,
  target: Target,
  object: JsonRecord,
  created: boolean,
): Promise<Response> {
  const { cluster, kind, namespace } = target;
  const name = target.name ?? nameOf(object);
  const valid = checkContainers(target, object);
  if (!valid.ok) return status(422, valid.refusal.code, `${kind.kind} "${name}" is invalid: ${valid.refusal.message}`);
  const isPod = kind.kind === "Pod";
  if (isPod) {
    const verdict = await admit(cloud, send, cluster, namespace, object);
    if (!verdict.allowed) return status(403, "Forbidden", verdict.message);
  }
  const result = cloud.transact((draft) => {
    const complete = withData({ ...object, apiVersion: kind.base.replace(/^\/apis?\//, ""), kind: kind.kind });
    const before = draft.get("clusterObject", cluster, namespace, kind.kind, name);
    const imagesOf = (workload: JsonRecord | undefined) =>
      JSON.stringify(asList(specOf(workload)["containers"]).map((c) => c["image"]));
    if (isPod && (created || imagesOf(before) !== imagesOf(complete)))
      return ok(createPod(cloud, draft, cluster, namespace, complete));
    const made = putObject(draft, [cluster, namespace, kind.kind, name], complete);
    if (kind.kind === "Namespace") {
      putObject(draft, [cluster, name, "ServiceAccount", "default"], {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: {},
      });
    }
    if (kind.kind === "Deployment") enqueue(draft, "cluster.reconcile", { cluster, namespace }, 0);
    return ok(made);
  });
  return result.ok ? Response.json(result.value, { status: created ? 201 : 200 }) : status(500, "InternalError", "");
}

function remove(cloud: Cloud, target: Target): Response {
  const { cluster, kind, namespace, name = "" } = target;
  cloud.transact((draft) => {
    draft.remove("clusterObject", cluster, namespace, kind.kind, name);
    if (kind.kind === "Namespace") draft.removeBelow("clusterObject", cluster, name);
    if (kind.namespaced) enqueue(draft, "cluster.reconcile", { cluster, namespace }, 0);
    return ok(null);
  });
  return Response.json({ kind: "Status", apiVersion: "v1", status: "Success", details: { name, kind: kind.plural } });
}

function log(
  cloud: Cloud,
  { cluster, namespace, name = "" }: Target,
  pod: JsonRecord,
  query: URLSearchParams,
): Response {
  const containers = asList(specOf(pod)["containers"]);
  const container = query.get("container") ?? asText(containers[0]?.["name"]);
  const found = cloud.world().get("clusterObject", cluster, namespace, "Log", `${name} ${container}`);
  if (found) return new Response(asText(found["text"]), { headers: { "content-type": "text/plain" } });
  const states = asList((pod["status"] as JsonRecord | undefined)?.["containerStatuses"]);
  const reason = asText(
    ((states[0]?.["state"] as JsonRecord | undefined)?.["waiting"] as JsonRecord | undefined)?.["reason"],
  );
  const why =
    reason === "ImagePullBackOff" || reason === "ErrImagePull"
      ? "trying and failing to pull image"
      : "ContainerCreating";
  return status(400, "BadRequest", `container "${container}" in pod "${name}" is waiting to start: ${why}`);
}

/** The API servers of all clusters, as far as kubectl needs them for pods, deployments, secrets and policies. */
export const createKubernetesApi =
  (cloud: Cloud, send: Plane): Plane =>
  async (request, origin) => {
    const url = new URL(request.url);
    const cluster = url.hostname;
    const who = origin.principalId ?? cloud.world().get("settings")?.signedIn;
    if (!clusterOf(cloud.world(), cluster)) return status(404, "NotFound", `there is no API server at ${cluster}`);
    if (!who) return status(401, "Unauthorized", "Unauthorized");
    if (url.pathname === "/version") return Response.json({ major: "1", minor: "33", gitVersion: "v1.33.4" });
    const target = targetOf(cluster, url.pathname);
    if (!target) return status(404, "NotFound", "the server could not find the requested resource");
    const { namespace, kind, name, subresource } = target;
    if (
      namespace !== "" &&
      !cloud.world().has("clusterObject", cluster, "", "Namespace", namespace) &&
      request.method !== "GET"
    ) {
      return status(404, "NotFound", `namespaces "${namespace}" not found`);
    }
    if (request.method === "POST" && name === undefined) {
      const body = await bodyOf(request);
      if (!body || nameOf(body) === "")
        return status(400, "BadRequest", "the object provided is unrecognized: it needs a name");
      if (kind.namespaced && namespace === "")
        return status(400, "BadRequest", "an empty namespace may not be set during creation");
      if (cloud.world().has("clusterObject", cluster, namespace, kind.kind, nameOf(body))) {
        return status(409, "AlreadyExists", `${kind.plural} "${nameOf(body)}" already exists`);
      }
      return write(cloud, send, target, body, true);
    }
    if (name === undefined)
      return request.method === "GET" ? list(cloud, target, url.searchParams) : status(405, "MethodNotAllowed", "");
    const existing = cloud.world().get("clusterObject", cluster, namespace, kind.kind, name);
    if (!existing) return notFound(target);
    if (subresource === "log") return log(cloud, target, existing, url.searchParams);
    if (subresource !== undefined) return notFound(target);
    switch (request.method) {
      case "GET":
        return Response.json(existing);
      case "DELETE":
        return remove(cloud, target);
      case "PUT":
      case "PATCH": {
        const body = await bodyOf(request);
        if (!body) return status(400, "BadRequest", "the body of the request is not an object");
        const next = request.method === "PUT" ? body : (mergePatch(existing, body) as JsonRecord);
        return write(cloud, send, target, next, false);
      }
      default:
        return status(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }
  };
