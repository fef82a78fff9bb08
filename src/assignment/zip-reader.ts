import { Inflate } from "fflate";
import { reject, succeed, type Outcome } from "./outcome.ts";
import { compressedBytes, crc32, isZip, readDirectory, type ZipEntry } from "./zip-directory.ts";

/** What a zip may hold, so that a small file can't fill the memory. */
export interface ZipLimits {
  entries: number;
  /** Bytes of one file, and of all files together, unpacked. */
  fileBytes: number;
  totalBytes: number;
  /** How many times larger a file may be than its packed form, once it's larger than `ratioFrom` bytes. */
  ratio: number;
  ratioFrom: number;
}

/** Enough for the submissions of a large class, as an LMS packs them, with other files among them. */
export const submissionLimits: ZipLimits = {
  entries: 20_000,
  fileBytes: 64 * 1024 * 1024,
  totalBytes: 256 * 1024 * 1024,
  ratio: 200,
  ratioFrom: 256 * 1024,
};

/** A file from a zip. */
export interface UnpackedFile {
  name: string;
  bytes: Uint8Array;
}

/** A file of a zip that could not be read; the others were. */
export interface ZipProblem {
  name: string;
  code: "tooLarge" | "damaged" | "unreadable";
  message: string;
}

/** The files of a zip in their order, and those that could not be read. */
export interface ZipContent {
  files: UnpackedFile[];
  problems: ZipProblem[];
}

const problems = {
  tooLarge: "The file unpacks to more than a submission can have.",
  damaged: "The file is damaged. Download the zip again.",
  encrypted: "The file is encrypted. Ask for it without a password.",
  method: "The file is packed with a method that can’t be read here. Unpack the zip first.",
};
/** Packed bytes that are unpacked between two looks at the size. */
const step = 4096;

/** Unpacks a deflated file in pieces and stops when it's too large, whatever size the zip claims. */
function inflate(packed: Uint8Array, most: number): Uint8Array | "tooLarge" | "damaged" {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const inflater = new Inflate((piece) => {
    size += piece.length;
    pieces.push(piece);
  });
  try {
    for (let at = 0; at < packed.length || at === 0; at += step) {
      inflater.push(packed.subarray(at, at + step), at + step >= packed.length);
      if (size > most) return "tooLarge";
    }
  } catch {
    return "damaged";
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function readEntry(zip: Uint8Array, entry: ZipEntry, limits: ZipLimits): UnpackedFile | ZipProblem {
  const { name, method, size, checksum } = entry;
  if (entry.encrypted) return { name, code: "unreadable", message: problems.encrypted };
  if (method !== 0 && method !== 8) return { name, code: "unreadable", message: problems.method };
  const packed = compressedBytes(zip, entry);
  if (!packed) return { name, code: "damaged", message: problems.damaged };
  const most = Math.min(limits.fileBytes, Math.max(limits.ratioFrom, packed.length * limits.ratio));
  const bytes = method === 8 ? inflate(packed, most) : packed.length > most ? "tooLarge" : packed.slice();
  if (typeof bytes === "string") return { name, code: bytes, message: problems[bytes] };
  return bytes.length === size && crc32(bytes) === checksum
    ? { name, bytes }
    : { name, code: "damaged", message: problems.damaged };
}

/**
 * Reads the files of a zip; zips inside stay files. Rejects the whole zip when all files together reach a limit, before more is
 * unpacked; a file that is too large, damaged or encrypted is only a problem of its own. Sizes and checksums are those of what
 * was unpacked.
 */
export function readZip(
  bytes: Uint8Array,
  limits: ZipLimits = submissionLimits,
): Outcome<ZipContent, "damaged" | "tooLarge"> {
  const entries = isZip(bytes) ? readDirectory(bytes) : undefined;
  if (!entries) return reject("damaged", "This zip is incomplete or damaged. Download it again.");
  if (entries.length > limits.entries) {
    return reject(
      "tooLarge",
      `This zip has more than ${limits.entries.toLocaleString("en-US")} files. Unpack it and drop the files in several batches.`,
    );
  }
  const content: ZipContent = { files: [], problems: [] };
  let left = limits.totalBytes;
  for (const entry of entries) {
    const fileBytes = Math.min(limits.fileBytes, left);
    const read = readEntry(bytes, entry, { ...limits, fileBytes });
    const isOver = "code" in read && read.code === "tooLarge" && fileBytes < limits.fileBytes;
    if (isOver)
      return reject(
        "tooLarge",
        "This zip unpacks to more than this page can hold. Unpack it and drop the files in several batches.",
      );
    if ("code" in read) content.problems.push(read);
    else {
      left -= read.bytes.length;
      content.files.push(read);
    }
  }
  return succeed(content);
}
