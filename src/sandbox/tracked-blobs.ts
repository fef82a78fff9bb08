import type { BlobStore, Staging } from "../simulator/world/blob-store.ts";
import type { DigestAlgorithm } from "../simulator/world/hash.ts";

/** A blob store that remembers which blobs were put since it was last asked, so that a save writes each once. */
export class TrackedBlobs implements BlobStore {
  private fresh = new Set<string>();

  constructor(private readonly inner: BlobStore) {}

  /** Digests put since the last call whose bytes cannot be made again, with their bytes. */
  takeNew(): [string, Uint8Array][] {
    const { unsaved } = this;
    this.fresh = new Set();
    return unsaved;
  }

  /** What `takeNew` would give. */
  get unsaved(): [string, Uint8Array][] {
    return Array.from(this.fresh, (digest) => [digest, this.inner.bytes(digest)]);
  }

  /** Puts digests back that could not be saved. */
  giveBack(digests: Iterable<string>): void {
    for (const digest of digests) this.fresh.add(digest);
  }

  size(digest: string): number | undefined {
    return this.inner.size(digest);
  }

  read(digest: string, start?: number, end?: number): Iterable<Uint8Array> {
    return this.inner.read(digest, start, end);
  }

  bytes(digest: string): Uint8Array {
    return this.inner.bytes(digest);
  }

  put(digest: string, bytes: Uint8Array): void {
    if (this.inner.size(digest) !== undefined) return;
    this.inner.put(digest, bytes);
    this.fresh.add(digest);
  }

  staging(id: string): Staging {
    const inner = this.inner.staging(id);
    const noteKept = (digest: string) => {
      if (this.inner.size(digest) === undefined) this.fresh.add(digest);
    };
    return {
      get size() {
        return inner.size;
      },
      append: (bytes) => inner.append(bytes),
      truncate: (size) => inner.truncate(size),
      hex: (algorithm: DigestAlgorithm) => inner.hex(algorithm),
      keep: (digest) => {
        noteKept(digest);
        inner.keep(digest);
      },
      drop: () => inner.drop(),
    };
  }
}
