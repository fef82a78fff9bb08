import type { BuiltImage, HistoryEntry, LayerOfImage, RuntimeConfig } from "../../images/build-image.ts";
import { readManifest } from "../../registry-client/descriptor.ts";
import { fetchBlob, fetchManifest, type FetchedManifest } from "../../registry-client/download.ts";
import { statusLine, statusOf, type RegistryFailure } from "../../registry-client/failure.ts";
import { dockerPolicy, parseReference, referenceFailureText, tagOrDigest } from "../../registry-client/reference.ts";
import type { RegistryClient } from "../../registry-client/registry-client.ts";
import { hasBlob, putManifest, sendBlob } from "../../registry-client/upload.ts";
import type { BlobStore } from "../../world/blob-store.ts";
import { failWith, ok, type Failure, type Result } from "../../world/result.ts";
import type { BaseImage } from "./docker-build.ts";

interface ConfigBody {
  os?: string;
  architecture?: string;
  config?: RuntimeConfig;
  rootfs?: { diff_ids?: string[] };
  history?: HistoryEntry[];
}

/** What the docker of an agent calls itself. */
export const dockerAgent = "docker/24.0.7 go/go1.20.10";

/** Words a failure at a registry as docker does. */
export function failureText(failure: RegistryFailure): string {
  if (failure.code === "Unreachable") {
    const { hostname } = failure.error;
    return `Get "https://${hostname}/v2/": dial tcp: lookup ${hostname}: no such host`;
  }
  if (failure.code === "DigestMismatch") return `filesystem layer verification failed for digest ${failure.expected}`;
  if (failure.code === "TokenRejected") {
    return "unauthorized: authentication required, visit https://aka.ms/acr/authorization for more information.";
  }
  const [first] = failure.faults;
  return first
    ? `${first.code.toLowerCase().replaceAll("_", " ")}: ${first.message}`
    : `unexpected status: ${statusLine(failure.status)}`;
}

const failed = (failure: RegistryFailure) => failWith(failure.code, failureText(failure));

/** An image's repository and its client, with the tag or digest. */
interface Place {
  client: RegistryClient;
  repository: string;
  reference: string;
}

/** Pulls base images and pushes built ones by name, for the docker of agents; failures are in docker's words. */
export class ImageRegistry {
  private readonly clients = new Map<string, RegistryClient>();

  constructor(
    private readonly blobs: BlobStore,
    private readonly clientFor: (host: string) => RegistryClient,
  ) {}

  private place(image: string): Result<Place, Failure> {
    const parsed = parseReference(image, dockerPolicy);
    if (!parsed.ok) return failWith("InvalidReference", referenceFailureText(parsed.refusal));
    const { host, repository } = parsed.value;
    const client = this.clients.get(host) ?? this.clientFor(host);
    this.clients.set(host, client);
    return ok({ client, repository, reference: tagOrDigest(parsed.value) });
  }

  /** Gets the manifest or index of an image. */
  async resolve(image: string): Promise<Result<FetchedManifest, Failure>> {
    const place = this.place(image);
    return place.ok ? this.manifest(image, place.value) : place;
  }

  private async manifest(
    image: string,
    { client, repository, reference }: Place,
  ): Promise<Result<FetchedManifest, Failure>> {
    const fetched = await fetchManifest(client, repository, reference);
    if (fetched.ok) return fetched;
    const failure = fetched.refusal;
    if (statusOf(failure) === 404)
      return failWith("ManifestUnknown", `manifest for ${image} not found: manifest unknown: manifest unknown`);
    const text = failureText(failure);
    return failWith(failure.code, failure.code === "Rejected" ? `pull access denied for ${image}: ${text}` : text);
  }

  /** Pulls an image for a platform; bulk layers that the blob store can make are named, not carried. */
  async pull(image: string, platform: string): Promise<Result<BaseImage, Failure>> {
    const place = this.place(image);
    if (!place.ok) return place;
    let manifest = await this.manifest(image, place.value);
    if (!manifest.ok) return manifest;
    let content = readManifest(manifest.value.bytes);
    if (content.manifests) {
      const child = content.manifests.find(({ platform: of }) => `${of?.os}/${of?.architecture}` === platform);
      if (!child)
        return failWith("PlatformUnknown", `no matching manifest for ${platform} in the manifest list entries`);
      manifest = await this.manifest(image, { ...place.value, reference: child.digest });
      if (!manifest.ok) return manifest;
      content = readManifest(manifest.value.bytes);
    }
    const configBytes = await this.blob(place.value, content.config?.digest ?? "");
    if (!configBytes.ok) return configBytes;
    const config = JSON.parse(new TextDecoder().decode(configBytes.value)) as ConfigBody;
    const layers: LayerOfImage[] = [];
    for (const [index, { digest, size, mediaType }] of (content.layers ?? []).entries()) {
      const isBulk = mediaType.endsWith(".tar") && this.blobs.size(digest) !== undefined;
      const bytes = isBulk ? undefined : await this.blob(place.value, digest);
      if (bytes?.ok === false) return bytes;
      const diffId = config.rootfs?.diff_ids?.[index] ?? digest;
      layers.push({ digest, size, mediaType, diffId, ...(bytes && { bytes: bytes.value }) });
    }
    const [os = "", architecture = ""] = platform.split("/");
    return ok({
      config: config.config ?? {},
      os: config.os ?? os,
      architecture: config.architecture ?? architecture,
      layers,
      history: config.history ?? [],
    });
  }

  private async blob({ client, repository }: Place, digest: string): Promise<Result<Uint8Array, Failure>> {
    const fetched = await fetchBlob(client, repository, digest);
    if (fetched.ok) return fetched;
    return failWith(fetched.refusal.code, `error pulling image configuration: ${failureText(fetched.refusal)}`);
  }

  /** Pushes an image under a name; returns its digest, or a failure with the registry's own words when it rejects a step. */
  async push(image: string, built: BuiltImage): Promise<Result<string, Failure>> {
    const place = this.place(image);
    if (!place.ok) return place;
    const { client, repository, reference } = place.value;
    for (const { digest, bytes } of [...built.layers, built.config]) {
      const known = await hasBlob(client, repository, digest);
      if (known.ok && known.value) continue;
      // A rejected HEAD has no body: docker tries to send the blob, and prints the response to that.
      if (!known.ok && known.refusal.code !== "Rejected") return failed(known.refusal);
      const source = () => bytes ?? this.blobs.bytes(digest);
      const sent = await sendBlob(client, repository, digest, source, { monolithic: true });
      if (!sent.ok) return failed(sent.refusal);
    }
    const put = await putManifest(client, repository, reference, built.manifest, built.mediaType);
    return put.ok ? ok(built.digest) : failed(put.refusal);
  }
}
