import { base64urlnopad } from "@scure/base";
import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";

/** Packs bytes as text that links, email and chats leave alone: letters, digits, hyphens and underscores. */
export const toCode = (bytes: Uint8Array): string => base64urlnopad.encode(bytes);

/** Returns the bytes of such a text, without the spaces and line breaks that an email program added; undefined when it's damaged. */
export function fromCode(code: string): Uint8Array | undefined {
  try {
    return base64urlnopad.decode(code.replaceAll(/\s+/g, ""));
  } catch {
    return undefined;
  }
}

/** Compresses text (raw deflate). */
export const packText = (text: string): Uint8Array => deflateSync(strToU8(text), { level: 9 });

/** Deflate packs at most that many times. */
const deflateRatio = 1032;

/** Returns the text that was packed; undefined when the bytes are damaged or hold more than `limit` bytes. */
export function unpackText(packed: Uint8Array, limit: number): string | undefined {
  try {
    // What doesn't fit into the space is cut off, so that one byte more than the limit tells that it was too much.
    const out = new Uint8Array(Math.min(limit + 1, packed.length * deflateRatio));
    const unpacked = inflateSync(packed, { out });
    return unpacked.length > limit ? undefined : strFromU8(unpacked);
  } catch {
    return undefined;
  }
}
