import * as v from "valibot";
import { canonicalJson } from "../assessment/canonical-json.ts";
import { id, text, time, whole } from "../assessment/field-schema.ts";
import type { PrivateKey } from "./keys.ts";
import { reject, succeed, type Outcome } from "./outcome.ts";
import { fromCode, toCode } from "./packing.ts";
import { isSigned, sign } from "./signing.ts";
import { openSealed, seal, type SealProblem } from "./sealing.ts";

export const resultVersion = 1;

const points = v.pipe(v.number(), v.minValue(0), v.maxValue(100_000));

/** What an instructor gives back for a submission. */
export const returnedResultSchema = v.looseObject({
  v: v.literal(resultVersion),
  submission: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)),
  assignment: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
  at: time,
  /** The mark that counts, after lateness and the instructor's own decision. */
  earned: points,
  maximum: whole(100_000),
  passed: v.boolean(),
  /** Why the mark isn't the sum of the points, in words; empty when it is. */
  remark: text(2000),
  /** The instructor's comment on the whole. */
  comment: text(5000),
  items: v.pipe(
    v.array(v.object({ itemId: id, earned: points, maximum: whole(1000), comment: v.optional(text(2000)) })),
    v.maxLength(1000),
  ),
  /** What the learner's app may show now. */
  shows: v.picklist(["score", "answers", "explanations"]),
});
export type ReturnedResult = v.InferOutput<typeof returnedResultSchema>;

const signedSchema = v.object({ signature: v.pipe(v.string(), v.maxLength(100)), result: v.string() });

/** Signs a result and seals it to the key that the submission carried. */
export async function packResult(result: ReturnedResult, signKey: PrivateKey, returnKey: string): Promise<Uint8Array> {
  const content = canonicalJson(v.parse(returnedResultSchema, result));
  const signed = JSON.stringify({ signature: toCode(await sign(content, signKey)), result: content });
  return seal("result", signed, { hash: result.assignment, to: returnKey });
}

export type ResultProblem = SealProblem | "invalid" | "badSignature";

/** Opens a result with the learner's key and checks that the instructor of the assignment signed it. */
export async function unpackResult(
  bytes: Uint8Array,
  key: PrivateKey,
  signKey: string,
): Promise<Outcome<ReturnedResult, ResultProblem>> {
  const opened = await openSealed("result", bytes, key);
  if (!opened.ok) return opened;
  const invalid = reject("invalid", "What was sealed isn’t a result. Ask your instructor for it again.");
  try {
    const signed = v.parse(signedSchema, JSON.parse(opened.value));
    if (!(await isSigned(signed.result, fromCode(signed.signature) ?? new Uint8Array(), signKey))) {
      return reject("badSignature", "This result wasn’t made by the instructor of the assignment.");
    }
    const checked = v.safeParse(returnedResultSchema, JSON.parse(signed.result));
    return checked.success ? succeed(checked.output) : invalid;
  } catch {
    return invalid;
  }
}
