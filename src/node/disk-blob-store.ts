import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { BlobStore, Staging } from "../simulator/world/blob-store.ts";
import { digestAlgorithm, type DigestAlgorithm, type Hash, type HashStream } from "../simulator/world/hash.ts";
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

/**
 * Keeps blobs as files of a folder, each under its digest, so that memory does not grow with what is stored. Uploads are
 * files as well and stay where they are when the server stops, so that a client can go on with them.
 */
export class DiskBlobStore implements BlobStore {
  private readonly stagings = new Map<string, DiskStaging>();
  /** What a journal of the world needs to know; undefined when nothing keeps the world. */
  private journaled: { unsynced: Set<string>; closedUploads: Set<string> } | undefined;

  constructor(
    private readonly folder: string,
    private readonly hash: Hash,
    private readonly synthetic: SyntheticBlobs,
  ) {
    for (const name of ["sha256", "sha512", "uploads"]) mkdirSync(join(folder, name), { recursive: true });
  }

  /** Removes the uploads of sessions that no world knows any more. */
  dropUploads(isOpen: (id: string) => boolean): void {
    for (const name of readdirSync(join(this.folder, "uploads"))) {
      const path = join(this.folder, "uploads", name);
      if (!isOpen(decodeURIComponent(name))) rmSync(path);
      else if (statSync(path).nlink > 1) makeOwnFile(path);
    }
  }

  /**
   * Prepares for a journal of the world. From now on, an upload that was closed keeps its file until `dropClosedUploads`, so
   * that its session is still there if the process ends before the journal says that it was closed.
   */
  startJournal(): void {
    this.journaled ??= { unsynced: new Set(), closedUploads: new Set() };
  }

  /** Removes the files of uploads whose closing is in the journal. */
  dropClosedUploads(): void {
    if (!this.journaled) return;
    for (const path of this.journaled.closedUploads) rmSync(path, { force: true });
    this.journaled.closedUploads.clear();
  }

  /** Returns the files that were written since the last call, and the folders whose names changed by it. */
  takeUnsynced(): string[] {
    const files = [...(this.journaled?.unsynced ?? [])];
    this.journaled?.unsynced.clear();
    return [...files, ...(process.platform === "win32" ? [] : new Set(files.map((path) => dirname(path))))];
  }

  /** Removes every blob but these. */
  keepOnly(digests: ReadonlySet<string>): void {
    for (const algorithm of ["sha256", "sha512"]) {
      for (const name of readdirSync(join(this.folder, algorithm))) {
        if (!digests.has(`${algorithm}:${name}`)) rmSync(join(this.folder, algorithm, name));
      }
    }
  }

  /** The file of a digest; what is no digest has none, whatever path it spells. */
  private pathOf(digest: string): string | undefined {
    const algorithm = digestAlgorithm(digest);
    return algorithm && join(this.folder, algorithm, digest.slice(algorithm.length + 1));
  }

  private found(digest: string): string | undefined {
    const path = this.pathOf(digest);
    return path !== undefined && existsSync(path) ? path : undefined;
  }

  size(digest: string): number | undefined {
    const path = this.found(digest);
    return path === undefined ? this.synthetic.size(digest) : statSync(path).size;
  }

  *read(digest: string, start = 0, end = this.size(digest) ?? 0): Iterable<Uint8Array> {
    const path = this.found(digest);
    yield* path === undefined ? this.synthetic.read(digest, start, end) : readFilePieces(path, start, end);
  }

  bytes(digest: string): Uint8Array {
    const path = this.found(digest);
    return path === undefined ? joinBytes(this.read(digest)) : new Uint8Array(readFileSync(path));
  }

  put(digest: string, bytes: Uint8Array): void {
    const path = this.placeFor(digest);
    if (this.size(digest) !== undefined) return;
    writeFileSync(`${path}.part`, bytes);
    renameSync(`${path}.part`, path);
    this.journaled?.unsynced.add(path);
  }

  /** Gives an upload that is whole its name in the store, so that a blob is never there in part. */
  private keepUpload(upload: string, digest: string): void {
    const path = this.placeFor(digest);
    if (this.journaled && tryLink(upload, path)) this.journaled.closedUploads.add(upload);
    else renameSync(upload, path);
    this.journaled?.unsynced.add(path);
  }

  private placeFor(digest: string): string {
    const path = this.pathOf(digest);
    if (path === undefined) throw new Error(`${digest} is not a digest`);
    return path;
  }

  staging(id: string): Staging {
    const path = join(this.folder, "uploads", encodeURIComponent(id));
    // A closed upload shares its file with the blob, so nothing may be written to it.
    if (this.journaled?.closedUploads.delete(path)) rmSync(path, { force: true });
    const found =
      this.stagings.get(id) ??
      new DiskStaging(path, this.hash, {
        keep: (upload, digest) => this.keepUpload(upload, digest),
        forget: () => this.stagings.delete(id),
      });
    this.stagings.set(id, found);
    return found;
  }
}

/** Gives a file a second name, which may be there already; false where the file system has no hard links. */
function tryLink(path: string, second: string): boolean {
  try {
    linkSync(path, second);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EEXIST";
  }
}

/** Replaces a file that has several names by a copy, so that writing to it leaves the others unchanged. */
function makeOwnFile(path: string): void {
  copyFileSync(path, `${path}.part`);
  renameSync(`${path}.part`, path);
}

class DiskStaging implements Staging {
  /** sha256 of what is held, fed while it arrives; gone once it was asked for or bytes were taken back. */
  private running: HashStream | undefined;
  size: number;

  constructor(
    private readonly path: string,
    private readonly hash: Hash,
    private readonly owner: { keep(path: string, digest: string): void; forget(): void },
  ) {
    this.size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    this.running = this.size === 0 ? hash.stream("sha256") : undefined;
  }

  append(bytes: Uint8Array): void {
    appendFileSync(this.path, bytes);
    this.running?.update(bytes);
    this.size += bytes.length;
  }

  truncate(size: number): void {
    if (size >= this.size) return;
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
    if (!existsSync(this.path)) writeFileSync(this.path, "");
    this.owner.keep(this.path, digest);
    this.owner.forget();
  }

  drop(): void {
    rmSync(this.path, { force: true });
    this.owner.forget();
  }
}
