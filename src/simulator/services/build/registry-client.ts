import {
  manifestType,
  type BuiltImage,
  type HistoryEntry,
  type LayerOfImage,
  type RuntimeConfig,
} from "../../images/build-image.ts";
import {
  dockerPolicy,
  parseReference,
  referenceFailureText,
  tagOrDigest,
  type Reference,
} from "../../registry-client/reference.ts";
import type { BlobStore } from "../../world/blob-store.ts";
import type { Origin, Plane } from "../../world/cloud.ts";
import type { BaseImage } from "./docker-build.ts";

interface ManifestBody {
  config?: { digest: string };
  layers?: { digest: string; size: number; mediaType: string }[];
  manifests?: { digest: string; platform?: { os: string; architecture: string } }[];
}

interface ConfigBody {
  os?: string;
  architecture?: string;
  config?: RuntimeConfig;
  rootfs?: { diff_ids?: string[] };
  history?: HistoryEntry[];
}

const accept = [
  manifestType,
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
].join(", ");

export interface RegistryAccess {
  send: Plane;
  origin: Origin;
  blobs: BlobStore;
  /** Authorization header for a registry host and a repository, or undefined to ask as nobody. */
  authorization(host: string, repository: string): Promise<string | undefined>;
}

/** What a task's agent does at registries: pulls base images and pushes what it built, with real requests. */
export class RegistryClient {
  constructor(private readonly access: RegistryAccess) {}

  private async call(
    { host, repository }: Reference,
    method: string,
    path: string,
    body?: Uint8Array,
    type?: string,
  ): Promise<Response> {
    const real = host === "docker.io" ? "registry-1.docker.io" : host;
    const authorization = host === "docker.io" ? "Bearer anonymous" : await this.access.authorization(host, repository);
    const headers = {
      accept,
      "user-agent": "docker/24.0.7 go/go1.20.10",
      ...(authorization && { authorization }),
      ...(type && { "content-type": type }),
    };
    const url = new URL(path, `https://${real}`);
    const request = new Request(url, { method, headers, ...(body && { body: body.slice() }) });
    const response = await this.access.send(request, this.access.origin);
    const next = response.headers.get("location");
    return response.status === 307 && next !== null
      ? this.access.send(new Request(new URL(next, url)), this.access.origin)
      : response;
  }

  async resolve(image: string): Promise<{ digest: string; response: Response } | Error> {
    const parsed = parseReference(image, dockerPolicy);
    if (!parsed.ok) return new Error(referenceFailureText(parsed.refusal));
    const reference = parsed.value;
    const path = `/v2/${reference.repository}/manifests/${tagOrDigest(reference)}`;
    const response = await this.call(reference, "GET", path).catch((error: unknown) => error as Error);
    if (response instanceof Error) return response;
    if (response.ok) return { digest: response.headers.get("docker-content-digest") ?? "", response };
    return new Error(
      response.status === 404
        ? `manifest for ${image} not found: manifest unknown: manifest unknown`
        : `pull access denied for ${image}: ${await messageOf(response)}`,
    );
  }

  /** Pulls an image for a platform; bulk layers that the blob store can make are named, not carried. */
  async pull(image: string, platform: string): Promise<BaseImage | Error> {
    const parsed = parseReference(image, dockerPolicy);
    if (!parsed.ok) return new Error(referenceFailureText(parsed.refusal));
    const reference = parsed.value;
    const found = await this.resolve(image);
    if (found instanceof Error) return found;
    let body = (await found.response.json()) as ManifestBody;
    if (body.manifests) {
      const child = body.manifests.find((one) => `${one.platform?.os}/${one.platform?.architecture}` === platform);
      if (!child) return new Error(`no matching manifest for ${platform} in the manifest list entries`);
      const answer = await this.call(reference, "GET", `/v2/${reference.repository}/manifests/${child.digest}`);
      if (!answer.ok) return new Error(`manifest for ${image} not found: manifest unknown: manifest unknown`);
      body = (await answer.json()) as ManifestBody;
    }
    const configBytes = await this.blob(reference, body.config?.digest ?? "");
    if (configBytes instanceof Error) return configBytes;
    const config = JSON.parse(new TextDecoder().decode(configBytes)) as ConfigBody;
    const layers: LayerOfImage[] = [];
    for (const [index, { digest, size, mediaType }] of (body.layers ?? []).entries()) {
      const isBulk = mediaType.endsWith(".tar") && this.access.blobs.size(digest) !== undefined;
      const bytes = isBulk ? undefined : await this.blob(reference, digest);
      if (bytes instanceof Error) return bytes;
      const diffId = config.rootfs?.diff_ids?.[index] ?? digest;
      layers.push({ digest, size, mediaType, diffId, ...(bytes && { bytes }) });
    }
    const [os = "", architecture = ""] = platform.split("/");
    return {
      config: config.config ?? {},
      os: config.os ?? os,
      architecture: config.architecture ?? architecture,
      layers,
      history: config.history ?? [],
    };
  }

  private async blob(reference: Reference, digest: string): Promise<Uint8Array | Error> {
    const answer = await this.call(reference, "GET", `/v2/${reference.repository}/blobs/${digest}`);
    if (!answer.ok) return new Error(`error pulling image configuration: ${await messageOf(answer)}`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  /** Pushes an image under a name; gives an Error with the registry's own words when a step is refused. */
  async push(image: string, built: BuiltImage): Promise<string | Error> {
    const parsed = parseReference(image, dockerPolicy);
    if (!parsed.ok) return new Error(referenceFailureText(parsed.refusal));
    const reference = parsed.value;
    const base = `/v2/${reference.repository}`;
    for (const blob of [...built.layers, built.config]) {
      if ((await this.call(reference, "HEAD", `${base}/blobs/${blob.digest}`)).ok) continue;
      const opened = await this.call(reference, "POST", `${base}/blobs/uploads/`);
      if (!opened.ok) return new Error(await messageOf(opened));
      const url = new URL(opened.headers.get("location") ?? "", `https://${reference.host}`);
      url.searchParams.set("digest", blob.digest);
      const bytes = blob.bytes ?? this.access.blobs.bytes(blob.digest);
      const closed = await this.call(reference, "PUT", url.href, bytes, "application/octet-stream");
      if (!closed.ok) return new Error(await messageOf(closed));
    }
    const path = `${base}/manifests/${tagOrDigest(reference)}`;
    const put = await this.call(reference, "PUT", path, built.manifest, built.mediaType);
    return put.ok ? built.digest : new Error(await messageOf(put));
  }
}

async function messageOf(response: Response): Promise<string> {
  try {
    const { errors } = (await response.json()) as { errors?: { code: string; message: string }[] };
    const first = errors?.[0];
    return first ? `${first.code.toLowerCase().replaceAll("_", " ")}: ${first.message}` : `status ${response.status}`;
  } catch {
    return `status ${response.status}`;
  }
}
