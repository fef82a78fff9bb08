import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { createTar } from "nanotar";

const types = {
  manifest: "application/vnd.oci.image.manifest.v1+json",
  index: "application/vnd.oci.image.index.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar+gzip",
};

/** Writes an OCI image layout with a single image `one` and a two-platform index `many` (OCI image-spec, image-layout.md). */
export function writeLayout(folder: string): void {
  const blobs = join(folder, "blobs/sha256");
  mkdirSync(blobs, { recursive: true });
  const put = (mediaType: string, content: string | Uint8Array) => {
    const bytes = Buffer.from(content);
    const hex = createHash("sha256").update(bytes).digest("hex");
    writeFileSync(join(blobs, hex), bytes);
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length };
  };
  const image = (architecture: string) => {
    const tar = createTar([{ name: "arch.txt", data: `${architecture}\n`.repeat(20_000) }]);
    // Compressed already, because skopeo compresses what is not and so changes it.
    const layer = put(types.layer, gzipSync(tar));
    const diffIds = [`sha256:${createHash("sha256").update(tar).digest("hex")}`];
    const config = { architecture, os: "linux", config: {}, rootfs: { type: "layers", diff_ids: diffIds } };
    const manifest = {
      schemaVersion: 2,
      mediaType: types.manifest,
      config: put(types.config, JSON.stringify(config)),
      layers: [layer],
    };
    return put(types.manifest, JSON.stringify(manifest));
  };
  const named = (descriptor: object, name: string) => ({
    ...descriptor,
    annotations: { "org.opencontainers.image.ref.name": name },
  });
  const platforms = ["amd64", "arm64"].map((architecture) => ({
    ...image(architecture),
    platform: { architecture, os: "linux" },
  }));
  const index = put(types.index, JSON.stringify({ schemaVersion: 2, mediaType: types.index, manifests: platforms }));
  writeFileSync(join(folder, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
  const manifests = [named(image("amd64"), "one"), named(index, "many")];
  writeFileSync(join(folder, "index.json"), JSON.stringify({ schemaVersion: 2, manifests }));
}

/** Digest that a layout gives a name. */
export function digestIn(folder: string, name: string): string {
  const { manifests } = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as {
    manifests: { digest: string; annotations?: Record<string, string> }[];
  };
  const found = manifests.find(({ annotations }) => annotations?.["org.opencontainers.image.ref.name"] === name);
  if (!found) throw new Error(`${name} is not in the layout`);
  return found.digest;
}
