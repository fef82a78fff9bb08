import type { DigestAlgorithm } from "./hash.ts";

/**
 * Bytes by digest, beside the world: written once, never changed, shared by every registry and every snapshot. What a
 * registry holds is said by rows of its world, not by this store.
 */
export interface BlobStore {
  /** Size in bytes, or undefined when the store has no such bytes. */
  size(digest: string): number | undefined;
  /** Bytes from `start` up to but not including `end`, as a stream of pieces. */
  read(digest: string, start?: number, end?: number): Iterable<Uint8Array>;
  /** The whole of a small blob at once. */
  bytes(digest: string): Uint8Array;
  /** Stores bytes under their digest. */
  put(digest: string, bytes: Uint8Array): void;
  /** A place for the pieces of an upload, kept under the session's id until it is closed or dropped. */
  staging(id: string): Staging;
}

export interface Staging {
  /** Bytes held so far. */
  readonly size: number;
  append(bytes: Uint8Array): void;
  /** Forgets what came after `size`. */
  truncate(size: number): void;
  /** Hex digest of what is held. */
  hex(algorithm: DigestAlgorithm): string;
  /** Moves what is held into the store under its digest, which the caller has checked. */
  keep(digest: string): void;
  drop(): void;
}
