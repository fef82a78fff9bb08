import { sha256 } from "@noble/hashes/sha2.js";
import { importPrivate, importPublic, newSealKey, publicHalf, type PrivateKey } from "./keys.ts";
import { reject, succeed, type Outcome } from "./outcome.ts";
import { fromCode, packText, toCode, unpackText } from "./packing.ts";

/** What is sealed; its name is in the bytes, and in what the seal protects. */
export type SealedKind = "submission" | "result";

/** First bytes of each kind; the number is the version of the layout. */
const tags: Record<SealedKind, string> = { submission: "ACRSUB1\n", result: "ACRRES1\n" };
/** Begins tags of every version. */
const tagStart: Record<SealedKind, string> = { submission: "ACRSUB", result: "ACRRES" };

/**
 * The layout: tag, hash of the assignment, key that it is sealed to (first bytes of its sha-256), ephemeral public key, nonce,
 * cipher text, and a checksum over all of it, which tells a damaged copy from a changed one.
 */
const sizes = { tag: 8, hash: 32, keyId: 8, point: 65, nonce: 12, checksum: 8 };
const headSize = sizes.tag + sizes.hash + sizes.keyId + sizes.point + sizes.nonce;
/** Bytes that sealed content may unpack to. */
const contentLimit = 4_000_000;
export const sealedLimit = 1_000_000;

/** Who saves such a file. */
const makers: Record<SealedKind, string> = { submission: "the learner’s page", result: "your instructor" };
/** What to do when the key is another one. */
const ownKey: Record<SealedKind, string> = {
  submission: "Import the backup of the keys it was sealed to, then open it again.",
  result: "Open it in the browser in which you submitted, or ask for the file that was made for you.",
};

const encoder = new TextEncoder();

const keyIdOf = (point: Uint8Array): Uint8Array => sha256(point).subarray(0, sizes.keyId);
const join = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const joined = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
};
const isEqual = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);
const copy = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);

/** Derives the key for AES-256-GCM from an agreement (ECDH on P-256) with HKDF-SHA-256, salted with the assignment's hash. */
async function contentKey(own: CryptoKey, other: CryptoKey, hash: Uint8Array, kind: SealedKind): Promise<CryptoKey> {
  const agreed = await crypto.subtle.deriveBits({ name: "ECDH", public: other }, own, 256);
  const secret = await crypto.subtle.importKey("raw", agreed, "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: copy(hash), info: encoder.encode(`drydock ${kind} 1`) };
  return crypto.subtle.deriveKey(derivation, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

const aesGcm = (kind: SealedKind, hash: Uint8Array, nonce: Uint8Array) => ({
  name: "AES-GCM",
  iv: copy(nonce),
  additionalData: join(encoder.encode(tags[kind]), hash),
});

/** What sealing draws at random; tests pass fixed ones. */
export interface SealRandomness {
  ephemeral: PrivateKey;
  nonce: Uint8Array;
}

/**
 * Seals a text to a public key, so that only the holder of its private half reads it and every change is noticed.
 * `hash` names the assignment it belongs to; it can be read without the key.
 */
export async function seal(
  kind: SealedKind,
  content: string,
  { hash, to, randomness }: { hash: string; to: string; randomness?: SealRandomness },
): Promise<Uint8Array> {
  const point = copy(fromCode(to) ?? new Uint8Array());
  const hashBytes = fromCode(hash) ?? new Uint8Array();
  const ephemeral = randomness?.ephemeral ?? (await newSealKey());
  const nonce = randomness?.nonce ?? crypto.getRandomValues(new Uint8Array(sizes.nonce));
  const key = await contentKey(
    await importPrivate(ephemeral, "seal"),
    await importPublic(point, "seal"),
    hashBytes,
    kind,
  );
  const cipher = await crypto.subtle.encrypt(aesGcm(kind, hashBytes, nonce), key, copy(packText(content)));
  const body = join(
    encoder.encode(tags[kind]),
    hashBytes,
    keyIdOf(point),
    fromCode(publicHalf(ephemeral)) ?? new Uint8Array(),
    nonce,
    new Uint8Array(cipher),
  );
  return join(body, sha256(body).subarray(0, sizes.checksum));
}

export type SealProblem = "notSealed" | "newerVersion" | "damaged" | "otherKey" | "altered";

/** Returns the hash of the assignment that sealed bytes belong to, or why they can't be opened: no key is needed for that. */
export function sealedFor(kind: SealedKind, bytes: Uint8Array): Outcome<string, SealProblem> {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, sizes.tag));
  if (!start.startsWith(tagStart[kind])) {
    return reject("notSealed", `This isn’t a ${kind} from Drydock. Choose the file that ${makers[kind]} saved.`);
  }
  if (start !== tags[kind]) {
    const version = /\d+/.exec(start)?.[0] ?? "?";
    return reject(
      "newerVersion",
      `This ${kind} has format ${version}, which is newer than this version of Drydock. Update Drydock, then open it again.`,
    );
  }
  const body = bytes.subarray(0, -sizes.checksum);
  if (
    bytes.length <= headSize + sizes.checksum ||
    !isEqual(sha256(body).subarray(0, 8), bytes.subarray(-sizes.checksum))
  ) {
    return reject("damaged", `This ${kind} is incomplete or was damaged on its way. Ask for it again.`);
  }
  return succeed(toCode(bytes.subarray(sizes.tag, sizes.tag + sizes.hash)));
}

/**
 * Returns the largest of some lengths at which the bytes end with the checksum of what is before it; undefined when none does.
 * The lengths have to ascend: what is before one is hashed once for all of them.
 */
export function completeLength(bytes: Uint8Array, lengths: readonly number[]): number | undefined {
  const hash = sha256.create();
  let hashed = 0;
  let longest: number | undefined;
  for (const length of lengths) {
    const end = length - sizes.checksum;
    if (end <= headSize) continue;
    hash.update(bytes.subarray(hashed, end));
    hashed = end;
    if (isEqual(hash.clone().digest().subarray(0, sizes.checksum), bytes.subarray(end, length))) longest = length;
  }
  return longest;
}

/** Opens sealed bytes with the private key that they were sealed to. */
export async function openSealed(
  kind: SealedKind,
  bytes: Uint8Array,
  key: PrivateKey,
): Promise<Outcome<string, SealProblem>> {
  const known = sealedFor(kind, bytes);
  if (!known.ok) return known;
  const body = bytes.subarray(0, -sizes.checksum);
  let at = sizes.tag;
  const take = (size: number) => body.subarray(at, (at += size));
  const hash = take(sizes.hash);
  const keyId = take(sizes.keyId);
  const point = take(sizes.point);
  const nonce = take(sizes.nonce);
  if (!isEqual(keyId, keyIdOf(fromCode(publicHalf(key)) ?? new Uint8Array()))) {
    return reject("otherKey", `This ${kind} is sealed to another key. ${ownKey[kind]}`);
  }
  try {
    const own = await importPrivate(key, "seal");
    const opened = await contentKey(own, await importPublic(copy(point), "seal"), hash, kind);
    const plain = await crypto.subtle.decrypt(aesGcm(kind, hash, nonce), opened, copy(body.subarray(at)));
    const text = unpackText(new Uint8Array(plain), contentLimit);
    if (text !== undefined) return succeed(text);
  } catch {
    // A seal that doesn't hold is an answer, not a fault of the program.
  }
  return reject(
    "altered",
    `This ${kind} was changed after it was sealed, so its content can’t be trusted. Ask for the original again.`,
  );
}
