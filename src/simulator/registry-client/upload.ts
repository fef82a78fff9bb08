import { ok } from "../world/result.ts";
import type { RegistryResult, RequestResult } from "./failure.ts";
import type { RegistryClient } from "./registry-client.ts";

/** How a blob came to a repository. */
export type Uploaded = "exists" | "mounted" | "uploaded";

/** Gives the bytes of a blob when they have to be sent; those of another registry may fail to come. */
export type BlobSource = () => Uint8Array | Promise<RegistryResult<Uint8Array>>;

export interface UploadOptions {
  /** Repository of the same registry to mount the blob from. */
  mountFrom?: string | undefined;
  /** True for the blob in the last request, without a PATCH before it. */
  monolithic?: boolean;
}

/** Asks whether a repository has a blob. */
export const hasBlob = (client: RegistryClient, repository: string, digest: string): Promise<RequestResult<boolean>> =>
  client.has(`/v2/${repository}/blobs/${digest}`);

/** Asks a registry to mount a blob of another repository; the response is an upload where it doesn't (201 means it does). */
export function mountBlob(
  client: RegistryClient,
  repository: string,
  digest: string,
  from: string,
): Promise<RequestResult<Response>> {
  const query = new URLSearchParams({ mount: digest, from }).toString();
  return client.expect("POST", `/v2/${repository}/blobs/uploads/?${query}`, { scopes: [`repository:${from}:pull`] });
}

/** Sends a blob that the repository doesn't have, or mounts it (OCI distribution-spec, "Pushing blobs"). */
export async function sendBlob(
  client: RegistryClient,
  repository: string,
  digest: string,
  source: BlobSource,
  { mountFrom, monolithic = false }: UploadOptions = {},
): Promise<RegistryResult<Uploaded>> {
  const scopes = mountFrom === undefined ? [] : [`repository:${mountFrom}:pull`];
  const opened =
    mountFrom === undefined
      ? await client.expect("POST", `/v2/${repository}/blobs/uploads/`)
      : await mountBlob(client, repository, digest, mountFrom);
  if (!opened.ok) return opened;
  if (opened.value.status === 201) return ok("mounted");
  const bytes = await source();
  if (!(bytes instanceof Uint8Array) && !bytes.ok) return bytes;
  const body = bytes instanceof Uint8Array ? bytes : bytes.value;
  const headers = { "content-type": "application/octet-stream" };
  let place = new URL(opened.value.headers.get("location") ?? "", client.url("/"));
  if (!monolithic) {
    const sent = await client.expect("PATCH", place.href, { headers, body, scopes });
    if (!sent.ok) return sent;
    place = new URL(sent.value.headers.get("location") ?? place.href, place);
  }
  place.searchParams.set("digest", digest);
  const closed = await client.expect("PUT", place.href, { headers, scopes, ...(monolithic && { body }) });
  return closed.ok ? ok("uploaded") : closed;
}

/** Brings a blob to a repository: asks whether it is there, else mounts or sends it. */
export async function uploadBlob(
  client: RegistryClient,
  repository: string,
  digest: string,
  source: BlobSource,
  options: UploadOptions = {},
): Promise<RegistryResult<Uploaded>> {
  const known = await hasBlob(client, repository, digest);
  if (!known.ok) return known;
  return known.value ? ok("exists") : sendBlob(client, repository, digest, source, options);
}

/** Puts a manifest under a tag or its digest; returns its digest as the registry has it. */
export async function putManifest(
  client: RegistryClient,
  repository: string,
  reference: string,
  bytes: Uint8Array,
  mediaType: string,
): Promise<RequestResult<string>> {
  const path = `/v2/${repository}/manifests/${reference}`;
  const result = await client.expect("PUT", path, { headers: { "content-type": mediaType }, body: bytes });
  return result.ok ? ok(result.value.headers.get("docker-content-digest") ?? reference) : result;
}
