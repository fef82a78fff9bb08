import { nodeHash } from "../../src/node/node-hash.ts";
import { buildImage, indexType, layerBlob, manifestType } from "../../src/simulator/images/build-image.ts";
import { makeLayer } from "../../src/simulator/images/layer.ts";
import { digestOf, type DigestAlgorithm } from "../../src/simulator/world/hash.ts";

/** The media types that tests name. */
export const types = {
  image: manifestType,
  index: indexType,
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar",
  gzipLayer: "application/vnd.oci.image.layer.v1.tar+gzip",
  foreignLayer: "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
  empty: "application/vnd.oci.empty.v1+json",
  dockerImage: "application/vnd.docker.distribution.manifest.v2+json",
  dockerConfig: "application/vnd.docker.container.image.v1+json",
  example: "application/vnd.example.artifact",
} as const;

export interface Descriptor {
  mediaType: string;
  digest: string;
  size: number;
}

/** A blob of an image; without bytes, only its size counts. */
export interface ImageBlob extends Descriptor {
  bytes?: Uint8Array;
}

/** An image, an artifact or an index with everything that a registry needs before it takes the manifest. */
export interface Image {
  mediaType: string;
  digest: string;
  manifest: Uint8Array;
  platform?: { os: string; architecture: string };
  config?: ImageBlob;
  layers: readonly ImageBlob[];
  /** Manifests that an index lists. */
  children?: readonly Image[];
}

/** A layer: its content as it is, files by path as a gzipped tar, or a content that is only a name and a size in bytes. */
export type LayerContent = string | Uint8Array | { files: Record<string, string> } | { name: string; size: number };

export interface ImageOptions {
  /** From the bottom. */
  layers?: readonly LayerContent[];
  /** Media type of layers with a content of their own. */
  layerType?: string;
  command?: string[];
  os?: string;
  architecture?: string;
  /** Text of the config, in place of one that fits the layers. */
  config?: string;
  configType?: string;
  mediaType?: string;
  /** Members to add to the manifest. */
  artifactType?: string;
  subject?: Image;
  annotations?: Record<string, string>;
}

const encoder = new TextEncoder();
const created = "2026-09-01T00:00:00Z";

export const bytesOf = (content: string | Uint8Array): Uint8Array<ArrayBuffer> =>
  typeof content === "string" ? encoder.encode(content) : (content as Uint8Array<ArrayBuffer>);

export const digest = (content: string | Uint8Array, algorithm: DigestAlgorithm = "sha256"): string =>
  digestOf(nodeHash, bytesOf(content), algorithm);

/** Describes an image, as the subject of an artifact or a row of an index. */
export const descriptorOf = ({ mediaType, digest: name, manifest }: Image): Descriptor => ({
  mediaType,
  digest: name,
  size: manifest.length,
});

const plain = ({ mediaType, digest: name, size }: Descriptor): Descriptor => ({ mediaType, digest: name, size });

function blobOf(content: string | Uint8Array, mediaType: string): ImageBlob & { bytes: Uint8Array; diffId: string } {
  const bytes = bytesOf(content);
  const name = digest(bytes);
  return { mediaType, digest: name, diffId: name, size: bytes.length, bytes };
}

function layerOf(content: LayerContent, mediaType: string) {
  if (typeof content === "string" || content instanceof Uint8Array) return blobOf(content, mediaType);
  if ("files" in content) {
    const files = Object.entries(content.files).map(([path, data]) => ({ path, data }));
    return layerBlob(nodeHash, makeLayer(files));
  }
  const name = digest(content.name);
  return { mediaType, digest: name, diffId: name, size: content.size };
}

/** Builds an image of one layer, or an artifact; the same options give the same bytes. */
export function anImage({
  layers = [{ files: { "etc/motd": "hello\n" } }],
  layerType = types.layer,
  command = ["/bin/sh"],
  os = "linux",
  architecture = "amd64",
  config,
  configType = types.config,
  mediaType = types.image,
  artifactType,
  subject,
  annotations,
}: ImageOptions = {}): Image {
  const contents = layers.map((content) => layerOf(content, layerType));
  const history = contents.map(() => ({ created, created_by: "COPY . . # test" }));
  const imageConfig = { os, architecture, created, config: { Cmd: command }, layers: contents, history };
  const configBlob = blobOf(config ?? buildImage(nodeHash, imageConfig).config.bytes, configType);
  const manifest = encoder.encode(
    JSON.stringify({
      schemaVersion: 2,
      mediaType,
      artifactType,
      config: plain(configBlob),
      layers: contents.map(plain),
      subject: subject && descriptorOf(subject),
      annotations,
    }),
  );
  return {
    mediaType,
    digest: digest(manifest),
    manifest,
    platform: { os, architecture },
    config: configBlob,
    layers: contents,
  };
}

/** Builds an artifact: an empty config, and what it is said by its type. */
export const anArtifact = (options: ImageOptions = {}): Image =>
  anImage({ config: "{}", configType: types.empty, layers: [], ...options });

/** Builds an index of images with their platforms, empty without any. */
export function anIndex(
  children: readonly Image[] = [],
  { artifactType, subject, annotations }: Pick<ImageOptions, "artifactType" | "subject" | "annotations"> = {},
): Image {
  const manifest = encoder.encode(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: types.index,
      artifactType,
      manifests: children.map((child) => ({ ...descriptorOf(child), platform: child.platform })),
      subject: subject && descriptorOf(subject),
      annotations,
    }),
  );
  return { mediaType: types.index, digest: digest(manifest), manifest, layers: [], children };
}
