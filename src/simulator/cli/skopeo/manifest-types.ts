import { readManifest, type Descriptor, type ManifestContent } from "../../registry-client/descriptor.ts";
import { ImageError } from "./log.ts";

/** The families of manifests that skopeo writes. */
export type Format = "oci" | "v2s2";

const pairs: readonly (readonly [docker: string, oci: string])[] = [
  ["application/vnd.docker.distribution.manifest.v2+json", "application/vnd.oci.image.manifest.v1+json"],
  ["application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.oci.image.index.v1+json"],
  ["application/vnd.docker.container.image.v1+json", "application/vnd.oci.image.config.v1+json"],
  ["application/vnd.docker.image.rootfs.diff.tar.gzip", "application/vnd.oci.image.layer.v1.tar+gzip"],
  ["application/vnd.docker.image.rootfs.diff.tar", "application/vnd.oci.image.layer.v1.tar"],
  [
    "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
    "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
  ],
];

/** The type that stands for the same in a format; undefined when it has none there. */
function typeIn(format: Format, mediaType: string): string | undefined {
  const pair = pairs.find((candidate) => candidate.includes(mediaType));
  return format === "oci" ? pair?.[1] : pair?.[0];
}

export const formatOf = (mediaType: string): Format => (mediaType.includes("vnd.docker.") ? "v2s2" : "oci");

/** Whether a type is the one of an index or a manifest list. */
export const isList = (mediaType: string): boolean => pairs[1]?.includes(mediaType) ?? false;

/** The type of a manifest, or of a list, in a format. */
export const manifestTypeIn = (format: Format, list: boolean): string =>
  pairs[list ? 1 : 0]?.[format === "oci" ? 1 : 0] ?? "";

function converted(format: Format, descriptor: Descriptor): Descriptor {
  const mediaType = typeIn(format, descriptor.mediaType);
  if (mediaType === undefined) {
    throw new ImageError(`unknown media type during manifest conversion: "${descriptor.mediaType}"`, {
      code: "NotAnImage",
      text: "Only the parts of container images have a type in both formats; artifacts of other kinds are copied as they are.",
    });
  }
  return { ...descriptor, mediaType };
}

/** The manifest of an image in another format: the same blobs under other types, and so another digest. */
export function convertManifest(bytes: Uint8Array, format: Format): Uint8Array {
  const read = readManifest(bytes) as ManifestContent & { schemaVersion?: number };
  const { config, layers = [], annotations } = read;
  if (!config) throw new ImageError("manifest has no config");
  const next = {
    schemaVersion: 2,
    mediaType: manifestTypeIn(format, false),
    config: converted(format, config),
    layers: layers.map((layer) => converted(format, layer)),
    ...(format === "oci" && annotations && { annotations }),
  };
  return new TextEncoder().encode(JSON.stringify(next));
}

/** A list with other instances in place of those that it had. */
export function convertList(bytes: Uint8Array, format: Format, instances: readonly Descriptor[]): Uint8Array {
  const { annotations } = readManifest(bytes);
  const next = {
    schemaVersion: 2,
    mediaType: manifestTypeIn(format, true),
    manifests: instances,
    ...(format === "oci" && annotations && { annotations }),
  };
  return new TextEncoder().encode(JSON.stringify(next));
}
