import { Inflate } from "fflate";
import { reject, succeed, type Outcome } from "./outcome.ts";
import { compressedBytes, crc32, hasOverlaps, isZip, readDirectory, type ZipEntry } from "./zip-directory.ts";

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

/** What can still be unpacked from a drop, of all its zips together. Reading takes from it. */
export interface ZipBudget {
  entries: number;
  bytes: number;
}

/** Returns the budget that a drop of files begins with. */
export const zipBudget = ({ entries, totalBytes }: ZipLimits = submissionLimits): ZipBudget => ({
  entries,
  bytes: totalBytes,
});

/** How reading goes along with other work. */
export interface ZipReading {
  limits?: ZipLimits;
  budget?: ZipBudget;
  /** Awaited between files, so that the page or the worker can do other things; true ends the reading with the files so far. */
  pause?(): Promise<boolean>;
}

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

/** What unpacking a file gave, and how many bytes were unpacked for it, also when they're of no use. */
interface Unpacked {
  bytes: Uint8Array | "tooLarge" | "damaged";
  size: number;
}

/** Unpacks a deflated file in pieces and stops when it's too large, whatever size the zip claims. */
function inflate(packed: Uint8Array, most: number): Unpacked {
  const pieces: Uint8Array[] = [];
  let size = 0;
  const inflater = new Inflate((piece) => {
    size += piece.length;
    pieces.push(piece);
  });
  try {
    for (let at = 0; at < packed.length || at === 0; at += step) {
      inflater.push(packed.subarray(at, at + step), at + step >= packed.length);
      if (size > most) return { bytes: "tooLarge", size };
    }
  } catch {
    return { bytes: "damaged", size };
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return { bytes, size };
}

const stored = (packed: Uint8Array, most: number): Unpacked =>
  packed.length > most ? { bytes: "tooLarge", size: 0 } : { bytes: packed.slice(), size: packed.length };

/** Reads a file; `size` is how many bytes were unpacked for it. */
function readEntry(
  zip: Uint8Array,
  entry: ZipEntry,
  limits: ZipLimits,
): { read: UnpackedFile | ZipProblem; size: number } {
  const { name, method, size, checksum } = entry;
  const problem = (code: ZipProblem["code"], message: string, unpacked = 0) => ({
    read: { name, code, message },
    size: unpacked,
  });
  if (entry.encrypted) return problem("unreadable", problems.encrypted);
  if (method !== 0 && method !== 8) return problem("unreadable", problems.method);
  const packed = compressedBytes(zip, entry);
  if (!packed) return problem("damaged", problems.damaged);
  const most = Math.min(limits.fileBytes, Math.max(limits.ratioFrom, packed.length * limits.ratio));
  const { bytes, size: unpacked } = method === 8 ? inflate(packed, most) : stored(packed, most);
  if (typeof bytes === "string") return problem(bytes, problems[bytes], unpacked);
  return bytes.length === size && crc32(bytes) === checksum
    ? { read: { name, bytes }, size: unpacked }
    : problem("damaged", problems.damaged, unpacked);
}

/**
 * Reads the files of a zip; zips inside stay files. Rejects the whole zip when all files together reach a limit, before more is
 * unpacked; a file that is too large, damaged or encrypted is only a problem of its own. Sizes and checksums are those of what
 * was unpacked.
 */
export async function readZip(
  bytes: Uint8Array,
  { limits = submissionLimits, budget = zipBudget(limits), pause = async () => false }: ZipReading = {},
): Promise<Outcome<ZipContent, "damaged" | "tooLarge">> {
  const entries = isZip(bytes) ? readDirectory(bytes) : undefined;
  if (!entries) return reject("damaged", "This zip is incomplete or damaged. Download it again.");
  if (hasOverlaps(bytes, entries)) {
    return reject("damaged", "Files in this zip overlap, so it’s damaged or was made to harm. Download it again.");
  }
  if (entries.length > budget.entries) {
    return reject(
      "tooLarge",
      `This zip has more than ${limits.entries.toLocaleString("en-US")} files. Unpack it and drop the files in several batches.`,
    );
  }
  budget.entries -= entries.length;
  const content: ZipContent = { files: [], problems: [] };
  for (const entry of entries) {
    // oxlint-disable-next-line no-await-in-loop -- Others get their turn between two files.
    if (await pause()) break;
    const fileBytes = Math.min(limits.fileBytes, budget.bytes);
    const { read, size } = readEntry(bytes, entry, { ...limits, fileBytes });
    // Bytes that were unpacked for nothing took as much time and memory as others.
    budget.bytes = Math.max(0, budget.bytes - size);
    const isOver = "code" in read && read.code === "tooLarge" && fileBytes < limits.fileBytes;
    if (isOver)
      return reject(
        "tooLarge",
        "This zip unpacks to more than this page can hold. Unpack it and drop the files in several batches.",
      );
    if ("code" in read) content.problems.push(read);
    else content.files.push(read);
  }
  return succeed(content);
}
