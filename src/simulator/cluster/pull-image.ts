import type { Cloud } from "../registry/cloud.ts";
import { readManifest, type Descriptor, type ManifestContent } from "../registry-client/descriptor.ts";
import {
  acceptAll,
  fetchManifest,
  indexTypes,
  openBlob,
  readBlob,
  readLimit,
  type FetchedManifest,
} from "../registry-client/download.ts";
import { statusLine, type RegistryFailure, type RegistryResult } from "../registry-client/failure.ts";
import type { RegistryClient } from "../registry-client/registry-client.ts";
import type { Plane } from "../world/cloud.ts";
import { fail, ok, type Result, failWith } from "../world/result.ts";
import {
  parseImage,
  type ImageConfig,
  type ImageName,
  type PulledImage,
  type PullFailure,
  type PullingMachine,
} from "./node-image.ts";
import { registryClient } from "./registry-access.ts";

/** Words a failed request as containerd does; `subject` is what a 404 doesn't find. */
function requestFailure(
  { host, repository, reference }: ImageName,
  failure: Exclude<RegistryFailure, { code: "DigestMismatch" }>,
  prefix: string,
  subject: string,
): PullFailure {
  if (failure.code === "Unreachable") {
    const url = `https://${host}/v2/${repository}/manifests/${reference}`;
    const message = `${prefix}failed to do request: Head "${url}": dial tcp: lookup ${host} on 168.63.129.16:53: no such host`;
    return { code: "Unknown", message };
  }
  const { method, url, status, authorized } = failure;
  const unexpected = `unexpected status from ${method} request to ${url}: ${statusLine(status)}`;
  if (failure.code === "TokenRejected") {
    const kind = authorized ? "oauth" : "anonymous";
    return {
      code: "Unknown",
      message: `${prefix}failed to authorize: failed to fetch ${kind} token: ${unexpected}`,
      status,
    };
  }
  if (status === 404) return { code: "NotFound", message: `${prefix}${subject}: not found`, status };
  const denied =
    "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed";
  return { code: "Unknown", message: `${prefix}${status === 401 && authorized ? denied : unexpected}`, status };
}

/** Gets a manifest as containerd does, with HEAD before GET. */
async function fetchChecked(
  client: RegistryClient,
  repository: string,
  reference: string,
): Promise<RegistryResult<FetchedManifest>> {
  const head = await client.expect("HEAD", `/v2/${repository}/manifests/${reference}`);
  return head.ok ? fetchManifest(client, repository, reference) : head;
}

/** Gets a blob; a large layer is requested, but known by its digest and not read. */
async function fetchPart(
  client: RegistryClient,
  repository: string,
  { digest, size }: Descriptor,
): Promise<RegistryResult<Uint8Array | undefined>> {
  const opened = await openBlob(client, repository, digest);
  if (!opened.ok) return opened;
  if (size <= readLimit) return readBlob(client, digest, opened.value);
  await opened.value.body?.cancel();
  return ok(undefined);
}

/**
 * Pulls an image as containerd does, by requests alone: resolve the name, answer the challenge, choose the manifest of the
 * machine's platform, fetch config and layers. A failure has the text that the runtime prints.
 */
export async function pullImage(
  cloud: Cloud,
  send: Plane,
  image: string,
  machine: PullingMachine,
): Promise<Result<PulledImage, PullFailure>> {
  const name = parseImage(image);
  if (!name) {
    const message = `failed to parse image reference "${image}": invalid reference format`;
    return failWith("InvalidArgument", message);
  }
  const options = { accept: `${acceptAll}, */*`, userAgent: "containerd/1.7.27" };
  return pull(registryClient(cloud, send, machine, name.host, options), name, machine);
}

async function pull(
  client: RegistryClient,
  name: ImageName,
  machine: PullingMachine,
): Promise<Result<PulledImage, PullFailure>> {
  const { full, repository, reference } = name;
  const copying = `failed to pull and unpack image "${full}": `;
  const noMatch = () =>
    fail<PullFailure>({ code: "NotFound", message: `${copying}no match for platform in manifest: not found` });

  const manifest = async (at: string, prefix: string): Promise<Result<FetchedManifest, PullFailure>> => {
    const fetched = await fetchChecked(client, repository, at);
    if (fetched.ok) return ok(fetched.value);
    const failure = fetched.refusal;
    if (failure.code !== "DigestMismatch") return fail(requestFailure(name, failure, prefix, full));
    const { actual, expected } = failure;
    return fail({ code: "Unknown", message: `${prefix}${actual}: digest mismatch: expected ${expected}` });
  };

  const part = async (descriptor: Descriptor): Promise<Result<Uint8Array | undefined, PullFailure>> => {
    const { digest } = descriptor;
    const fetched = await fetchPart(client, repository, descriptor);
    if (fetched.ok) return ok(fetched.value);
    const failure = fetched.refusal;
    if (failure.code !== "DigestMismatch") {
      return fail(requestFailure(name, failure, `${copying}failed to copy: `, digest));
    }
    const mismatch = `unexpected commit digest ${failure.actual}, expected ${digest}: failed precondition`;
    return fail({ code: "Unknown", message: `${copying}failed commit on ref "layer-${digest}": ${mismatch}` });
  };

  const top = await manifest(reference, `${copying}failed to resolve reference "${full}": `);
  if (!top.ok) return top;
  let content: ManifestContent = readManifest(top.value.bytes);
  let { digest } = top.value;
  if (indexTypes.includes(top.value.mediaType)) {
    const { os, architecture } = machine.platform;
    const child = content.manifests?.find(
      ({ platform }) => platform?.os === os && platform.architecture === architecture,
    );
    if (!child) return noMatch();
    const chosen = await manifest(child.digest, copying);
    if (!chosen.ok) return chosen;
    content = readManifest(chosen.value.bytes);
    ({ digest } = chosen.value);
  }
  const { config, layers = [] } = content;
  if (!config) return noMatch();
  const settings = await part(config);
  if (!settings.ok) return settings;
  for (const layer of layers) {
    const fetched = await part(layer);
    if (!fetched.ok) return fetched;
  }
  const size = [config, ...layers].reduce((sum, descriptor) => sum + descriptor.size, 0);
  return ok({ digest, size, config: readConfig(settings.value) });
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** What the config of an image says about its process; other artifacts say nothing. */
function readConfig(bytes: Uint8Array | undefined): ImageConfig {
  try {
    const { config } = JSON.parse(new TextDecoder().decode(bytes)) as { config?: Record<string, unknown> };
    return {
      entrypoint: texts(config?.["Entrypoint"]),
      command: texts(config?.["Cmd"]),
      environment: texts(config?.["Env"]),
    };
  } catch {
    return { entrypoint: [], command: [], environment: [] };
  }
}

/**
 * Virtual milliseconds that a pull takes: half a second of requests and 50 MB a second, which a small node of Azure gets
 * from a registry in its region.
 */
export const pullTime = ({ size }: PulledImage): number => 500 + size / 50_000;
