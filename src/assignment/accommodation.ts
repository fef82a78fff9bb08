import * as v from "valibot";
import { canonicalJson } from "../assessment/canonical-json.ts";
import { time, whole } from "../assessment/field-schema.ts";
import type { Assignment } from "./assignment.ts";
import { hashText, learnerKey } from "./identity.ts";
import type { PrivateKey } from "./keys.ts";
import { reject, succeed, type Outcome } from "./outcome.ts";
import { fromCode, packText, toCode, unpackText } from "./packing.ts";
import { isSigned, sign, signatureBytes } from "./signing.ts";

/** Other terms for one learner. Why isn't recorded anywhere. */
export const accommodationSchema = v.object({
  /** By how much the time is multiplied; null for no time limit. */
  factor: v.optional(v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(5)))),
  extraMinutes: v.optional(whole(1440)),
  opensAt: v.optional(time),
  dueAt: v.optional(time),
  closesAt: v.optional(time),
  extraAttempts: v.optional(whole(100)),
  /** The questions can be answered in any order although the assignment is linear. */
  freeNavigation: v.optional(v.boolean()),
  /** Breaks are allowed. The clock keeps running in them. */
  breaks: v.optional(v.boolean()),
});
export type Accommodation = v.InferOutput<typeof accommodationSchema>;

/** The rules of an assignment that can differ for a learner. */
export type Terms = Pick<Assignment, "seconds" | "opensAt" | "dueAt" | "attempts" | "navigation" | "late"> & {
  breaks: boolean;
};

/** Returns the terms of an assignment for a learner: a date of their own replaces the class's, earlier or later. */
export function termsFor(assignment: Assignment, accommodation: Accommodation = {}): Terms {
  const { seconds, opensAt, dueAt, attempts, navigation, late } = assignment;
  const { factor, extraMinutes = 0, extraAttempts = 0 } = accommodation;
  const due = accommodation.dueAt ?? dueAt;
  const closes = closesAtFor(assignment, accommodation);
  const opens = accommodation.opensAt ?? opensAt;
  return {
    seconds: seconds === null || factor === null ? null : Math.round(seconds * (factor ?? 1)) + extraMinutes * 60,
    ...(opens !== undefined && { opensAt: opens }),
    ...(due !== undefined && { dueAt: due }),
    attempts: attempts === null ? null : attempts + extraAttempts,
    navigation: accommodation.freeNavigation ? "free" : navigation,
    late: closes === undefined ? late : { ...late, closesAt: closes },
    breaks: accommodation.breaks ?? false,
  };
}

/**
 * Returns until when work is accepted from a learner. A due date of their own moves the class's end with it, so that as many days
 * are left for late work, and never to before the end of the grace.
 */
function closesAtFor({ dueAt, late }: Assignment, own: Accommodation): number | undefined {
  const due = own.dueAt ?? dueAt;
  if (own.closesAt !== undefined) return Math.max(own.closesAt, due ?? own.closesAt);
  if (late.closesAt === undefined || own.dueAt === undefined) return late.closesAt;
  const moved = late.closesAt + (own.dueAt - (dueAt ?? own.dueAt));
  return Math.max(moved, own.dueAt + late.graceSeconds * 1000);
}

/** A personal code: whose terms they are is a hash of each identity, so that the code tells nobody. */
const codeSchema = v.object({
  v: v.literal(1),
  assignment: v.string(),
  learner: v.string(),
  /** Further identities of the learner; absent in codes that were made for one. */
  others: v.optional(v.array(v.string()), []),
  terms: accommodationSchema,
});
/** Identities in a code; more would make a link that is too long. */
const mostIdentities = 8;

const learnerHash = (hash: string, learner: string): string => hashText(`${hash}\0${learnerKey(learner)}`);
const codeLimit = 4000;

/**
 * Signs other terms for one learner of an assignment, as a code that is added to the link. It works for each of the identities
 * by which the learner is known, since the assignment may ask for any of them.
 */
export async function packTerms(
  hash: string,
  learner: string | readonly string[],
  terms: Accommodation,
  key: PrivateKey,
): Promise<string> {
  const [first = "", ...others] = new Set([learner].flat().map((identity) => learnerHash(hash, identity)));
  const text = canonicalJson({
    v: 1,
    assignment: hash,
    learner: first,
    ...(others.length > 0 && { others: others.slice(0, mostIdentities - 1) }),
    terms,
  });
  return toCode(Uint8Array.from([...(await sign(text, key)), ...packText(text)]));
}

export type TermsProblem = "invalid" | "otherAssignment" | "otherLearner";

/** Reads a personal code for the learner who entered this identity. */
export async function unpackTerms(
  code: string,
  { hash, learner, signKey }: { hash: string; learner: string; signKey: string },
): Promise<Outcome<Accommodation, TermsProblem>> {
  const invalid = reject(
    "invalid",
    "This personal link is damaged. Ask your instructor for it again, or use the class link.",
  );
  const bytes = code.length > codeLimit ? undefined : fromCode(code);
  const text = bytes && unpackText(bytes.subarray(signatureBytes), 10_000);
  if (!bytes || text === undefined) return invalid;
  if (!(await isSigned(text, bytes.subarray(0, signatureBytes), signKey))) return invalid;
  // The signature says that this app wrote it, so its text is JSON.
  const checked = v.safeParse(codeSchema, JSON.parse(text));
  if (!checked.success) return invalid;
  if (checked.output.assignment !== hash) {
    return reject("otherAssignment", "This personal link belongs to another assignment.");
  }
  if (![checked.output.learner, ...checked.output.others].includes(learnerHash(hash, learner))) {
    return reject(
      "otherLearner",
      "This personal link was made for someone else. Enter the identity that your instructor knows.",
    );
  }
  return succeed(checked.output.terms);
}
