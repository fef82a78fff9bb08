import { hmac } from "@noble/hashes/hmac.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { keyOf, type SigningKey } from "../../../signing/keys.ts";
import { readPem, toPem } from "../../../signing/pem.ts";

const label = "ENCRYPTED PRIVATE KEY";
const saltLength = 16;
const secretLength = 32;

/** Rounds of PBKDF2, as many as notary takes (tuf/utils/pkcs8.go). */
const rounds = 2048;

const derive = (passphrase: string, salt: Uint8Array): Uint8Array =>
  pbkdf2(sha256, passphrase, salt, { c: rounds, dkLen: 2 * secretLength });

const tagOf = (key: Uint8Array, sealed: Uint8Array): Uint8Array => hmac(sha256, key, sealed);

/**
 * A private key under a passphrase, as a PEM block with notary's headers. The passphrase goes through PBKDF2; the key is
 * covered with what comes of it and authenticated by HMAC-SHA-256. It opens here and nowhere else: notary's own files use
 * AES, which this machine has no program for.
 */
export function sealKey(
  { secret }: SigningKey,
  passphrase: string,
  salt: Uint8Array,
  headers: Record<string, string>,
): string {
  const derived = derive(passphrase, salt);
  const sealed = secret.map((byte, at) => byte ^ (derived[at] ?? 0));
  const tag = tagOf(derived.subarray(secretLength), sealed);
  return toPem(label, Uint8Array.of(...salt, ...sealed, ...tag), headers);
}

/** Opens a sealed key; undefined when the passphrase is another one or the file was changed. */
export function openKey(text: string, passphrase: string): SigningKey | undefined {
  const bytes = readPem(text)?.find((block) => block.label === label)?.bytes;
  if (!bytes || bytes.length !== saltLength + 2 * secretLength) return undefined;
  const sealed = bytes.subarray(saltLength, saltLength + secretLength);
  const derived = derive(passphrase, bytes.subarray(0, saltLength));
  const tag = tagOf(derived.subarray(secretLength), sealed);
  if (tag.some((byte, at) => byte !== bytes[saltLength + secretLength + at])) return undefined;
  return keyOf(sealed.map((byte, at) => byte ^ (derived[at] ?? 0)));
}

/** Headers of a sealed key's file: its role and, for the key of one repository, that repository's name. */
export const sealedHeaders = (text: string): Record<string, string> | undefined =>
  readPem(text)?.find((block) => block.label === label)?.headers;
