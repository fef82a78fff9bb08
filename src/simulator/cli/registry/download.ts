import { digestOf } from "../../world/hash.ts";
import type { Machine } from "../machine.ts";
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

/** Content did not hash to the digest that it was asked by. */
export class DigestMismatch extends Error {
  constructor(
    readonly expected: string,
    readonly actual: string,
  ) {
    super(`content digest mismatch: expected ${expected}, got ${actual}`);
  }
}

export interface FetchedManifest {
  digest: string;
  mediaType: string;
  bytes: Uint8Array;
}

const typeOf = (response: Response): string => (response.headers.get("content-type") ?? "").split(";")[0] ?? "";

/** Gets a manifest by tag or digest, checked against the digest. Throws RegistryError and DigestMismatch. */
export async function fetchManifest(
  machine: Machine,
  client: RegistryClient,
  repository: string,
  reference: string,
  accept = acceptAll,
): Promise<FetchedManifest> {
  const response = await client.expect("GET", `/v2/${repository}/manifests/${reference}`, { headers: { accept } });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const named = reference.includes(":") ? reference : response.headers.get("docker-content-digest");
  const algorithm = named?.startsWith("sha512:") ? "sha512" : "sha256";
  const digest = digestOf(machine.hash, bytes, algorithm);
  if (named !== null && named !== digest) throw new DigestMismatch(named, digest);
  const mediaType =
    typeOf(response) || ((JSON.parse(new TextDecoder().decode(bytes)) as { mediaType?: string }).mediaType ?? "");
  return { digest, mediaType, bytes };
}

/** Gets a blob, checked against its digest. Throws RegistryError and DigestMismatch. */
export async function fetchBlob(
  machine: Machine,
  client: RegistryClient,
  repository: string,
  digest: string,
): Promise<Uint8Array> {
  const response = await client.expect("GET", `/v2/${repository}/blobs/${digest}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const actual = digestOf(machine.hash, bytes, digest.startsWith("sha512:") ? "sha512" : "sha256");
  if (actual !== digest) throw new DigestMismatch(digest, actual);
  return bytes;
}

/** Bodies above this many bytes are held by name where the machine can make them again, and not read to the end. */
const readLimit = 8 * 2 ** 20;

/** Gets a layer for the docker daemon. The request is made in any case; a large public base layer is then held by name. */
export async function fetchLayer(
  machine: Machine,
  client: RegistryClient,
  repository: string,
  { digest, size }: { digest: string; size: number },
): Promise<void> {
  const response = await client.expect("GET", `/v2/${repository}/blobs/${digest}`);
  if (size > readLimit && machine.layers.hold(digest)) {
    await response.body?.cancel();
    return;
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  const actual = digestOf(machine.hash, bytes, digest.startsWith("sha512:") ? "sha512" : "sha256");
  if (actual !== digest) throw new DigestMismatch(digest, actual);
  machine.layers.put(digest, bytes);
}
