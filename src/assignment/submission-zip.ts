import { unzipSync, type UnzipFileInfo } from "fflate";
import { reject, succeed, type Outcome } from "./outcome.ts";

/** What a zip may hold, so that a small file can't fill the memory. */
export interface ZipLimits {
  /** Bytes that one entry may unpack to. */
  entryBytes: number;
  /** Bytes that all entries may unpack to together. */
  totalBytes: number;
  entries: number;
}

/** A file from a zip. */
export interface ZipEntry {
  name: string;
  bytes: Uint8Array;
}

/** The entries that were read, and the names of those that are larger than allowed. */
export interface ZipContent {
  entries: ZipEntry[];
  tooLarge: string[];
}

/** Files that file managers leave in folders and zips. */
export const isByproduct = (name: string): boolean =>
  /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name) || name.endsWith("/");

/** Returns whether bytes begin as a zip does. */
export const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 0x03 || bytes[2] === 0x05);

/** Reads the files of a zip, in the order in which they are listed. Nothing is unpacked before its stated size was checked. */
export function readZip(bytes: Uint8Array, limits: ZipLimits): Outcome<ZipContent, "damaged" | "tooLarge"> {
  const tooLarge: string[] = [];
  let total = 0;
  let count = 0;
  let isOver = false;
  const filter = ({ name, originalSize }: UnzipFileInfo): boolean => {
    if (isByproduct(name) || isOver) return false;
    if (originalSize > limits.entryBytes) {
      tooLarge.push(name);
      return false;
    }
    count += 1;
    total += originalSize;
    isOver = count > limits.entries || total > limits.totalBytes;
    return !isOver;
  };
  try {
    const unpacked = unzipSync(bytes, { filter });
    if (isOver) {
      return reject(
        "tooLarge",
        "This zip unpacks to more than this page can hold. Unpack it and drop the files in several goes.",
      );
    }
    return succeed({
      entries: Object.entries(unpacked).map(([name, content]) => ({ name, bytes: content })),
      tooLarge,
    });
  } catch {
    return reject("damaged", "This zip is incomplete or damaged. Download it again.");
  }
}
