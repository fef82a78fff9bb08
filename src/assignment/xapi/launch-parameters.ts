import * as v from "valibot";
import { assignmentSchema, type Assignment } from "../assignment.ts";
import { assignmentText } from "../identity.ts";
import { reject, succeed, type Outcome } from "../outcome.ts";
import { fromCode, packText, toCode, unpackText } from "../packing.ts";

/** Bytes that the text of an assignment may have. */
const textLimit = 1_000_000;

/**
 * Packs an assignment as the launch parameters of a cmi5 course: the compressed text as base64url, which XML doesn't change. It isn't
 * signed, because learners get it from their LMS, and whoever can change the course there can sign as well.
 */
export const packLaunchParameters = (assignment: Assignment): string => toCode(packText(assignmentText(assignment)));

/** Reads what `packLaunchParameters` wrote. */
export function readLaunchParameters(parameters: string): Outcome<Assignment, "damaged"> {
  const damaged = reject(
    "damaged",
    "The LMS didn’t pass on a usable assignment. Ask your instructor to import the course into the LMS again.",
  );
  const bytes = parameters.length > textLimit ? undefined : fromCode(parameters);
  const text = bytes && unpackText(bytes, textLimit);
  if (text === undefined) return damaged;
  try {
    const read = v.safeParse(assignmentSchema, JSON.parse(text));
    return read.success ? succeed(read.output) : damaged;
  } catch {
    return damaged;
  }
}
