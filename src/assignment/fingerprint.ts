import { sha256 } from "@noble/hashes/sha2.js";
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

/** Returns words that name a sealed file in a receipt: the first 66 bits of its digest, which is given as base64url. */
export const digestWords = (digest: string): string[] => wordsOf(fromCode(digest) ?? new Uint8Array());

function wordsOf(digest: Uint8Array): string[] {
  const bits = [...digest].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return Array.from({ length: wordCount }, (_, at) => {
    const index = Number.parseInt(bits.slice(at * bitsPerWord, (at + 1) * bitsPerWord), 2);
    return wordlist[index] as string;
  });
}
