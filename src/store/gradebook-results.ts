import { errorText } from "../assessment/error-text.ts";
import { canonicalJson } from "../assessment/canonical-json.ts";
import { zipSync, type Zippable } from "fflate";
import type { Assignment } from "../assignment/assignment.ts";
import { fileNamePart, resultFor, type ResultChoices } from "../assignment/make-result.ts";
import type { LearnerRow } from "../assignment/gradebook.ts";
import { publicHalf, type PrivateKey } from "../assignment/keys.ts";
import { toCode } from "../assignment/packing.ts";
import { packResult, type ReturnedResult } from "../assignment/returned-result.ts";
import type { KeyRow } from "../progress/assignment-rows.ts";

/** Returns the key that signed an assignment; undefined when it isn't on this device. */
export const signKeyOf = ({ keys }: Pick<Assignment, "keys">, rows: readonly KeyRow[]): PrivateKey | undefined =>
  rows.find((row) => publicHalf(row.keys.sign) === keys.sign)?.keys.sign;

/** A result for one learner, sealed to the key that the submission carried. */
export interface SealedResult {
  row: LearnerRow;
  /** What was sealed. */
  result: ReturnedResult;
  /** Name for a file. */
  name: string;
  bytes: Uint8Array;
  /** The same as text to copy. */
  code: string;
}

/** What making results needs. */
export interface ResultParts {
  assignment: Assignment;
  signKey: PrivateKey;
  choices: ResultChoices;
}

/** Makes the result of one learner; undefined for one who is excused or submitted nothing. */
export async function makeResult(
  row: LearnerRow,
  { assignment, signKey, choices }: ResultParts,
): Promise<SealedResult | undefined> {
  const made = resultFor(row, assignment, choices);
  if (!made) return undefined;
  const bytes = await packResult(made.result, signKey, made.returnKey);
  return { row, result: made.result, name: `${fileNamePart(row.learner)}.acrres`, bytes, code: toCode(bytes) };
}

/** Whether a result that was made still says what one made now would say, apart from the time. */
export function isCurrent(
  { result }: SealedResult,
  row: LearnerRow,
  assignment: Assignment,
  { maximum }: Pick<ResultChoices, "maximum">,
): boolean {
  const now = resultFor(row, assignment, { shows: result.shows, at: result.at, maximum });
  return now !== undefined && canonicalJson(now.result) === canonicalJson(result);
}

/** A learner for whom no result could be made, and why. */
export interface FailedResult {
  row: LearnerRow;
  message: string;
}

/**
 * Makes the results of all learners who can get one, and a zip of them. One that can't be made doesn't hold up the others.
 * `onProgress` gets how many are done.
 */
export async function makeResults(
  rows: readonly LearnerRow[],
  parts: ResultParts,
  onProgress: (done: number) => void,
): Promise<{ results: SealedResult[]; failed: FailedResult[]; zip: Uint8Array }> {
  const results: SealedResult[] = [];
  const failed: FailedResult[] = [];
  for (const [at, row] of rows.entries()) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- The page draws between two results.
      const result = await makeResult(row, parts);
      if (result) results.push(result);
    } catch (error) {
      failed.push({ row, message: errorText(error) });
    }
    onProgress(at + 1);
  }
  const files: Zippable = {};
  for (const { name, bytes } of results) {
    // Two ids can make the same name.
    const taken = (candidate: string) => Object.hasOwn(files, candidate);
    let free = name;
    for (let count = 2; taken(free); count++) free = name.replace(/\.acrres$/, ` (${count}).acrres`);
    files[free] = bytes;
  }
  // Sealed bytes don't get any smaller. The date is the earliest that a zip can hold: it tells nothing.
  return { results, failed, zip: zipSync(files, { level: 0, mtime: new Date(1980, 0, 1) }) };
}
