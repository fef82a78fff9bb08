import * as v from "valibot";
import { itemTypes } from "../assessment/item.ts";
import { id, ids, points, profile, text, time, whole } from "../assessment/field-schema.ts";
import { responseSchema, scoredItemSchema } from "../assessment/item-schema.ts";
import { textLimits } from "./text-limits.ts";

/**
 * What a row of each table may hold. Writes and backup files pass the same schemas, so that
 * whatever was stored can also be restored. Fields they do not name are left out.
 */

const itemLimit = 1000;
const types = v.picklist(itemTypes);
const confidence = v.optional(v.picklist(["guess", "think", "certain"]));
const itemScores = v.pipe(v.array(v.object({ itemId: id, earned: points, maximum: points })), v.maxLength(itemLimit));

export const scoresSchema = itemScores;
export const positionSchema = whole(itemLimit);
export const timeSchema = time;

/** A sitting of an exam; see assessment/exam-run.ts. The longest assignment takes a day, at five times its time and a day more. */
export const examRunSchema = v.object({
  form: id,
  seconds: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(518_400))),
  factor: v.pipe(v.number(), v.minValue(1), v.maxValue(5)),
  linear: v.optional(v.boolean()),
  breaks: v.boolean(),
  asksConfidence: v.boolean(),
  closedSections: whole(itemLimit),
  locked: v.pipe(v.array(id), v.maxLength(itemLimit)),
  breakSince: v.optional(time),
});

const textSpan = v.object({ start: whole(100_000), end: whole(100_000) });

const attemptItem = { itemId: id, version: whole(1_000_000), profile, order: ids };
/** A question as it was drawn. */
const attemptItemSchema = v.object(attemptItem);
export const attemptItemsSchema = v.pipe(
  v.array(v.object({ ...attemptItem, returnFor: v.optional(id) })),
  v.maxLength(itemLimit),
);

/** What the learner chose to practice; see assessment/practice.ts. */
const practiceRunSchema = v.object({
  source: v.variant("kind", [
    v.object({ kind: v.picklist(["mixed", "due", "missed", "new"]) }),
    v.object({ kind: v.picklist(["objective", "section", "misconception"]), id }),
  ]),
  types: v.pipe(v.array(types), v.maxLength(20)),
  difficulty: v.picklist(["any", "easy", "medium", "hard"]),
  length: v.union([v.literal("endless"), v.pipe(whole(itemLimit), v.minValue(1))]),
  widened: v.optional(
    v.object({ fitting: whole(itemLimit), dropped: v.array(v.picklist(["difficulty", "types", "source"])) }),
  ),
});

const released = v.picklist(["score", "answers", "explanations"]);

export const attemptSchema = v.object({
  id,
  assessmentId: id,
  title: text(1000),
  profile,
  feedback: v.picklist(["each", "end"]),
  strict: v.boolean(),
  items: attemptItemsSchema,
  position: positionSchema,
  passMark: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  startedAt: time,
  submittedAt: v.optional(time),
  scores: v.optional(itemScores),
  madeItems: v.optional(v.pipe(v.array(scoredItemSchema), v.maxLength(itemLimit))),
  exam: v.optional(examRunSchema),
  practice: v.optional(practiceRunSchema),
  assigned: v.optional(
    v.object({
      hash: id,
      number: whole(1000),
      feedback: v.object({ shows: released, from: v.optional(time) }),
      closesAt: v.optional(time),
      released: v.optional(released),
    }),
  ),
});

export const storedResponseSchema = v.object({
  attemptId: id,
  itemId: id,
  response: responseSchema,
  confidence,
  hinted: v.optional(v.boolean()),
  flagged: v.optional(v.boolean()),
  struck: v.optional(v.pipe(v.array(id), v.maxLength(100))),
  note: v.optional(text(textLimits.note)),
  highlights: v.optional(v.pipe(v.array(textSpan), v.maxLength(500))),
  /** At most a week: longer than any exam, and a clock that was set wrong is no measurement. */
  seconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(604_800))),
  checkedAt: v.optional(time),
  secondTry: v.optional(v.object({ response: responseSchema, checkedAt: v.optional(time) })),
  revealedAt: v.optional(time),
  answeredAt: time,
});

