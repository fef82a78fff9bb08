import { p256 } from "@noble/curves/nist.js";
import { toHex } from "../world/ids.ts";
import type { Hash } from "../world/hash.ts";

/** An ECDSA key on P-256. Signatures are deterministic (RFC 6979), so that the same world signs the same way again. */
export interface SigningKey {
  secret: Uint8Array;
  /** Uncompressed point, 65 bytes. */
  publicKey: Uint8Array;
}

const encoder = new TextEncoder();

/** The key of a seed and a purpose, e.g. the name of a test certificate. */
export function signingKey(hash: Hash, seed: number, purpose: string): SigningKey {
  for (let attempt = 0; ; attempt++) {
    const secret = hash.sha256(encoder.encode(`key/${seed}/${purpose}/${attempt}`));
    if (p256.utils.isValidSecretKey(secret)) return { secret, publicKey: p256.getPublicKey(secret, false) };
  }
}

/** The key of 32 secret bytes; undefined when they are none for this curve. */
export function keyOf(secret: Uint8Array): SigningKey | undefined {
  return p256.utils.isValidSecretKey(secret) ? { secret, publicKey: p256.getPublicKey(secret, false) } : undefined;
}

/** Signature over SHA-256 of the message: r and s, 32 bytes each. */
export const sign = (key: SigningKey, message: Uint8Array): Uint8Array =>
  p256.sign(message, key.secret, { lowS: false });

/** The same signature in DER, as certificates hold it. */
export const signDer = (key: SigningKey, message: Uint8Array): Uint8Array =>
  p256.sign(message, key.secret, { lowS: false, format: "der" });

export function verify(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  format: "compact" | "der" = "compact",
): boolean {
  try {
    return p256.verify(signature, message, publicKey, { lowS: false, format });
  } catch {
    return false;
  }
}

/** Identifies a public key: hex SHA-256 of its point. */
export const keyId = (hash: Hash, publicKey: Uint8Array): string => toHex(hash.sha256(publicKey));
