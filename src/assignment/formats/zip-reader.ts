import { Inflate } from "fflate";
import { compressedBytes, crc32, isZip, readDirectory, type ZipEntry } from "./zip-directory.ts";

/** What a zip may hold, zips inside it included. */
export interface ZipLimits {
  entries: number;
  /** Bytes of one file, and of all files together, unpacked. */
  fileBytes: number;
  totalBytes: number;
  /** How many times larger a file may be than its packed form, once it's larger than `ratioFrom` bytes. */
  ratio: number;
  ratioFrom: number;
}

/** Enough for the submissions of a large class, as an LMS packs them. */
export const submissionLimits: ZipLimits = {
  entries: 5000,
  fileBytes: 16 * 1024 * 1024,
  totalBytes: 128 * 1024 * 1024,
  ratio: 200,
  ratioFrom: 256 * 1024,
};

/** A file from a zip. */
export interface UnpackedFile {
  name: string;
  /** Name of the inner zip that holds it; absent for files of the zip itself. */
  zip?: string;
  bytes: Uint8Array;
}

/** A file of a zip that could not be read; the others were. */
export interface ZipProblem {
  name: string;
  message: string;
}

export type UnpackResult =
  | { ok: true; files: UnpackedFile[]; problems: ZipProblem[] }
  | { ok: false; code: "NotAZip" | "TooManyFiles" | "TooLarge" | "TooCompressed"; message: string };

type Rejected = Extract<UnpackResult, { ok: false }>;

/** Thrown inside to stop reading at a limit, and caught in this file. */
class LimitReached extends Error {
  constructor(readonly rejected: Rejected) {
    super(rejected.message);
  }
}

const reject = (code: Rejected["code"], message: string): never => {
  throw new LimitReached({ ok: false, code, message });
};

const megabytes = (bytes: number): string => `${Math.floor(bytes / (1024 * 1024))} MB`;

class Unpacker {
  readonly files: UnpackedFile[] = [];
  readonly problems: ZipProblem[] = [];
  private entries = 0;
  private total = 0;

  constructor(private readonly limits: ZipLimits) {}

  /** Unpacks a file in pieces, and stops when it's too large whatever size the zip claims. */
  private inflate(name: string, packed: Uint8Array, method: number): Uint8Array {
    const { fileBytes, totalBytes, ratio, ratioFrom } = this.limits;
    const pieces: Uint8Array[] = [];
    let size = 0;
    const take = (piece: Uint8Array): void => {
      size += piece.length;
      this.total += piece.length;
      if (size > fileBytes) reject("TooLarge", `The file ${name} in the zip is larger than ${megabytes(fileBytes)}.`);
      if (this.total > totalBytes)
        reject("TooLarge", `The files in the zip are larger than ${megabytes(totalBytes)} together.`);
      if (method === 8 && size > ratioFrom && size > packed.length * ratio) {
        reject(
          "TooCompressed",
          `The file ${name} unpacks to more than ${ratio} times its size, so the zip isn't opened.`,
        );
      }
      pieces.push(piece);
    };
    if (method === 0) take(packed.slice());
    else {
      const inflater = new Inflate((piece) => take(piece));
      for (let at = 0; at < packed.length || at === 0; at += 4096) {
        inflater.push(packed.subarray(at, at + 4096), at + 4096 >= packed.length);
      }
    }
    const bytes = new Uint8Array(size);
    let at = 0;
    for (const piece of pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return bytes;
  }

  private readEntry(zip: Uint8Array, entry: ZipEntry): Uint8Array | string {
    if (entry.encrypted) return "The file is encrypted. Ask for it without a password.";
    if (entry.method !== 0 && entry.method !== 8) return "The file is packed with a method that can't be read here.";
    const packed = compressedBytes(zip, entry);
    if (!packed) return "The file is cut off. Download the zip again.";
    try {
      const bytes = this.inflate(entry.name, packed, entry.method);
      return bytes.length === entry.size && crc32(bytes) === entry.checksum
        ? bytes
        : "The file is damaged. Download the zip again.";
    } catch (error) {
      if (error instanceof LimitReached) throw error;
      return "The file is damaged. Download the zip again.";
    }
  }

  /** Reads the files of a zip; of those that are zips themselves, their files, unless `inner` says they're already inside. */
  read(zip: Uint8Array, inner?: string): void {
    const entries = isZip(zip) ? readDirectory(zip) : undefined;
    if (!entries) {
      if (inner === undefined) reject("NotAZip", "The file isn't a complete zip. Download it again.");
      this.problems.push({ name: inner ?? "", message: "The zip inside isn't complete." });
      return;
    }
    this.entries += entries.length;
    if (this.entries > this.limits.entries) {
      reject("TooManyFiles", `The zip has more than ${this.limits.entries.toLocaleString("en-US")} files.`);
    }
    for (const entry of entries) {
      const bytes = this.readEntry(zip, entry);
      const name = inner === undefined ? entry.name : `${inner}/${entry.name}`;
      if (typeof bytes === "string") this.problems.push({ name, message: bytes });
      else if (!/\.zip$/i.test(entry.name) || !isZip(bytes)) {
        this.files.push({ name: entry.name, ...(inner !== undefined && { zip: inner }), bytes });
      } else if (inner === undefined) this.read(bytes, entry.name);
      else
        this.problems.push({
          name,
          message: "The zip is inside another zip, which is inside this one. Unpack it first.",
        });
    }
  }
}

/**
 * Returns the files of a zip in their order, and those of zips inside it, one level deep. Rejects the whole zip when it
 * reaches a limit, before it's unpacked further; a file that is damaged or encrypted is only a problem of its own.
 */
export function readZip(bytes: Uint8Array, limits: ZipLimits = submissionLimits): UnpackResult {
  const unpacker = new Unpacker(limits);
  try {
    unpacker.read(bytes);
    return { ok: true, files: unpacker.files, problems: unpacker.problems };
  } catch (error) {
    if (error instanceof LimitReached) return error.rejected;
    throw error;
  }
}
