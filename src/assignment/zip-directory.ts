/** A file of a zip as its central directory lists it. */
export interface ZipEntry {
  name: string;
  /** 0 for stored, 8 for deflated; others can't be read. */
  method: number;
  encrypted: boolean;
  checksum: number;
  compressedSize: number;
  size: number;
  /** Where the file's local header is. */
  offset: number;
}

/** Longest comment at the end of a zip plus its record, in bytes. */
const longestEnd = 65_535 + 22;

function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Old tools write names in a code page that the zip doesn't name.
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Whether bytes begin as a zip does, also an empty one. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes.length >= 22 &&
  ["04034b50", "06054b50"].includes(viewOf(bytes).getUint32(0, true).toString(16).padStart(8, "0"));

/** Returns the files that a zip lists, folders left out; undefined if the list is damaged, cut off or in Zip64. */
export function readDirectory(bytes: Uint8Array): ZipEntry[] | undefined {
  const view = viewOf(bytes);
  let end = bytes.length - 22;
  const first = Math.max(0, bytes.length - longestEnd);
  while (end >= first && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < first || end < 0) return undefined;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count === 0xffff || at === 0xffffffff) return undefined;
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) return undefined;
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > bytes.length) return undefined;
    const name = decodeName(bytes.subarray(at + 46, at + 46 + nameLength));
    const entry: ZipEntry = {
      name,
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      checksum: view.getUint32(at + 16, true),
      compressedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    };
    if (!name.endsWith("/")) entries.push(entry);
    at = next;
  }
  return entries;
}

/** Returns where the compressed bytes of a file are; undefined if they aren't where the directory says. */
function placeOf(bytes: Uint8Array, { offset, compressedSize }: ZipEntry): { start: number; end: number } | undefined {
  const view = viewOf(bytes);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) return undefined;
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const end = start + compressedSize;
  return end > bytes.length ? undefined : { start, end };
}

/** Returns the compressed bytes of a file; undefined if they aren't where the directory says. */
export function compressedBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array | undefined {
  const place = placeOf(bytes, entry);
  return place && bytes.subarray(place.start, place.end);
}

/** Whether two files of a zip share bytes, which no packing tool writes: so a small zip could unpack to any size. */
export function hasOverlaps(bytes: Uint8Array, entries: readonly ZipEntry[]): boolean {
  const places = entries
    .flatMap((entry) => {
      const place = placeOf(bytes, entry);
      return place ? [{ from: entry.offset, end: place.end }] : [];
    })
    .toSorted((a, b) => a.from - b.from);
  return places.some(({ from }, at) => from < (places[at - 1]?.end ?? 0));
}

const table = Uint32Array.from({ length: 256 }, (_, at) => {
  let value = at;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** Returns the CRC-32 of bytes, as a zip has it. */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
