import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Hash } from "./hash.ts";

/** Hashing in the page, synchronous and without WebCrypto. */
export const pageHash: Hash = {
  sha256: (bytes) => sha256(bytes),
  stream(algorithm) {
    const hash = (algorithm === "sha256" ? sha256 : sha512).create();
    return { update: (bytes) => void hash.update(bytes), hex: () => bytesToHex(hash.digest()) };
  },
};
