import * as v from "valibot";
import { assignmentSchema, assignmentVersion, type Assignment } from "./assignment.ts";
import { assignmentText } from "./identity.ts";
import type { PrivateKey } from "./keys.ts";
import { reject, succeed, type Outcome } from "./outcome.ts";
import { fromCode, packText, toCode, unpackText } from "./packing.ts";
import { isSigned, sign, signatureBytes } from "./signing.ts";

/** Bytes that the text of an assignment may have. */
const textLimit = 1_000_000;
/** Characters of a link that email programs and chats don't cut. */
export const linkLimit = 6000;
/** Characters that a QR code of a size which cameras read can hold. */
export const qrLimit = 1200;

/** Signs an assignment and packs it: 64 bytes of ECDSA signature, then the compressed text, as base64url. */
export async function packAssignment(assignment: Assignment, key: PrivateKey): Promise<string> {
  const text = assignmentText(v.parse(assignmentSchema, assignment));
  return toCode(Uint8Array.from([...(await sign(text, key)), ...packText(text)]));
}

export type AssignmentProblem = "damaged" | "newerVersion" | "invalid" | "badSignature";

const damaged = reject(
  "damaged",
  "This assignment is cut off or was changed on its way. Copy the whole link again, or ask your instructor for the file.",
);

/**
 * Reads an assignment and checks its signature. That proves that whoever made it signed exactly this; who that is, the
 * fingerprint words tell.
 */
export async function unpackAssignment(payload: string): Promise<Outcome<Assignment, AssignmentProblem>> {
  const bytes = payload.length > textLimit ? undefined : fromCode(payload);
  const text = bytes && unpackText(bytes.subarray(signatureBytes), textLimit);
  if (!bytes || text === undefined) return damaged;
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return damaged;
  }
  const version = v.safeParse(v.object({ v: v.number() }), data);
  if (version.success && version.output.v > assignmentVersion) {
    return reject(
      "newerVersion",
      `This assignment was made with a newer version of Drydock (format ${version.output.v}). Update Drydock, then open it again.`,
    );
  }
  const checked = v.safeParse(assignmentSchema, data);
  if (!checked.success) {
    const [issue] = checked.issues;
    const place = v.getDotPath(issue);
    return reject(
      "invalid",
      `This isn’t a complete assignment: ${place ? `${place}: ` : ""}${issue.message}. Ask your instructor for it again.`,
    );
  }
  const assignment = checked.output;
  if (!(await isSigned(text, bytes.subarray(0, signatureBytes), assignment.keys.sign))) {
    return reject(
      "badSignature",
      "This assignment was changed after it was signed, so it can’t be trusted. Ask your instructor for it again.",
    );
  }
  return succeed(assignment);
}
