/**
 * A bulk layer: a valid tar of one file whose bytes are made on demand. The file is blocks of 4 KiB; a block's words are a
 * xorshift32 sequence that starts from a hash (FNV-1a) of the layer's name and the block's number, so that any part can be
 * made without what comes before it.
 */
export interface SyntheticLayer {
  name: string;
  /** Bytes of the file; a multiple of the block. */
  content: number;
}

const blockSize = 4096;
const headerSize = 512;
const encoder = new TextEncoder();

/** Bytes of the whole tar: header, file, two empty records. */
export const sizeOf = ({ content }: SyntheticLayer): number => headerSize + content + 2 * headerSize;

function seedOf(name: string, block: number): number {
  let hash = 0x811c9dc5;
  for (const byte of encoder.encode(`${name}#${block}`)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash === 0 ? 1 : hash;
}

function blockOf(name: string, block: number): Uint8Array {
  const words = new Uint32Array(blockSize / 4);
  let state = seedOf(name, block);
  for (let at = 0; at < words.length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[at] = state;
  }
  return new Uint8Array(words.buffer);
}

/** The ustar header of the layer's one file. */
function headerOf({ name, content }: SyntheticLayer): Uint8Array {
  const header = new Uint8Array(headerSize);
  const write = (at: number, text: string) => header.set(encoder.encode(text), at);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, "0")}\0`;
  write(0, `usr/lib/${name}.bin`);
  write(100, octal(0o644, 7));
  write(108, octal(0, 7));
  write(116, octal(0, 7));
  write(124, octal(content, 11));
  write(136, octal(0, 11));
  write(148, "        ");
  write(156, "0");
  write(257, "ustar\u000000");
  write(
    148,
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, "0")}\0 `,
  );
  return header;
}

/** Bytes from `start` up to `end` of the layer's tar, block by block. */
export function* readSynthetic(layer: SyntheticLayer, start = 0, end = sizeOf(layer)): Iterable<Uint8Array> {
  const stop = Math.min(end, sizeOf(layer));
  for (let at = Math.max(0, start); at < stop;) {
    const inFile = at - headerSize;
    let piece: Uint8Array;
    if (inFile < 0) piece = headerOf(layer).subarray(at);
    else if (inFile < layer.content) {
      const block = Math.floor(inFile / blockSize);
      piece = blockOf(layer.name, block).subarray(inFile - block * blockSize);
    } else piece = new Uint8Array(sizeOf(layer) - at);
    const part = piece.subarray(0, stop - at);
    yield part;
    at += part.length;
  }
}
