import * as v from "valibot";
import { id, text, time } from "../assessment/field-schema.ts";

/** What a backup needs to know of an environment's entry; the rest belongs to the sandbox. */
export interface EnvironmentEntry {
  id: string;
  name: string;
  /** Milliseconds since the epoch. */
  changedAt: number;
}

/** An environment of the sandbox with all that is stored of it. */
export interface EnvironmentBackup {
  id: string;
  entry: EnvironmentEntry;
  state: unknown;
  rows: [key: string, row: unknown][];
  steps: unknown[];
  blocks: { block: unknown; wire: unknown }[];
  /** Bytes in base64. */
  blobs: [digest: string, bytes: string][];
  snapshots: { id: string; snapshot: unknown; rows: [key: string, row: unknown][] }[];
}

const many = <S extends v.GenericSchema>(member: S) => v.pipe(v.array(member), v.maxLength(500_000));
// Keys join their segments with a control character, so they are texts, not ids.
const keyedRows = many(v.tuple([text(5000), v.unknown()]));

/** The shape that every environment of a backup has. What its parts hold is for the sandbox to check. */
export const environmentSchema: v.GenericSchema<unknown, EnvironmentBackup> = v.object({
  id,
  entry: v.looseObject({ id, name: text(300), changedAt: time }),
  state: v.unknown(),
  rows: keyedRows,
  steps: many(v.unknown()),
  blocks: many(v.object({ block: v.unknown(), wire: v.unknown() })),
  blobs: many(v.tuple([text(300), v.string()])),
  snapshots: v.pipe(v.array(v.object({ id, snapshot: v.unknown(), rows: keyedRows })), v.maxLength(1000)),
});
