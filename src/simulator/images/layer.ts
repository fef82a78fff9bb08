import { gzipSync } from "fflate";
import { createTar } from "nanotar";

/** A file of a layer; text or bytes. */
export interface LayerFile {
  path: string;
  data: string | Uint8Array;
  /** Octal, e.g. 755. */
  mode?: string;
  uid?: number;
  gid?: number;
}

export interface Layer {
  mediaType: string;
  /** The layer as it goes over the wire. */
  bytes: Uint8Array;
  /** The tar inside, whose digest is the diff id. */
  tar: Uint8Array;
}

/** Files of all layers have this time, so that the same files always give the same digest. */
const modified = Date.UTC(2026, 8, 1);

const encoder = new TextEncoder();
const asBytes = (data: string | Uint8Array): Uint8Array => (typeof data === "string" ? encoder.encode(data) : data);

/** A tar of files, the same bytes for the same files. */
export const tarOf = (files: readonly LayerFile[]): Uint8Array =>
  createTar(
    [...files]
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ path, data, mode = "644", uid = 0, gid = 0 }) => ({
        name: path.replace(/^\/+/, ""),
        data: asBytes(data),
        attrs: { mode, uid, gid, mtime: modified },
      })),
  );

/** A gzipped layer of these files. A whiteout is an empty file `.wh.NAME` (OCI image-spec, layer.md). */
export function makeLayer(files: readonly LayerFile[]): Layer {
  const tar = tarOf(files);
  return { mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", tar, bytes: gzipSync(tar, { mtime: modified }) };
}
