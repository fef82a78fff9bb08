import { digestOf, type Hash } from "../world/hash.ts";

/** What names content: type, digest, size (OCI image-spec, descriptor.md). */
export interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
  annotations?: Record<string, string>;
  artifactType?: string;
  platform?: { os: string; architecture: string; variant?: string };
}

/** A manifest or an index as clients read it; what it has depends on its kind. */
export interface ManifestContent {
  mediaType?: string;
  artifactType?: string;
  config?: Descriptor;
  layers?: Descriptor[];
  manifests?: Descriptor[];
  subject?: Descriptor;
  annotations?: Record<string, string>;
}

export const imageManifestType = "application/vnd.oci.image.manifest.v1+json";
export const titleKey = "org.opencontainers.image.title";
export const emptyType = "application/vnd.oci.empty.v1+json";

/** `{}`: the config of artifacts that have none (OCI image-spec, manifest.md). */
export const emptyBytes = new TextEncoder().encode("{}");

/** Names some bytes. */
export const describe = (hash: Hash, bytes: Uint8Array, mediaType: string): Descriptor => ({
  mediaType,
  digest: digestOf(hash, bytes),
  size: bytes.length,
});

/** Reads a manifest that a registry gave; it is JSON or the registry would not have taken it. */
export const readManifest = (bytes: Uint8Array): ManifestContent =>
  JSON.parse(new TextDecoder().decode(bytes)) as ManifestContent;

/** Everything that a manifest points at, in the order of the document, without its subject. */
export const partsOf = ({ config, layers = [], manifests = [] }: ManifestContent): Descriptor[] => [
  ...(config ? [config] : []),
  ...layers,
  ...manifests,
];

/** The start of a digest's hex as tools print it. */
export const shortDigest = (digest: string): string => digest.replace(/^[a-z0-9]+:/, "").slice(0, 12);
