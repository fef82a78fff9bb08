import type { BlobStore, Staging } from "./blob-store.ts";
import type { DigestAlgorithm, Hash, HashStream } from "./hash.ts";

/** Bytes that can be made again at any time instead of being kept. */
export interface SyntheticBlobs {
  size(digest: string): number | undefined;
  read(digest: string, start: number, end: number): Iterable<Uint8Array>;
}

const none: SyntheticBlobs = { size: () => undefined, read: () => [] };

export function joinBytes(pieces: Iterable<Uint8Array>): Uint8Array {
  const list = [...pieces];
  const whole = new Uint8Array(list.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of list) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** A store that keeps everything in memory, with the catalog's synthetic blobs behind it. */
export class MemoryBlobStore implements BlobStore {
  private readonly kept = new Map<string, Uint8Array>();
  private readonly stagings = new Map<string, MemoryStaging>();

  constructor(
    private readonly hash: Hash,
    private readonly synthetic: SyntheticBlobs = none,
  ) {}

  size(digest: string): number | undefined {
    return this.kept.get(digest)?.length ?? this.synthetic.size(digest);
  }

  *read(digest: string, start = 0, end = this.size(digest) ?? 0): Iterable<Uint8Array> {
    const bytes = this.kept.get(digest);
    if (bytes) yield bytes.subarray(start, end);
    else yield* this.synthetic.read(digest, start, end);
  }

  bytes(digest: string): Uint8Array {
    return this.kept.get(digest) ?? joinBytes(this.read(digest));
  }

  put(digest: string, bytes: Uint8Array): void {
    if (this.size(digest) === undefined) this.kept.set(digest, bytes.slice());
  }

  staging(id: string): Staging {
    const found =
      this.stagings.get(id) ??
      new MemoryStaging(
        this.hash,
        (digest, bytes) => this.put(digest, bytes),
        () => this.stagings.delete(id),
      );
    this.stagings.set(id, found);
    return found;
  }

  /** Every blob that was put, for saving them. */
  entries(): IterableIterator<[string, Uint8Array]> {
    return this.kept.entries();
  }
}

class MemoryStaging implements Staging {
  private pieces: Uint8Array[] = [];
  /** Hashed while it arrives; gone once it was asked for or bytes were taken back. */
  private running: HashStream | undefined;
  size = 0;

  constructor(
    private readonly hash: Hash,
    private readonly store: (digest: string, bytes: Uint8Array) => void,
    private readonly forget: () => void,
  ) {
    this.running = hash.stream("sha256");
  }

  append(bytes: Uint8Array): void {
    const piece = bytes.slice();
    this.pieces.push(piece);
    this.running?.update(piece);
    this.size += piece.length;
  }

  truncate(size: number): void {
    if (size >= this.size) return;
    const whole = joinBytes(this.pieces).slice(0, size);
    this.pieces = [];
    this.size = 0;
    this.running = this.hash.stream("sha256");
    this.append(whole);
  }

  hex(algorithm: DigestAlgorithm): string {
    if (algorithm === "sha256" && this.running) {
      const hex = this.running.hex();
      this.running = undefined;
      return hex;
    }
    const stream = this.hash.stream(algorithm);
    for (const piece of this.pieces) stream.update(piece);
    return stream.hex();
  }

  keep(digest: string): void {
    this.store(digest, joinBytes(this.pieces));
    this.drop();
  }

  drop(): void {
    this.pieces = [];
    this.size = 0;
    this.forget();
  }
}
