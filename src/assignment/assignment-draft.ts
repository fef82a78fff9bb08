import * as v from "valibot";
import { id, ids, profile, text, whole } from "../assessment/field-schema.ts";
import { assignmentSchema } from "./assignment.ts";

const count = v.pipe(whole(600), v.minValue(1));
const { shuffle, keep, passMark, feedback, navigation, identity, attempts } = assignmentSchema.pipe[0].entries;
/** A date and time of day as `2026-12-01T23:59`, in the draft's zone; empty for none. */
const wallTime = v.pipe(v.string(), v.regex(/^(?:\d{4}-\d{2}-\d{2}T\d{2}:\d{2})?$/));

/** What the builder's questions come from. Pools are pinned when the assignment is issued. */
const draftPart = v.variant("kind", [
  /** Questions chosen one by one, own ones included; each learner gets all of them, or so many. */
  v.object({
    kind: v.literal("items"),
    ids: v.pipe(v.array(id), v.maxLength(600)),
    count: v.optional(count),
    same: v.optional(v.boolean()),
  }),
  /** So many questions of each objective. */
  v.object({ kind: v.literal("blueprint"), counts: v.record(text(100), count), same: v.boolean() }),
  /** So many questions that offer one of these wrong ideas. */
  v.object({ kind: v.literal("misconceptions"), codes: v.pipe(ids, v.maxLength(60)), count, same: v.boolean() }),
  /** So many variants of a question family: the same for everyone, or different ones for each learner. */
  v.object({ kind: v.literal("family"), family: id, count, same: v.boolean() }),
  v.object({ kind: v.literal("walkthrough"), id, points: v.pipe(whole(100), v.minValue(1)) }),
]);

/** An assignment that is being written, as the form has it. Fields may be empty until it is issued. */
export const assignmentDraftSchema = v.object({
  v: v.literal(1),
  title: text(200),
  course: text(200),
  instructor: text(200),
  instructions: text(5000),
  profile,
  parts: v.pipe(v.array(draftPart), v.maxLength(60)),
  shuffle,
  minutes: v.nullable(v.pipe(whole(1440), v.minValue(1))),
  opens: wallTime,
  due: wallTime,
  closes: wallTime,
  zone: text(64),
  graceMinutes: whole(10_080),
  /** Percent that lateness takes away for each day begun, or once. */
  penaltyPercent: whole(100),
  penaltyPer: v.picklist(["day", "once"]),
  mostPenaltyPercent: whole(100),
  attempts,
  pauseMinutes: whole(43_200),
  redraw: v.boolean(),
  keep,
  passMark,
  feedback,
  navigation,
  openBook: v.boolean(),
  strict: v.boolean(),
  identity,
});

export type AssignmentDraft = v.InferOutput<typeof assignmentDraftSchema>;
export type DraftPart = AssignmentDraft["parts"][number];

/** Returns the draft that the builder starts with. */
export const emptyDraft = (zone: string): AssignmentDraft => ({
  v: 1,
  title: "",
  course: "",
  instructor: "",
  instructions: "",
  profile: "chapter",
  parts: [],
  shuffle: { items: true, options: true },
  minutes: 30,
  opens: "",
  due: "",
  closes: "",
  zone,
  graceMinutes: 0,
  penaltyPercent: 0,
  penaltyPer: "day",
  mostPenaltyPercent: 100,
  attempts: 1,
  pauseMinutes: 0,
  redraw: true,
  keep: "highest",
  passMark: 0.6,
  feedback: { shows: "explanations", when: "due" },
  navigation: "free",
  openBook: true,
  strict: false,
  identity: { label: "Email address", asksName: true },
});
