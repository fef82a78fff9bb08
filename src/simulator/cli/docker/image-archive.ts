import { gunzipSync } from "fflate";
import { createTar, parseTar } from "nanotar";

/** An image in an archive's manifest.json. */
export interface ArchiveEntry {
  Config: string;
  RepoTags: string[] | null;
  Layers: string[];
}

/** Where an archive keeps a blob. */
export const blobPath = (digest: string): string => `blobs/${digest.replace(":", "/")}`;

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** Files of an archive by their paths; throws on what is no archive. */
export function readArchive(bytes: Uint8Array): Map<string, Uint8Array> {
  const tar = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  const files = new Map<string, Uint8Array>();
  for (const { name, data } of parseTar(tar)) if (data) files.set(name.replace(/^\.\//, ""), data);
  return files;
}

/** An OCI layout with docker's own manifest.json beside it, as Docker writes since 25. `manifests` are those of the entries. */
export function writeArchive(
  blobs: ReadonlyMap<string, Uint8Array>,
  entries: readonly ArchiveEntry[],
  manifests: readonly { mediaType: string; digest: string; size: number }[],
): Uint8Array {
  const index = { schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests };
  const files: [string, Uint8Array][] = [
    ...[...blobs].map(([digest, bytes]): [string, Uint8Array] => [blobPath(digest), bytes]),
    ["manifest.json", encode(entries)],
    ["oci-layout", encode({ imageLayoutVersion: "1.0.0" })],
    ["index.json", encode(index)],
  ];
  return createTar(files.map(([name, data]) => ({ name, data, attrs: { mtime: 0 } })));
}
