import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readRoster, type Roster } from "../../../src/assignment/grades/roster.ts";

/** Returns the bytes of a file in the folder golden. */
export const goldenBytes = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(join(import.meta.dirname, "golden", name)));

/** Returns the text of a file in the folder golden, with its byte order mark if it has one. */
export const goldenText = (name: string): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(goldenBytes(name));

/** Returns the roster in bytes or in the text of a file. */
export function rosterOf(file: string | Uint8Array): Roster {
  const result = readRoster(typeof file === "string" ? new TextEncoder().encode(file) : file);
  if (!result.ok) throw new Error(result.message);
  return result.roster;
}
