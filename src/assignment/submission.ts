import * as v from "valibot";
import { canonicalJson } from "../assessment/canonical-json.ts";
import { id, ids, profile, text, time, whole } from "../assessment/field-schema.ts";
import { responseSchema } from "../assessment/item-schema.ts";
import { isLearnerKey, learnerKey } from "./identity.ts";
import { importPublic, type PrivateKey } from "./keys.ts";
import { reject, succeed, type Outcome } from "./outcome.ts";
import { fromCode } from "./packing.ts";
import { openSealed, seal, type SealProblem } from "./sealing.ts";

/** Version of the format. Earlier versions are read for as long as gradebooks may get them. */
export const submissionVersion = 1;

const learner = v.object({
  /** What the learner entered as the identity that the assignment asks for. */
  id: v.pipe(text(300), v.minLength(1)),
  name: v.optional(text(300)),
});

/** A stretch of time during which something held, such as the page being hidden. */
const span = v.object({ from: time, to: time });

const answer = v.object({
  itemId: id,
  version: whole(1_000_000),
  profile,
  order: ids,
  /** Absent when the question was left blank. */
  response: v.optional(responseSchema),
  seconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000))),
  answeredAt: v.optional(time),
});

/** What was done in a walkthrough: the payload of the link to its environment, which is repeated to see its effect. */
const transcript = v.object({ walkthrough: id, way: v.pipe(v.string(), v.maxLength(6000), v.regex(/^[\w-]*$/)) });

export const submissionSchema = v.looseObject({
  v: v.literal(submissionVersion),
  /** 128 bits, made by the learner's device; submitting it again changes nothing. */
  id: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)),
  /** Hash of the assignment. */
  assignment: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)),
  learner,
  attempt: v.pipe(whole(1000), v.minValue(1)),
  startedAt: time,
  submittedAt: time,
  /** Seconds from start to end by a clock that can't be set, as far as the page was open. */
  elapsed: v.pipe(v.number(), v.minValue(0), v.maxValue(10_000_000)),
  hidden: v.pipe(v.array(span), v.maxLength(500)),
  offline: v.pipe(v.array(span), v.maxLength(500)),
  answers: v.pipe(v.array(answer), v.maxLength(1000)),
  transcripts: v.pipe(v.array(transcript), v.maxLength(60)),
  /** Points by the learner's device. They are compared, never believed. */
  claimed: v.object({ earned: whole(100_000), maximum: whole(100_000) }),
  /** Where a returned result is sealed to. */
  returnKey: v.pipe(v.string(), v.regex(/^[\w-]{87}$/)),
  /** A random name of the device: equal for submissions from one browser profile. */
  device: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)),
  /** Version of the app. */
  app: text(40),
  /** The personal code with which the learner got other terms. */
  terms: v.optional(text(2000)),
});

/** What a learner submits. */
export type Submission = v.InferOutput<typeof submissionSchema>;
export type SubmittedAnswer = Submission["answers"][number];

export const submissionText = (submission: Submission): string => canonicalJson(submission);

/** Seals a submission to the instructor of its assignment. */
export const sealSubmission = (submission: Submission, sealKey: string): Promise<Uint8Array> =>
  seal("submission", submissionText(v.parse(submissionSchema, submission)), {
    hash: submission.assignment,
    to: sealKey,
  });

export type SubmissionProblem = SealProblem | "invalid";

/** Opens a sealed submission and checks its shape. */
export async function openSubmission(
  bytes: Uint8Array,
  key: PrivateKey,
): Promise<Outcome<Submission, SubmissionProblem>> {
  const opened = await openSealed("submission", bytes, key);
  if (!opened.ok) return opened;
  let data: unknown;
  try {
    data = JSON.parse(opened.value);
  } catch {
    return reject("invalid", "The sealed content isn’t a submission. Ask the learner for the file that Drydock saved.");
  }
  const version = v.safeParse(v.object({ v: v.number() }), data);
  if (version.success && version.output.v > submissionVersion) {
    return reject(
      "newerVersion",
      `This submission has format ${version.output.v}. Update Drydock, then open it again.`,
    );
  }
  const checked = v.safeParse(submissionSchema, data);
  if (!checked.success) {
    const [issue] = checked.issues;
    return reject(
      "invalid",
      `The sealed content isn’t a complete submission (${v.getDotPath(issue) ?? ""} ${issue.message}). Ask the learner for the file that Drydock saved.`,
    );
  }
  const unusable = await unusablePart(checked.output);
  return unusable === undefined
    ? succeed(checked.output)
    : reject("invalid", `What was sealed can’t be used: ${unusable}. Drydock doesn’t make such submissions.`);
}

/** The last year that texts can show; no clock is that wrong. */
const latestTime = Date.UTC(9999, 0);

/** Returns what of a submission would break later work on it, although its shape is right; undefined when nothing would. */
async function unusablePart(submission: Submission): Promise<string | undefined> {
  const { learner: who, startedAt, submittedAt, answers, hidden, offline, returnKey } = submission;
  if (!isLearnerKey(learnerKey(who.id))) return "nothing can be stored under its learner’s ID";
  const times = [
    startedAt,
    submittedAt,
    ...answers.map(({ answeredAt = 0 }) => answeredAt),
    ...[...hidden, ...offline].flatMap(({ from, to }) => [from, to]),
  ];
  if (times.some((at) => at > latestTime)) return "no clock shows the times in it";
  try {
    await importPublic(Uint8Array.from(fromCode(returnKey) ?? []), "seal");
  } catch {
    return "its key for the result isn’t one";
  }
  return undefined;
}

/** What a learner keeps to show what was submitted; the time is the device's. */
export interface Receipt {
  submissionId: string;
  /** Sha-256 of the sealed file, in hexadecimal. */
  digest: string;
  at: number;
}
