import { base64 } from "@scure/base";
import * as v from "valibot";
import { digestAlgorithm, digestOf, type Hash } from "./hash.ts";
import { fail, ok, type Result } from "./result.ts";
import { checkRow } from "./check-row.ts";
import type { TableName } from "./tables.ts";
import { readRowKey, rowKey, World } from "./world.ts";

const format = "drydock-world";
/** Version of an exported environment. */
const version = 1;
/** Version of a snapshot that a journal continues. It has a number of its own, so that code without journals rejects it. */
const snapshotVersion = 2;
/** Most characters of a world file that is read; a string of twice that length is more than an engine holds. */
export const worldFileLimit = 256 * 2 ** 20;
/** Characters that are handed out at once. */
const pieceLength = 64 * 1024;

/** A world and the bytes of blobs that came with it. */
export interface WorldFile {
  world: World;
  blobs: [digest: string, bytes: Uint8Array][];
  /** Number of the last change that is in it, for a snapshot that a journal continues. */
  sequence?: number;
}

/** What a file holds beside the rows of the world. */
export interface FileContents {
  blobs?: Iterable<readonly [string, Uint8Array]>;
  sequence?: number;
}

const entries = {
  format: v.literal(format),
  rows: v.array(v.tuple([v.array(v.string()), v.unknown()])),
  blobs: v.array(v.tuple([v.string(), v.string()])),
  checksum: v.string(),
};
const sequenceSchema = v.pipe(v.number(), v.integer(), v.minValue(0));
const fileSchema = v.variant("version", [
  v.strictObject({ ...entries, version: v.literal(version) }),
  v.strictObject({ ...entries, version: v.literal(snapshotVersion), sequence: sequenceSchema }),
]);

const encoder = new TextEncoder();

/** The hash of a file's entries, each as JSON on a line of its own. */
function checksumStream(hash: Hash) {
  const stream = hash.stream("sha256");
  return {
    add: (line: string) => stream.update(encoder.encode(`${line}\n`)),
    get: () => `sha256:${stream.hex()}`,
  };
}

/** The lines of a world file, which together are one JSON object: rows in key order, then blobs, then the checksum. */
function* linesOf(hash: Hash, world: World, { blobs = [], sequence }: FileContents): Iterable<string> {
  const checksum = checksumStream(hash);
  let between = "";
  const entry = (value: unknown): string => {
    const line = JSON.stringify(value);
    checksum.add(line);
    const written = `${between}${line}\n`;
    between = ",";
    return written;
  };
  if (sequence === undefined) {
    yield `{"format":"${format}","version":${version},"rows":[\n`;
  } else {
    checksum.add(String(sequence));
    yield `{"format":"${format}","version":${snapshotVersion},"sequence":${sequence},"rows":[\n`;
  }
  for (const [key, row] of world.entries()) {
    const { table, segments } = readRowKey(key);
    yield entry([[table, ...segments], row]);
  }
  yield `],"blobs":[\n`;
  between = "";
  for (const [digest, bytes] of blobs) yield entry([digest, base64.encode(bytes)]);
  yield `],"checksum":"${checksum.get()}"}\n`;
}

/**
 * A world as pieces of text, so that a large one is never in memory twice. Blobs that lie elsewhere (in a folder, in the
 * catalog) are left out; a store that would be lost otherwise hands its entries in.
 */
export function* worldFilePieces(hash: Hash, world: World, contents: FileContents = {}): Generator<string> {
  let piece = "";
  for (const line of linesOf(hash, world, contents)) {
    piece += line;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

/** A world file as one text. */
export const exportWorld = (hash: Hash, world: World, blobs: Iterable<readonly [string, Uint8Array]> = []): string =>
  [...worldFilePieces(hash, world, { blobs })].join("");

const damaged = (message: string, next = "Export the environment again."): Result<never> =>
  fail({ code: "WorldFileInvalid", status: 400, message, next });

/** Reads a world file with its blobs. Anything wrong with it is said, and nothing is taken from it then. */
export function readWorldFile(hash: Hash, text: string): Result<WorldFile> {
  const other = "Choose a file that Drydock exported.";
  if (text.length > worldFileLimit) return damaged("The file is too large to be an environment.", other);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return damaged("The file isn't JSON, or part of it is missing.");
  }
  const head = v.safeParse(v.object({ format: v.literal(format), version: v.number() }), json);
  if (!head.success) return damaged("The file isn't a Drydock environment.", other);
  if (head.output.version > snapshotVersion) {
    return damaged(
      `The file has format version ${head.output.version}; this version of Drydock reads up to ${snapshotVersion}.`,
      "Open it with a newer version of Drydock.",
    );
  }
  const read = v.safeParse(fileSchema, json, { abortEarly: true });
  if (!read.success) return damaged(`The file is damaged: ${read.issues[0].message}`);
  const checksum = checksumStream(hash);
  const sequence = read.output.version === snapshotVersion ? read.output.sequence : undefined;
  if (sequence !== undefined) checksum.add(String(sequence));
  for (const entry of [...read.output.rows, ...read.output.blobs]) checksum.add(JSON.stringify(entry));
  if (checksum.get() !== read.output.checksum)
    return damaged("The file was changed after it was exported: its checksum doesn't match.");
  const rows = readRows(read.output.rows);
  if (!rows.ok) return rows;
  const blobs = readBlobs(hash, read.output.blobs);
  if (!blobs.ok) return blobs;
  return ok({ world: rows.value, blobs: blobs.value, ...(sequence !== undefined && { sequence }) });
}

function readRows(rows: readonly [string[], unknown][]): Result<World> {
  for (const [key, row] of rows) {
    const valid = checkRow(key, row);
    if (!valid.ok) return damaged(valid.refusal.message);
  }
  const world = World.of(rows.map(([[table = "", ...segments], row]) => [rowKey(table as TableName, segments), row]));
  if (world.size !== rows.length) return damaged("Two rows have the same key.");
  return world.has("settings") ? ok(world) : damaged("The file has no settings of an environment.");
}

function readBlobs(hash: Hash, entries: readonly [string, string][]): Result<WorldFile["blobs"]> {
  const blobs: WorldFile["blobs"] = [];
  for (const [digest, text] of entries) {
    const algorithm = digestAlgorithm(digest);
    const bytes = decode(text);
    if (!algorithm || !bytes || digestOf(hash, bytes, algorithm) !== digest) {
      return damaged(`The content of ${digest} doesn't match its digest.`);
    }
    blobs.push([digest, bytes]);
  }
  return ok(blobs);
}

function decode(text: string): Uint8Array | undefined {
  try {
    return base64.decode(text);
  } catch {
    return undefined;
  }
}

/** Reads the world of a file whose blobs are elsewhere. */
export function importWorld(hash: Hash, text: string): Result<World> {
  const read = readWorldFile(hash, text);
  return read.ok ? ok(read.value.world) : read;
}
