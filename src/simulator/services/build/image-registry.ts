import type { BuiltImage, HistoryEntry, LayerOfImage, RuntimeConfig } from "../../images/build-image.ts";
import { readManifest } from "../../registry-client/descriptor.ts";
import { fetchBlob, fetchManifest, type FetchedManifest } from "../../registry-client/download.ts";
import { statusLine, statusOf, type RegistryFailure } from "../../registry-client/failure.ts";
import { dockerPolicy, parseReference, referenceFailureText, tagOrDigest } from "../../registry-client/reference.ts";
import type { RegistryClient } from "../../registry-client/registry-client.ts";
import { hasBlob, putManifest, sendBlob } from "../../registry-client/upload.ts";
import type { BlobStore } from "../../world/blob-store.ts";
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

  private place(image: string): Place | Error {
    const parsed = parseReference(image, dockerPolicy);
    if (!parsed.ok) return new Error(referenceFailureText(parsed.refusal));
    const { host, repository } = parsed.value;
    const client = this.clients.get(host) ?? this.clientFor(host);
    this.clients.set(host, client);
    return { client, repository, reference: tagOrDigest(parsed.value) };
  }

  /** Gets the manifest or index of an image. */
  async resolve(image: string): Promise<FetchedManifest | Error> {
    const place = this.place(image);
    return place instanceof Error ? place : this.manifest(image, place);
  }

  private async manifest(image: string, { client, repository, reference }: Place): Promise<FetchedManifest | Error> {
    const fetched = await fetchManifest(client, repository, reference);
    if (fetched.ok) return fetched.value;
    const failure = fetched.refusal;
    if (statusOf(failure) === 404)
      return new Error(`manifest for ${image} not found: manifest unknown: manifest unknown`);
    const text = failureText(failure);
    return new Error(failure.code === "Rejected" ? `pull access denied for ${image}: ${text}` : text);
  }

  /** Pulls an image for a platform; bulk layers that the blob store can make are named, not carried. */
  async pull(image: string, platform: string): Promise<BaseImage | Error> {
    const place = this.place(image);
    if (place instanceof Error) return place;
    let manifest = await this.manifest(image, place);
    if (manifest instanceof Error) return manifest;
    let content = readManifest(manifest.bytes);
    if (content.manifests) {
      const child = content.manifests.find(({ platform: of }) => `${of?.os}/${of?.architecture}` === platform);
      if (!child) return new Error(`no matching manifest for ${platform} in the manifest list entries`);
      manifest = await this.manifest(image, { ...place, reference: child.digest });
      if (manifest instanceof Error) return manifest;
      content = readManifest(manifest.bytes);
    }
    const configBytes = await this.blob(place, content.config?.digest ?? "");
    if (configBytes instanceof Error) return configBytes;
    const config = JSON.parse(new TextDecoder().decode(configBytes)) as ConfigBody;
    const layers: LayerOfImage[] = [];
    for (const [index, { digest, size, mediaType }] of (content.layers ?? []).entries()) {
      const isBulk = mediaType.endsWith(".tar") && this.blobs.size(digest) !== undefined;
      const bytes = isBulk ? undefined : await this.blob(place, digest);
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

  private async blob({ client, repository }: Place, digest: string): Promise<Uint8Array | Error> {
    const fetched = await fetchBlob(client, repository, digest);
    if (fetched.ok) return fetched.value;
    return new Error(`error pulling image configuration: ${failureText(fetched.refusal)}`);
  }

  /** Pushes an image under a name; returns its digest, or an Error with the registry's own words when it rejects a step. */
  async push(image: string, built: BuiltImage): Promise<string | Error> {
    const place = this.place(image);
    if (place instanceof Error) return place;
    const { client, repository, reference } = place;
    for (const { digest, bytes } of [...built.layers, built.config]) {
      const known = await hasBlob(client, repository, digest);
      if (known.ok && known.value) continue;
      // A rejected HEAD has no body: docker tries to send the blob, and prints the response to that.
      if (!known.ok && known.refusal.code !== "Rejected") return new Error(failureText(known.refusal));
      const source = () => bytes ?? this.blobs.bytes(digest);
      const sent = await sendBlob(client, repository, digest, source, { monolithic: true });
      if (!sent.ok) return new Error(failureText(sent.refusal));
    }
    const put = await putManifest(client, repository, reference, built.manifest, built.mediaType);
    return put.ok ? built.digest : new Error(failureText(put.refusal));
  }
}
