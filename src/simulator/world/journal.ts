import * as v from "valibot";
import { digestOf, type Hash } from "./hash.ts";
import { fail, ok, type Result, type Failure } from "./result.ts";
import type { RowChanges } from "./row-changes.ts";
import { checkRow } from "./check-row.ts";
import { readRowKey, type World } from "./world.ts";

/** What a journal adds to the snapshot it belongs to. */
export interface ReadJournal {
  world: World;
  /** Number of the last change in the world. */
  sequence: number;
  /** Bytes of the journal that hold whole records; what follows is a record that was not fully written. */
  end: number;
}

const recordSchema = v.tuple([
  v.pipe(v.number(), v.integer(), v.minValue(1)),
  v.array(v.tuple([v.string(), v.unknown()])),
]);

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const lineEnd = 10;
const space = 32;
const checksumLength = "sha256:".length + 64;

/** Returns one change as a line of a journal: the digest of its JSON, a space, and the JSON. Changes are numbered from 1 on. */
export function encodeRecord(hash: Hash, sequence: number, rows: RowChanges): Uint8Array {
  const json = JSON.stringify([sequence, rows]);
  return encoder.encode(`${digestOf(hash, encoder.encode(json))} ${json}\n`);
}

/** The JSON of a line whose checksum is right. */
function jsonOf(hash: Hash, line: Uint8Array): string | undefined {
  const json = line.subarray(checksumLength + 1);
  const checksum = decoder.decode(line.subarray(0, checksumLength));
  const whole = line[checksumLength] === space && checksum === digestOf(hash, json);
  return whole ? decoder.decode(json) : undefined;
}

const damaged = (at: number, message: string): Result<never> =>
  fail({
    code: "JournalInvalid",
    status: 400,
    message: `The journal is damaged at byte ${at}: ${message}`,
    next: "Restore the state from a copy.",
  });

function checkRows(rows: RowChanges): Result<true, Failure> {
  for (const [key, row] of rows) {
    if (row === null) continue;
    const { table, segments } = readRowKey(key);
    const valid = checkRow([table, ...segments], row);
    if (!valid.ok) return valid;
  }
  return ok(true);
}

/**
 * Applies a journal to the snapshot that it belongs to. Changes up to `sequence` are in the snapshot already and are skipped.
 * The last record may be torn and is left out then; anything else that is wrong is a JournalInvalid, because changes that
 * were acknowledged come after it.
 */
export function readJournal(hash: Hash, bytes: Uint8Array, world: World, sequence: number): Result<ReadJournal> {
  const draft = world.draft();
  let last: number | undefined;
  let at = 0;
  for (let end = bytes.indexOf(lineEnd); end !== -1; end = bytes.indexOf(lineEnd, at)) {
    const json = jsonOf(hash, bytes.subarray(at, end));
    if (json === undefined) {
      if (end + 1 === bytes.length) break;
      return damaged(at, "the checksum of a record doesn't match.");
    }
    const record = v.safeParse(recordSchema, JSON.parse(json));
    if (!record.success) return damaged(at, record.issues[0].message);
    const [number, rows] = record.output;
    if (last === undefined ? number > sequence + 1 : number !== last + 1) {
      return damaged(at, `change ${number} follows change ${last ?? sequence}.`);
    }
    const valid = checkRows(rows);
    if (!valid.ok) return damaged(at, valid.refusal.message);
    if (number > sequence) for (const [key, row] of rows) draft.set(key, row);
    last = number;
    at = end + 1;
  }
  return ok({ world: draft.commit(), sequence: Math.max(sequence, last ?? 0), end: at });
}
