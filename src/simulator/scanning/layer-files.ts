import { gunzipSync } from "fflate";
import { parseTar } from "nanotar";
import type { BlobStore } from "../world/blob-store.ts";

/** Files of a layer worth reading, and what the layer takes away from those below it. */
export interface LayerFiles {
  files: Map<string, string>;
  /** Paths hidden by whiteouts (OCI image-spec, layer.md). */
  removed: string[];
}

const blockSize = 512;
const decoder = new TextDecoder();

const plainPath = (name: string): string => name.replace(/^\.?\//, "");

function note(layer: LayerFiles, name: string, paths: ReadonlySet<string>, text: () => string): void {
  const path = plainPath(name);
  const whiteout = /^(.*\/)?\.wh\.([^/]+)$/.exec(path);
  if (whiteout) layer.removed.push(`${whiteout[1] ?? ""}${whiteout[2] ?? ""}`);
  else if (paths.has(path)) layer.files.set(path, text());
}

/** Walks an uncompressed tar by its headers, so that a large layer is not read as a whole. */
function walkTar(blobs: BlobStore, digest: string, size: number, paths: ReadonlySet<string>): LayerFiles {
  const layer: LayerFiles = { files: new Map(), removed: [] };
  const bytes = (start: number, length: number) => {
    const whole = new Uint8Array(length);
    let at = 0;
    for (const piece of blobs.read(digest, start, start + length)) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  };
  for (let at = 0; at + blockSize <= size;) {
    const header = bytes(at, blockSize);
    const name = decoder.decode(header.subarray(0, 100)).split("\0")[0] ?? "";
    if (name === "") break;
    const prefix = decoder.decode(header.subarray(345, 500)).split("\0")[0] ?? "";
    const length = Number.parseInt(decoder.decode(header.subarray(124, 136)), 8) || 0;
    const start = at + blockSize;
    note(layer, prefix ? `${prefix}/${name}` : name, paths, () => decoder.decode(bytes(start, length)));
    at = start + Math.ceil(length / blockSize) * blockSize;
  }
  return layer;
}

/** Returns the files of one layer at these paths; undefined when its bytes are not there or are no tar. */
export function readLayer(
  blobs: BlobStore,
  digest: string,
  mediaType: string,
  paths: ReadonlySet<string>,
): LayerFiles | undefined {
  const size = blobs.size(digest);
  if (size === undefined) return undefined;
  if (!mediaType.endsWith("gzip")) return walkTar(blobs, digest, size, paths);
  const layer: LayerFiles = { files: new Map(), removed: [] };
  try {
    for (const entry of parseTar(gunzipSync(blobs.bytes(digest)))) {
      note(layer, entry.name, paths, () => decoder.decode(entry.data ?? new Uint8Array()));
    }
  } catch {
    return undefined;
  }
  return layer;
}
