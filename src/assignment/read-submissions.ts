import { canonicalJson } from "../assessment/canonical-json.ts";
import { findCodes } from "./find-codes.ts";
import { isZip } from "./zip-directory.ts";
import { readZip, zipBudget, type ZipReading } from "./zip-reader.ts";
import type { PrivateKey } from "./keys.ts";
import { toCode } from "./packing.ts";
import { sealedFor, sealedLimit } from "./sealing.ts";
import { openSubmission, type Submission } from "./submission.ts";

/** What became of a file. */
export type VerdictCode =
  | "added"
  | "known"
  | "conflict"
  | "otherKey"
  | "otherAssignment"
  | "damaged"
  | "altered"
  | "newerVersion"
  | "invalid"
  | "notSubmission"
  | "tooLarge";

/** What became of one file, one entry of a zip, or one pasted code. */
export interface Verdict {
  /** The file's name, with the zips it was in before it; what a pasted code is called otherwise. */
  source: string;
  code: VerdictCode;
  /** What was wrong and what to do; who submitted it when it was added. */
  message: string;
  learner?: string;
}

/** A submission that was opened, with what it came in. */
export interface OpenedSubmission {
  submission: Submission;
  /** The sealed bytes as base64url. */
  sealed: string;
  source: string;
}

/** A file to read: what it's called, and its bytes when they are needed. */
export interface SourceFile {
  name: string;
  size: number;
  read(): Promise<Uint8Array>;
}

/** What reading files needs to know. */
export interface ReadingContext {
  /** Hash of the assignment whose gradebook is open. */
  hash: string;
  /** All keys on the device that open submissions. */
  keys: readonly PrivateKey[];
  /** Titles of the instructor's assignments, by hash. */
  assignments: ReadonlyMap<string, string>;
  /** The submissions that the gradebook has, by id. */
  known: ReadonlyMap<string, Submission>;
}

/** How far reading has come. */
export interface ReadingProgress {
  done: number;
  /** Files found so far, entries of zips included. */
  total: number;
}

/** What was read. */
export interface ReadingResult {
  opened: OpenedSubmission[];
  verdicts: Verdict[];
}

const fileLimit = 256 << 20;
/** A text with codes, such as an answer exported by an LMS. */
const textLimit = 8 << 20;
const deepestZip = 4;
/** Seals that are opened at once. */
const together = 16;

/** Sealed bytes, or a verdict on what isn't one. */
type Candidate = { source: string; bytes: Uint8Array } | Verdict;

const isVerdict = (candidate: Candidate): candidate is Verdict => "code" in candidate;

/** Whether a file is one that file managers leave in folders and zips. */
const isByproduct = (name: string): boolean =>
  /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name);

/** Told while files are read. */
export interface ReadingObserver {
  onProgress?(progress: ReadingProgress): void;
  /** Asked between files, entries of zips included; true ends the reading without a result. */
  isCanceled?(): boolean;
}

/** Milliseconds of work after which others get a turn: a request to cancel can arrive only then. */
const longestWork = 50;

/** Returns what is awaited between two pieces of work, and says whether the work was canceled. */
function pausing(isCanceled: () => boolean): () => Promise<boolean> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last >= longestWork) {
      await new Promise((resolve) => setTimeout(resolve));
      last = performance.now();
    }
    return isCanceled();
  };
}

/**
 * Opens what submissions are in files, zips in zips and texts. Names play no part: content decides. Returns undefined when it
 * was canceled.
 */
export async function readSubmissions(
  files: readonly SourceFile[],
  context: ReadingContext,
  { onProgress = () => {}, isCanceled = () => false }: ReadingObserver = {},
): Promise<ReadingResult | undefined> {
  const candidates: Candidate[] = [];
  const zips = { budget: zipBudget(), pause: pausing(isCanceled) };
  for (const file of files) {
    if (isCanceled()) return undefined;
    if (isByproduct(file.name)) continue;
    if (file.size > fileLimit) candidates.push(tooLarge(file.name));
    // Files are read in order, since what is found in them stays in memory.
    // oxlint-disable-next-line no-await-in-loop -- See above.
    else candidates.push(...(await candidatesIn(file.name, await file.read(), zips, 0)));
    onProgress({ done: 0, total: Math.max(candidates.length, files.length) });
  }
  const opened = new Map<string, OpenedSubmission>();
  const verdicts: Verdict[] = [];
  for (let at = 0; at < candidates.length; at += together) {
    if (isCanceled()) return undefined;
    const group = candidates.slice(at, at + together);
    // oxlint-disable-next-line no-await-in-loop -- The next group begins when this one is done, which bounds the memory.
    const read = await Promise.all(group.map((entry) => (isVerdict(entry) ? entry : openOne(entry, context))));
    for (const result of read) {
      verdicts.push("submission" in result ? addTo(opened, result, context) : result);
    }
    onProgress({ done: Math.min(candidates.length, at + together), total: candidates.length });
  }
  return { opened: [...opened.values()], verdicts };
}

const tooLarge = (source: string): Verdict => ({
  source,
  code: "tooLarge",
  message: "This is too large to be a submission. Choose the .acrsub file that the learner’s page saved.",
});

const notSubmission = (source: string): Verdict => ({
  source,
  code: "notSubmission",
  message:
    "This file contains no submission. Choose the .acrsub file that the learner’s page saved, or a zip of such files.",
});

