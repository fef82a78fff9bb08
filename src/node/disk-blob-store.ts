import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { BlobStore, Staging } from "../simulator/world/blob-store.ts";
import type { DigestAlgorithm, Hash, HashStream } from "../simulator/world/hash.ts";
import { joinBytes, type SyntheticBlobs } from "../simulator/world/memory-blob-store.ts";

/** Bytes read from a file at once. */
const pieceSize = 256 * 1024;

function* readFilePieces(path: string, start: number, end: number): Iterable<Uint8Array> {
  const file = openSync(path, "r");
  try {
    for (let at = start; at < end;) {
      const piece = new Uint8Array(Math.min(pieceSize, end - at));
      const read = readSync(file, piece, 0, piece.length, at);
      if (read === 0) return;
      yield piece.subarray(0, read);
      at += read;
    }
  } finally {
    closeSync(file);
  }
}

/** Keeps blobs as files of a folder, so that memory does not grow with what is stored. */
export class DiskBlobStore implements BlobStore {
  private readonly stagings = new Map<string, DiskStaging>();

  constructor(
    private readonly folder: string,
    private readonly hash: Hash,
    private readonly synthetic: SyntheticBlobs,
  ) {
    rmSync(join(folder, "uploads"), { recursive: true, force: true });
    for (const name of ["sha256", "sha512", "uploads"]) mkdirSync(join(folder, name), { recursive: true });
  }

  private pathOf(digest: string): string {
    const [algorithm = "", hex = ""] = digest.split(":");
    return join(this.folder, algorithm, hex);
  }

  size(digest: string): number | undefined {
    return statSync(this.pathOf(digest), { throwIfNoEntry: false })?.size ?? this.synthetic.size(digest);
  }

  *read(digest: string, start = 0, end = this.size(digest) ?? 0): Iterable<Uint8Array> {
    const path = this.pathOf(digest);
    yield* existsSync(path) ? readFilePieces(path, start, end) : this.synthetic.read(digest, start, end);
  }

  bytes(digest: string): Uint8Array {
    const path = this.pathOf(digest);
    return existsSync(path) ? new Uint8Array(readFileSync(path)) : joinBytes(this.read(digest));
  }

  put(digest: string, bytes: Uint8Array): void {
    const path = this.pathOf(digest);
    if (existsSync(path)) return;
    writeFileSync(`${path}.part`, bytes);
    renameSync(`${path}.part`, path);
  }

  staging(id: string): Staging {
    const found =
      this.stagings.get(id) ??
      new DiskStaging(join(this.folder, "uploads", id), this.hash, {
        keep: (path, digest) => renameSync(path, this.pathOf(digest)),
        forget: () => this.stagings.delete(id),
      });
    this.stagings.set(id, found);
    return found;
  }
}

class DiskStaging implements Staging {
  private file: number | undefined;
  /** sha256 of what is held, fed while it arrives; gone once it was asked for or bytes were taken back. */
  private running: HashStream | undefined;
  size = 0;

  constructor(
    private readonly path: string,
    private readonly hash: Hash,
    private readonly owner: { keep(path: string, digest: string): void; forget(): void },
  ) {
    this.running = hash.stream("sha256");
  }

  append(bytes: Uint8Array): void {
    this.file ??= openSync(this.path, "a");
    writeSync(this.file, bytes);
    this.running?.update(bytes);
    this.size += bytes.length;
  }

  truncate(size: number): void {
    if (size >= this.size) return;
    this.close();
    truncateSync(this.path, size);
    this.size = size;
    this.running = size === 0 ? this.hash.stream("sha256") : undefined;
  }

  hex(algorithm: DigestAlgorithm): string {
    if (algorithm === "sha256" && this.running) {
      const hex = this.running.hex();
      this.running = undefined;
      return hex;
    }
    const stream = this.hash.stream(algorithm);
    if (this.size > 0) for (const piece of readFilePieces(this.path, 0, this.size)) stream.update(piece);
    return stream.hex();
  }

  keep(digest: string): void {
    this.close();
    if (!existsSync(this.path)) writeFileSync(this.path, "");
    this.owner.keep(this.path, digest);
    this.owner.forget();
  }

  drop(): void {
    this.close();
    rmSync(this.path, { force: true });
    this.owner.forget();
  }

  private close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }
}
