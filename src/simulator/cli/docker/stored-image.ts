import type { Descriptor } from "../../registry-client/descriptor.ts";
import type { FetchedManifest } from "../../registry-client/download.ts";
import type { StoredImage } from "./image-store.ts";

/** What the daemon reads in the config of an image (OCI image-spec, config.md). */
interface ImageConfig {
  os?: string;
  architecture?: string;
  created?: string;
  rootfs?: { diff_ids?: string[] };
}

/** An image as the daemon keeps it, from its manifest and its config, whose digest is the image's id. */
export function storedImage(
  { bytes, mediaType, digest: manifestDigest }: FetchedManifest,
  layers: readonly Descriptor[],
  id: string,
  configBytes: Uint8Array,
): StoredImage {
  const config = JSON.parse(new TextDecoder().decode(configBytes)) as ImageConfig;
  return {
    id,
    manifest: new TextDecoder().decode(bytes),
    mediaType,
    manifestDigest,
    layers: layers.map(({ digest, size, mediaType: type }, at) => ({
      digest,
      size,
      mediaType: type,
      diffId: config.rootfs?.diff_ids?.[at] ?? digest,
    })),
    os: config.os ?? "linux",
    architecture: config.architecture ?? "amd64",
    created: config.created ?? "",
  };
}