/** Finds sealed bytes in a file by what the file contains. */
async function candidatesIn(source: string, bytes: Uint8Array, zips: ZipReading, depth: number): Promise<Candidate[]> {
  if (isZip(bytes)) return candidatesInZip(source, bytes, zips, depth);
  if (startsAsSealed(bytes)) return bytes.length > sealedLimit ? [tooLarge(source)] : [{ source, bytes }];
  if (bytes.length > textLimit) return [notSubmission(source)];
  const codes = findCodes(decode(bytes));
  if (codes.length === 0) return [notSubmission(source)];
  return codes.map(({ bytes: code }, at) => ({
    source: codes.length === 1 ? source : `${source} (${at + 1})`,
    bytes: code,
  }));
}

const startsAsSealed = (bytes: Uint8Array): boolean =>
  new TextDecoder("latin1").decode(bytes.subarray(0, 6)) === "ACRSUB";

/** Some systems export texts as UTF-16, with a byte order mark. */
function decode(bytes: Uint8Array): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return new TextDecoder(isUtf16 ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8").decode(bytes);
}

async function candidatesInZip(
  source: string,
  bytes: Uint8Array,
  zips: ZipReading,
  depth: number,
): Promise<Candidate[]> {
  if (depth >= deepestZip) {
    return [{ source, code: "tooLarge", message: "There are too many zips in zips here. Unpack the outer one first." }];
  }
  const read = await readZip(bytes, zips);
  if (!read.ok) return [{ source, code: read.error.code, message: read.error.message }];
  const { files, problems } = read.value;
  // An Office document is a zip, too; nobody wants to hear about each of its parts.
  if (files.some(({ name }) => name === "[Content_Types].xml")) return [notSubmission(source)];
  const found = problems.flatMap(({ name, code, message }): Candidate[] =>
    isByproduct(name)
      ? []
      : [{ source: `${source}/${name}`, code: code === "unreadable" ? "notSubmission" : code, message }],
  );
  for (const { name, bytes: content } of files) {
    if (isByproduct(name)) continue;
    // oxlint-disable-next-line no-await-in-loop -- Zips in zips share one budget.
    found.push(...(await candidatesIn(`${source}/${name}`, content, zips, depth + 1)));
  }
  return found.length > 0 ? found : [notSubmission(source)];
}

async function openOne(
  { source, bytes }: { source: string; bytes: Uint8Array },
  { hash, keys, assignments }: ReadingContext,
): Promise<OpenedSubmission | Verdict> {
  const known = sealedFor("submission", bytes);
  if (!known.ok) {
    return {
      source,
      code: known.error.code === "notSealed" ? "notSubmission" : verdictOf(known.error.code),
      message: known.error.message,
    };
  }
  if (known.value !== hash) {
    const title = assignments.get(known.value);
    return {
      source,
      code: "otherAssignment",
      message: title
        ? `This belongs to your assignment “${title}”. Open its gradebook and drop the file there.`
        : "This belongs to an assignment that isn’t on this device. Open it on the device on which you gave the assignment out, or ask the learner for the right file.",
    };
  }
  for (const key of keys) {
    // oxlint-disable-next-line no-await-in-loop -- The next key is tried only if this one doesn't fit.
    const read = await openSubmission(bytes, key);
    if (!read.ok) {
      if (read.error.code === "otherKey") continue;
      return { source, code: verdictOf(read.error.code), message: read.error.message };
    }
    // The seal protects the assignment on the outside; what is inside has to say the same.
    if (read.value.assignment !== hash) {
      return {
        source,
        code: "invalid",
        message:
          "The sealed content and the file name different assignments, so another program may have made it. Ask the learner for the file that Drydock saved.",
      };
    }
    return { submission: read.value, sealed: toCode(bytes), source };
  }
  return {
    source,
    code: "otherKey",
    message:
      "This is sealed to a key that isn’t on this device. On the Assignments page, select “Import keys” and choose the backup of the keys with which you gave the assignment out. Then drop the file again.",
  };
}

function verdictOf(code: "notSealed" | "newerVersion" | "damaged" | "otherKey" | "altered" | "invalid"): VerdictCode {
  return code === "notSealed" ? "notSubmission" : code;
}

/** Returns the text by which two submissions with one id are compared. */
const submissionContent = (submission: Submission): string => canonicalJson(submission);

/** Submitting again changes nothing: the first submission with an id stays. */
function addTo(opened: Map<string, OpenedSubmission>, entry: OpenedSubmission, { known }: ReadingContext): Verdict {
  const { submission, source } = entry;
  const learner = submission.learner.name || submission.learner.id;
  const content = submissionContent(submission);
  const earlier = opened.get(submission.id);
  const first = known.get(submission.id) ?? earlier?.submission;
  const before = first && submissionContent(first);
  if (before === undefined) {
    opened.set(submission.id, entry);
    return { source, code: "added", message: `${learner}, attempt ${submission.attempt}`, learner };
  }
  if (before === content) {
    return { source, code: "known", message: `${learner}, attempt ${submission.attempt}: already received`, learner };
  }
  return {
    source,
    code: "conflict",
    message: `${learner}, attempt ${submission.attempt}: a submission with this number was received before with other content. That one stays. Ask the learner which one is right.`,
    learner,
  };
}
