import { nextSerial } from "./clock.ts";
import type { Draft } from "./world.ts";
import type { Hash } from "./hash.ts";

const encoder = new TextEncoder();

/** 32 bytes that depend on the world's seed, the purpose and how many ids were given out before. */
function nextBytes(draft: Draft, hash: Hash, purpose: string): Uint8Array {
  const seed = draft.get("settings")?.seed ?? 0;
  return hash.sha256(encoder.encode(`${seed}/${purpose}/${nextSerial(draft)}`));
}

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** A GUID in the form of a random one (version 4). */
export const nextGuid = (draft: Draft, hash: Hash, purpose: string): string => guidOf(nextBytes(draft, hash, purpose));

/** The GUID that a text always has, for what has no id of its own in the world. */
export const guidFor = (hash: Hash, text: string): string => guidOf(hash.sha256(encoder.encode(text)));

function guidOf(hashed: Uint8Array): string {
  const bytes = hashed.slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A secret of `length` characters. */
export function nextSecret(draft: Draft, hash: Hash, purpose: string, length: number): string {
  let secret = "";
  while (secret.length < length) {
    secret += Array.from(nextBytes(draft, hash, purpose), (byte) => alphabet[byte % alphabet.length]).join("");
  }
  return secret.slice(0, length);
}
