/** The little of ASN.1 DER (X.690) that a self-signed certificate needs. */
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

const concat = (chunks: Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(chunks.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of chunks) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

function lengthOf(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff);
  return Uint8Array.of(0x80 | bytes.length, ...bytes);
}

export function der(tag: number, ...content: Uint8Array[]): Uint8Array {
  const body = concat(content);
  return concat([Uint8Array.of(tag), lengthOf(body.length), body]);
}

export const sequence = (...content: Uint8Array[]): Uint8Array => der(tags.sequence, ...content);

/** A non-negative integer from its big-endian bytes. */
export function integer(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  const short = start < 0 ? Uint8Array.of(0) : bytes.subarray(start);
  return der(tags.integer, (short[0] ?? 0) & 0x80 ? Uint8Array.of(0) : new Uint8Array(), short);
}

export function oid(text: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = text.split(".").map(Number);
  const arc = (value: number): number[] => {
    const bytes = [value & 0x7f];
    for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
    return bytes;
  };
  return der(tags.oid, Uint8Array.from([first * 40 + second, ...rest.flatMap(arc)]));
}

export const utf8 = (text: string): Uint8Array => der(tags.utf8String, encoder.encode(text));
export const bitString = (bytes: Uint8Array, unused = 0): Uint8Array =>
  der(tags.bitString, Uint8Array.of(unused), bytes);

/** `YYYYMMDDHHMMSSZ` of a moment in milliseconds. */
export const time = (moment: number): Uint8Array =>
  der(tags.generalizedTime, encoder.encode(`${new Date(moment).toISOString().replaceAll(/[-:T]|\.\d+/g, "")}`));

export interface DerNode {
  tag: number;
  /** The bytes of tag, length and content. */
  whole: Uint8Array;
  content: Uint8Array;
}

/** Reads the elements that follow one another in `bytes`; undefined when they do not add up. */
export function readDer(bytes: Uint8Array): DerNode[] | undefined {
  const nodes: DerNode[] = [];
  for (let at = 0; at < bytes.length;) {
    const tag = bytes[at] ?? 0;
    let length = bytes[at + 1] ?? 0;
    let start = at + 2;
    if (length & 0x80) {
      const count = length & 0x7f;
      if (count === 0 || count > 4) return undefined;
      length = 0;
      for (let index = 0; index < count; index++) length = length * 256 + (bytes[start + index] ?? 0);
      start += count;
    }
    const end = start + length;
    if (end > bytes.length) return undefined;
    nodes.push({ tag, whole: bytes.subarray(at, end), content: bytes.subarray(start, end) });
    at = end;
  }
  return nodes;
}

/** Reads the elements in the content of an element; none for an element that is missing or damaged. */
export const elementsOf = (node: DerNode | undefined): DerNode[] => (node && readDer(node.content)) ?? [];

export const readText = (node: DerNode | undefined): string => decoder.decode(node?.content ?? new Uint8Array());

/** Milliseconds of a GeneralizedTime; undefined when it is not YYYYMMDDHHMMSSZ. */
export function readTime(node: DerNode | undefined): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/.exec(readText(node));
  if (!match) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
