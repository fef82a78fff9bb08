import * as v from "valibot";
import { ownItemId } from "./own-question.ts";
import { ownQuestionSchema } from "./own-question-schema.ts";
import { id, profile, text, time, whole } from "../assessment/field-schema.ts";

/** Version of the format. Earlier versions are read for as long as there are learners who have one. */
export const assignmentVersion = 1;

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const line = (limit: number) => v.pipe(text(limit), v.regex(/^[^\p{Cc}]*$/u, "line breaks aren't allowed here"));
/** An elliptic curve point on P-256 as base64url: 65 bytes, uncompressed. */
const publicKey = v.pipe(v.string(), v.regex(/^[\w-]{87}$/, "not a public key"));
const code128 = v.pipe(v.string(), v.regex(/^[\w-]{22}$/, "not 128 bits in base64url"));

/** An item in the version in which it is asked, so that an update of the app changes nothing. */
const pinned = v.object({
  id,
  version: v.pipe(whole(1_000_000), v.minValue(1)),
  /** The case study or series that it belongs to: its items stay together, in their order. */
  group: v.optional(id),
});
const pool = v.pipe(v.array(pinned), v.minLength(1), v.maxLength(600));

/** A part of an assignment: a pool of items, or a walkthrough. */
const part = v.variant("kind", [
  v.object({
    kind: v.literal("items"),
    /** What the part is about, in words for the learner; empty when nothing has to be said. */
    title: line(200),
    from: pool,
    /** How many of them each learner gets; all of them when absent. */
    draw: v.optional(v.pipe(whole(600), v.minValue(1))),
    /** Whether everyone gets the same ones; else each learner's are drawn. */
    same: v.boolean(),
  }),
  v.object({ kind: v.literal("walkthrough"), id, title: line(200), points: v.pipe(whole(100), v.minValue(1)) }),
]);

const late = v.object({
  /** Seconds after the due date that still count as on time. */
  graceSeconds: whole(604_800),
  /** Share of the marks that is taken away for each day begun, or once. */
  penalty: share,
  per: v.picklist(["day", "once"]),
  /** The largest share that is taken away. */
  most: share,
  /** From when on nothing is accepted; absent when late work is always accepted. */
  closesAt: v.optional(time),
});

export const assignmentSchema = v.pipe(
  v.looseObject({
    v: v.literal(assignmentVersion),
    id: code128,
    title: v.pipe(line(200), v.minLength(1)),
    course: line(200),
    instructor: line(200),
    /** What learners read before they begin: plain text. */
    instructions: text(5000),
    profile,
    keys: v.object({ sign: publicKey, seal: publicKey }),
    parts: v.pipe(v.array(part), v.minLength(1), v.maxLength(60)),
    /** Questions that the instructor wrote; those that are asked are in the parts as well, as `own/ID` with their revision. */
    own: v.optional(v.pipe(v.array(ownQuestionSchema), v.maxLength(200))),
    seed: code128,
    shuffle: v.object({ items: v.boolean(), options: v.boolean() }),
    /** Seconds allowed; null for no limit. */
    seconds: v.nullable(v.pipe(whole(86_400), v.minValue(30))),
    opensAt: v.optional(time),
    /** The first moment that is late. */
    dueAt: v.optional(time),
    /** The time zone in which the instructor gave the dates, as IANA names it. */
    zone: v.pipe(v.string(), v.maxLength(64), v.regex(/^[A-Za-z][\w+\-/]*$/, "not a time zone")),
    late,
    /** How many attempts count; null for any number. */
    attempts: v.nullable(v.pipe(whole(100), v.minValue(1))),
    /** Seconds from one attempt's end to the next one's start. */
    pauseSeconds: whole(2_592_000),
    /** Whether each attempt gets a new draw. */
    redraw: v.boolean(),
    keep: v.picklist(["highest", "latest", "first", "average"]),
    passMark: share,
    /** What the learner sees of the result on the device, and from when on. */
    feedback: v.object({
      shows: v.picklist(["score", "answers", "explanations"]),
      when: v.picklist(["submitted", "due", "never"]),
    }),
    navigation: v.picklist(["free", "linear"]),
    /** Whether notes, the chapter and the sandbox may be used; told to the learner, since nothing can enforce it. */
    openBook: v.boolean(),
    strict: v.boolean(),
    /** What learners identify themselves with, such as "Email address", and whether they give their name too. */
    identity: v.object({ label: v.pipe(line(80), v.minLength(1)), asksName: v.boolean() }),
  }),
  v.check(({ opensAt, dueAt }) => !(opensAt && dueAt) || opensAt < dueAt, "it's due before it opens"),
  v.check(({ dueAt, late }) => !(dueAt && late.closesAt) || late.closesAt >= dueAt, "it closes before it's due"),
  v.check(({ parts, own = [] }) => {
    const carried = new Set(own.map((question) => `${ownItemId(question.id)}@${question.revision}`));
    const asked = parts.flatMap((entry) => (entry.kind === "items" ? entry.from : []));
    return asked.every((item) => !item.id.startsWith(ownItemId("")) || carried.has(`${item.id}@${item.version}`));
  }, "a question of the instructor is asked but isn't in it"),
  v.check(
    ({ parts }) => parts.every((entry) => entry.kind !== "items" || (entry.draw ?? 1) <= entry.from.length),
    "a part asks for more questions than it has",
  ),
  v.check(
    ({ parts }) =>
      parts.every((entry) => entry.kind !== "items" || !entry.draw || entry.from.every(({ group }) => !group)),
    "questions of a case study or a series can't be drawn one by one",
  ),
  v.check(({ parts }) => {
    const all = parts.flatMap((entry) => (entry.kind === "items" ? entry.from : []));
    return new Set(all.map((entry) => entry.id)).size === all.length;
  }, "a question is in two parts"),
);

/** What an instructor gives out: what is asked, under which rules, and who may read the answers. */
export type Assignment = v.InferOutput<typeof assignmentSchema>;
export type AssignmentPart = Assignment["parts"][number];
export type PinnedItem = v.InferOutput<typeof pinned>;
export type KeepRule = Assignment["keep"];