export const readingPositionSchema = v.object({
  sectionId: id,
  block: text(300),
  heading: text(1000),
  at: time,
  endAt: v.optional(time),
});

export const sectionMarkSchema = v.object({ sectionId: id, doneAt: time });

const newCheck = {
  itemId: id,
  version: v.optional(whole(1_000_000)),
  sectionId: id,
  profile,
  response: responseSchema,
  earned: points,
  maximum: points,
  confidence,
  hinted: v.optional(v.boolean()),
  at: time,
};
/** A check as the screen hands it over. */
export const newCheckSchema = v.object(newCheck);
export const checkAnswerSchema = v.object({
  ...newCheck,
  first: v.object({ earned: points, maximum: points, at: time }),
});

export const textMarkSchema = v.object({
  id,
  sectionId: id,
  block: text(300),
  heading: v.optional(text(300)),
  exact: text(textLimits.passage),
  prefix: text(2000),
  suffix: text(2000),
  note: text(textLimits.note),
  createdAt: time,
  changedAt: time,
});

export const revealMarkSchema = v.object({ itemId: id, mark: v.picklist(["missed", "partly", "got"]), at: time });

export const itemReportSchema = v.object({
  id,
  itemId: id,
  version: whole(1_000_000),
  profile,
  response: v.optional(responseSchema),
  text: text(textLimits.report),
  at: time,
});

const levels = v.picklist(["remember", "understand", "apply", "analyse", "evaluate"]);

export const logEntrySchema = v.object({
  id,
  cardId: id,
  source: v.picklist(["practice", "exam", "check", "review", "reveal", "lab"]),
  rating: v.picklist(["again", "hard", "good", "easy"]),
  share: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  at: time,
  itemId: v.optional(id),
  version: v.optional(whole(1_000_000)),
  type: v.optional(types),
  bloom: v.optional(levels),
  objective: v.optional(text(100)),
  profile: v.optional(profile),
  confidence,
  hinted: v.optional(v.boolean()),
  seconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000))),
  misconceptions: v.optional(ids),
  refuted: v.optional(ids),
  undoneAt: v.optional(time),
});

export const cardMarkSchema = v.object({ cardId: id, isSuspended: v.boolean(), changedAt: time });

export const reviewRowSchema = v.object({
  id,
  cardId: id,
  item: v.optional(attemptItemSchema),
  reason: v.picklist(["due", "new", "lookAhead"]),
  due: v.optional(time),
  lastAt: v.optional(time),
  recall: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  startedAt: time,
  response: v.optional(responseSchema),
  confidence,
  hinted: v.optional(v.boolean()),
  gradedAt: v.optional(time),
});
export const reviewChangeSchema = v.pick(reviewRowSchema, ["response", "confidence", "hinted"]);

const studyRow = <K extends string, S extends v.GenericSchema>(key: K, value: S) =>
  v.object({ key: v.literal(key), value, changedAt: time });
export const studyRowSchema = v.variant("key", [
  studyRow(
    "weights",
    v.object({ weights: v.pipe(v.array(v.pipe(v.number(), v.finite())), v.length(21)), reviews: whole(10_000_000) }),
  ),
  studyRow("dailyCap", v.pipe(whole(1000), v.minValue(1))),
  studyRow("catchUp", v.object({ startedAt: time, days: v.pipe(whole(365), v.minValue(1)) })),
  studyRow("weeklyGoal", whole(10_080)),
  studyRow("device", id),
  studyRow("logFrom", whole(1000)),
]);

export const activityRowSchema = v.object({
  day: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/)),
  device: id,
  seconds: v.pipe(v.number(), v.minValue(0), v.maxValue(100_000)),
});

export const settingsSchema = v.object({
  profile,
  profileChosen: v.boolean(),
  theme: v.picklist(["system", "light", "dark"]),
  contrast: v.picklist(["normal", "more"]),
  textSize: v.picklist(["small", "medium", "large", "larger"]),
  density: v.picklist(["comfortable", "compact"]),
  motion: v.picklist(["system", "reduced"]),
  singleKeys: v.boolean(),
  examDate: v.pipe(v.string(), v.regex(/^(?:\d{4}-\d{2}-\d{2})?$/)),
  dismissed: v.pipe(v.array(text(300)), v.maxLength(1000)),
});
