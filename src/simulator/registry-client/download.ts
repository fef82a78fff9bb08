import { digestAlgorithm, digestOf } from "../world/hash.ts";
import { ok } from "../world/result.ts";
import { digestMismatch, type RegistryResult, type RequestResult } from "./failure.ts";
import type { RegistryClient } from "./registry-client.ts";

export const manifestTypes = [
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];
export const indexTypes = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
];

/** What most clients accept. */
export const acceptAll = [...manifestTypes, ...indexTypes].join(", ");

/** A manifest or an index as the registry sent it. */
export interface FetchedManifest {
  digest: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** Bodies of layers above this many bytes are left unread by clients that know them by digest and size. */
export const readLimit = 8 * 2 ** 20;

const typeOf = (response: Response): string => (response.headers.get("content-type") ?? "").split(";")[0] ?? "";

const typeIn = (bytes: Uint8Array): string =>
  (JSON.parse(new TextDecoder().decode(bytes)) as { mediaType?: string }).mediaType ?? "";

/** Gets a manifest by tag or digest, checked against the digest that was asked for or that the registry names. */
export async function fetchManifest(
  client: RegistryClient,
  repository: string,
  reference: string,
  accept = client.options.accept ?? acceptAll,
): Promise<RegistryResult<FetchedManifest>> {
  const result = await client.expect("GET", `/v2/${repository}/manifests/${reference}`, { headers: { accept } });
  if (!result.ok) return result;
  const response = result.value;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const expected = reference.includes(":") ? reference : response.headers.get("docker-content-digest");
  const digest = digestOf(client.options.hash, bytes, digestAlgorithm(expected ?? ""));
  if (expected !== null && expected !== digest) return digestMismatch(expected, digest);
  return ok({ digest, mediaType: typeOf(response) || typeIn(bytes), bytes });
}

/** Requests a blob and leaves its body to `readBlob`, or to nobody. */
export const openBlob = (
  client: RegistryClient,
  repository: string,
  digest: string,
): Promise<RequestResult<Response>> => client.expect("GET", `/v2/${repository}/blobs/${digest}`);

/** Reads the body of a blob, checked against its digest. */
export async function readBlob(
  client: RegistryClient,
  digest: string,
  response: Response,
): Promise<RegistryResult<Uint8Array>> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const actual = digestOf(client.options.hash, bytes, digestAlgorithm(digest));
  return actual === digest ? ok(bytes) : digestMismatch(digest, actual);
}

/** Gets a blob, checked against its digest. */
export async function fetchBlob(
  client: RegistryClient,
  repository: string,
  digest: string,
): Promise<RegistryResult<Uint8Array>> {
  const opened = await openBlob(client, repository, digest);
  return opened.ok ? readBlob(client, digest, opened.value) : opened;
}
