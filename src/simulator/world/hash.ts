/** Hashing is given to the simulator: Node's own there, a small library in the page. All of it is synchronous. */
export interface Hash {
  sha256(bytes: Uint8Array): Uint8Array;
  /** A hash fed piece by piece. */
  stream(algorithm: DigestAlgorithm): HashStream;
}

export type DigestAlgorithm = "sha256" | "sha512";

export interface HashStream {
  update(bytes: Uint8Array): void;
  /** Lower-case hex; the stream is spent afterward. */
  hex(): string;
}

/** `sha256:…` of some bytes, or with another algorithm. */
export function digestOf(hash: Hash, bytes: Uint8Array, algorithm: DigestAlgorithm = "sha256"): string {
  const stream = hash.stream(algorithm);
  stream.update(bytes);
  return `${algorithm}:${stream.hex()}`;
}

const digestForms: Record<DigestAlgorithm, RegExp> = {
  sha256: /^sha256:[0-9a-f]{64}$/,
  sha512: /^sha512:[0-9a-f]{128}$/,
};

/** The algorithm of a well-formed digest that this registry supports, else undefined (OCI image-spec, descriptor.md). */
export const digestAlgorithm = (digest: string): DigestAlgorithm | undefined =>
  (Object.keys(digestForms) as DigestAlgorithm[]).find((algorithm) => digestForms[algorithm].test(digest));
