import { importPrivate, importPublic, type PrivateKey } from "./keys.ts";
import { fromCode } from "./packing.ts";

/** Bytes of a signature: two numbers of 32 bytes, as WebCrypto writes them. */
export const signatureBytes = 64;

const algorithm = { name: "ECDSA", hash: "SHA-256" };
const encode = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/**
 * Signs a text with ECDSA on P-256 and SHA-256. What a signature is for isn't part of what is signed: apps of earlier versions
 * check it without, and links, results and personal codes that were given out have to stay valid. No text passes for one of
 * another purpose, since each purpose requires fields that the others don't have.
 */
export async function sign(text: string, key: PrivateKey): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign(algorithm, await importPrivate(key, "sign"), encode(text)));
}

/** Returns whether the holder of a public key, as base64url, signed a text. A key that is none signed nothing. */
export async function isSigned(text: string, signature: Uint8Array, signKey: string): Promise<boolean> {
  try {
    const point = await importPublic(Uint8Array.from(fromCode(signKey) ?? []), "sign");
    return await crypto.subtle.verify(algorithm, point, Uint8Array.from(signature), encode(text));
  } catch {
    return false;
  }
}
