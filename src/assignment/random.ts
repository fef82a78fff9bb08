import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { compareText } from "../assessment/canonical-json.ts";

const encoder = new TextEncoder();

/** Derives a key from a key and a label: HMAC-SHA-256 (RFC 2104). */
export const derive = (key: Uint8Array, label: string): Uint8Array => hmac(sha256, key, encoder.encode(label));

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/**
 * Returns a stream of whole numbers from 0 up to, not including, `bound`: xoshiro128** (Blackman and Vigna, 2018), whose state is
 * the first 16 bytes of the key as four little-endian words. A word is scaled to the bound by multiplication.
 */
export function numbersFrom(key: Uint8Array): (bound: number) => number {
  const view = new DataView(key.buffer, key.byteOffset, 16);
  const s: [number, number, number, number] = [
    view.getUint32(0, true),
    view.getUint32(4, true),
    view.getUint32(8, true),
    // A state of zeros would stay zero.
    view.getUint32(12, true) || 1,
  ];
  return (bound) => {
    const word = Math.imul(rotate(Math.imul(s[1], 5), 7), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate(s[3], 11);
    return Math.floor((word / 4_294_967_296) * bound);
  };
}

/** Returns ids in an order that depends on the key alone: Fisher and Yates over the ids sorted by code unit. */
export function shuffleIds(ids: readonly string[], key: Uint8Array): string[] {
  const next = numbersFrom(key);
  const order = [...ids].sort(compareText);
  for (let at = order.length - 1; at > 0; at--) {
    const other = next(at + 1);
    [order[at], order[other]] = [order[other] as string, order[at] as string];
  }
  return order;
}
