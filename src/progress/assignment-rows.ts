import * as v from "valibot";
import { id, text, time } from "../assessment/field-schema.ts";
import { accommodationSchema } from "../assignment/accommodation.ts";
import { assignmentSchema } from "../assignment/assignment.ts";
import { assignmentDraftSchema } from "../assignment/assignment-draft.ts";
import { instructorKeysSchema, privateKeySchema } from "../assignment/keys.ts";
import { ownQuestionSchema } from "../assignment/own-question-schema.ts";
import { returnedResultSchema } from "../assignment/returned-result.ts";
import { submissionSchema } from "../assignment/submission.ts";

const hash = v.pipe(v.string(), v.regex(/^[\w-]{43}$/));
/** A link's payload or a sealed file as text. */
const code = (limit: number) => v.pipe(v.string(), v.maxLength(limit), v.regex(/^[\w-]*$/));

/** The keys of an instructor; the newest signs, all of them open submissions. They stay out of backups without a passphrase. */
export const keyRowSchema = v.object({
  /** The public half of the key that signs. */
  id,
  keys: instructorKeysSchema,
  createdAt: time,
  /** When a backup of them was saved; nothing is issued before. */
  backedUpAt: v.optional(time),
});
export type KeyRow = v.InferOutput<typeof keyRowSchema>;

/** An assignment of this instructor: its draft, and what was issued. What was issued never changes. */
export const assignmentRowSchema = v.object({
  id,
  draft: assignmentDraftSchema,
  issued: v.optional(v.object({ hash, payload: code(1_400_000), assignment: assignmentSchema, at: time })),
  createdAt: time,
  changedAt: time,
});
export type AssignmentRow = v.InferOutput<typeof assignmentRowSchema>;

/** A question that this instructor wrote; the id is the question's. */
export const ownQuestionRowSchema = v.object({ id, question: ownQuestionSchema, changedAt: time });
export type OwnQuestionRow = v.InferOutput<typeof ownQuestionRowSchema>;

/** What the instructor decided about a learner. Of each fact the later decision counts when gradebooks are merged. */
export const learnerDecisionSchema = v.object({
  /** The learner's id as the instructor writes it. */
  learner: v.pipe(text(300), v.minLength(1)),
  name: v.optional(text(300)),
  accommodation: v.optional(accommodationSchema),
  /** Not counted, and not missing. */
  excused: v.optional(v.boolean()),
  /** The mark that replaces the computed one, in points. */
  mark: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(100_000))),
  comment: v.optional(text(5000)),
  /** When the instructor's LMS received submissions, by their ids: lateness is judged by that. */
  received: v.optional(v.record(id, time)),
  /** When a result was last made for the learner. */
  returnedAt: v.optional(time),
  changedAt: time,
  /** When each fact was decided; absent in rows of before facts had times of their own. See `Decision`. */
  times: v.optional(v.record(id, time)),
});
export type LearnerDecision = v.InferOutput<typeof learnerDecisionSchema>;

/** The gradebook of an issued assignment, without its submissions. */
export const gradebookRowSchema = v.object({
  hash,
  /** The roster as the LMS exported it, so that the same file can be handed back. */
  roster: v.optional(v.object({ name: text(300), content: text(5_000_000), importedAt: time })),
  /** By the learner's id in the form in which ids are compared. */
  decisions: v.record(id, learnerDecisionSchema),
  changedAt: time,
});
export type GradebookRow = v.InferOutput<typeof gradebookRowSchema>;

/** A submission that was opened. */
export const submissionRowSchema = v.object({
  hash,
  id,
  submission: submissionSchema,
  /** The sealed bytes, as proof of what was received. */
  sealed: code(1_400_000),
  /** Name of the file it came in; empty for a pasted code. */
  source: text(1000),
  /** When it reached an LMS, if a file said so. */
  receivedAt: v.optional(time),
  addedAt: time,
});
export type SubmissionRow = v.InferOutput<typeof submissionRowSchema>;

/** Who takes an assignment, as entered. */
const learner = v.object({ id: v.pipe(text(300), v.minLength(1)), name: v.optional(text(300)) });
/** The personal code of a link, and the terms that it gives. */
const terms = v.object({ code: code(4000), accommodation: accommodationSchema });

const sitting = v.object({
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  attemptId: id,
  /** Whose attempt it is, and the personal code that it began with: the row's can be others by the time it's submitted. */
  learner: v.optional(learner),
  terms: v.optional(terms),
  submissionId: v.pipe(v.string(), v.regex(/^[\w-]{22}$/)),
  /** Opens the result that is given back. */
  returnKey: privateKeySchema,
  /** Stretches of time in which the page was hidden, or the device offline. */
  hidden: v.pipe(v.array(v.object({ from: time, to: time })), v.maxLength(500)),
  offline: v.pipe(v.array(v.object({ from: time, to: time })), v.maxLength(500)),
  /** Seconds by a clock that can't be set, as far as the page was open. */
  elapsed: v.pipe(v.number(), v.minValue(0)),
  /** When the page was last open during the attempt; from then until it is opened again counts as hidden. */
  seenAt: v.optional(time),
  /** The sealed submission; present once it was made. */
  sealed: v.optional(code(1_400_000)),
  sealedAt: v.optional(time),
  result: v.optional(returnedResultSchema),
});

/** An assignment that the learner opened. */
export const assignedRowSchema = v.object({
  hash,
  payload: code(1_400_000),
  assignment: assignmentSchema,
  openedAt: time,
  /** What the learner entered last; absent until the first attempt begins. */
  learner: v.optional(learner),
  /** The personal link that was opened last: the next attempt begins with it. */
  terms: v.optional(terms),
  sittings: v.pipe(v.array(sitting), v.maxLength(1000)),
  changedAt: time,
});
export type AssignedRow = v.InferOutput<typeof assignedRowSchema>;
export type Sitting = AssignedRow["sittings"][number];
