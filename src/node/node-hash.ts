import { createHash } from "node:crypto";
import type { Hash } from "../simulator/world/hash.ts";

/** Node's own hashing. */
export const nodeHash: Hash = {
  sha256: (bytes) => createHash("sha256").update(bytes).digest(),
  stream(algorithm) {
    const hash = createHash(algorithm);
    return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest("hex") };
  },
};
