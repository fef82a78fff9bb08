import { digestOf, type Hash } from "../world/hash.ts";

export interface BlobOfImage {
  digest: string;
  size: number;
  mediaType: string;
  /** Absent where the bytes are made on demand. */
  bytes?: Uint8Array;
}

export interface LayerOfImage extends BlobOfImage {
  diffId: string;
}

/** The runtime half of an image's config (OCI image-spec, config.md). */
export interface RuntimeConfig {
  User?: string;
  Env?: string[];
  Entrypoint?: string[];
  Cmd?: string[];
  WorkingDir?: string;
  Labels?: Record<string, string>;
  ExposedPorts?: Record<string, object>;
  Healthcheck?: { Test: string[] };
}

export interface HistoryEntry {
  created: string;
  created_by: string;
  empty_layer?: boolean;
}

export interface ImageParts {
  os: string;
  architecture: string;
  created: string;
  config: RuntimeConfig;
  layers: readonly LayerOfImage[];
  history: readonly HistoryEntry[];
}

/** An image ready to be pushed: its blobs and the manifest that names them. */
export interface BuiltImage {
  mediaType: string;
  digest: string;
  manifest: Uint8Array;
  config: BlobOfImage & { bytes: Uint8Array };
  layers: readonly LayerOfImage[];
}

export const manifestType = "application/vnd.oci.image.manifest.v1+json";
export const indexType = "application/vnd.oci.image.index.v1+json";
const configType = "application/vnd.oci.image.config.v1+json";

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const descriptor = ({ mediaType, digest, size }: BlobOfImage) => ({ mediaType, digest, size });

/** A layer whose bytes are at hand. */
export function layerBlob(hash: Hash, layer: { mediaType: string; bytes: Uint8Array; tar: Uint8Array }): LayerOfImage {
  return {
    mediaType: layer.mediaType,
    digest: digestOf(hash, layer.bytes),
    diffId: digestOf(hash, layer.tar),
    size: layer.bytes.length,
    bytes: layer.bytes,
  };
}

/** Config and manifest over layers, with true diff ids and digests. */
export function buildImage(hash: Hash, { layers, config, history, ...head }: ImageParts): BuiltImage {
  const configBytes = encode({
    created: head.created,
    architecture: head.architecture,
    os: head.os,
    config,
    rootfs: { type: "layers", diff_ids: layers.map(({ diffId }) => diffId) },
    history,
  });
  const configBlob = {
    mediaType: configType,
    digest: digestOf(hash, configBytes),
    size: configBytes.length,
    bytes: configBytes,
  };
  const manifest = encode({
    schemaVersion: 2,
    mediaType: manifestType,
    config: descriptor(configBlob),
    layers: layers.map(descriptor),
  });
  return { mediaType: manifestType, digest: digestOf(hash, manifest), manifest, config: configBlob, layers };
}
