import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { fromCode } from "./packing.ts";

/** Words that people compare; 11 bits each. */
const wordCount = 6;
const bitsPerWord = 11;

/**
 * Returns the words by which an instructor's key is recognized: the first 66 bits of the sha-256 of both public keys, as words
 * of the English list of BIP 39, in which no two words begin with the same four letters.
 */
export function fingerprintWords(keys: { sign: string; seal: string }): string[] {
  return wordsOf(sha256(Uint8Array.from([...(fromCode(keys.sign) ?? []), ...(fromCode(keys.seal) ?? [])])));
}

/** Returns the sha-256 of a sealed file in hexadecimal, as tools print it. `code` is the file as base64url. */
export const fileDigest = (code: string): string => bytesToHex(sha256(fromCode(code) ?? new Uint8Array()));

/** Returns words that name a sealed file in a receipt: the first 66 bits of its digest. */
export const digestWords = (digest: string): string[] => wordsOf(hexToBytes(digest));

function wordsOf(digest: Uint8Array): string[] {
  const bits = [...digest].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from({ length: wordCount }, (_, at) => {
    const index = Number.parseInt(bits.slice(at * bitsPerWord, (at + 1) * bitsPerWord), 2);
    return wordlist[index] as string;
  });
}
