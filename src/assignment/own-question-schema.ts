import * as v from "valibot";
import { inconsistencies } from "./own-question-checks.ts";

/**
 * Longest texts of an own question, in characters, and most members of a list. HTML of the longest text stays below the
 * 50,000 characters that a stored item allows: escaping makes a text at most six times as long.
 */
export const ownLimits = { stem: 8000, text: 2000, rationale: 4000, name: 200, list: 30, columns: 8 };

/** Characters that XML and JSON files can't hold: control characters but tab and line break, and halves of a pair. */
const unprintable = /[^\P{Cc}\t\n]|\p{Cs}|[\uFFFE\uFFFF]/u;

const anyText = (limit: number) =>
  v.pipe(
    v.string("has to be text"),
    v.transform((value) => value.replaceAll(/\r\n?/g, "\n")),
    v.maxLength(limit, `is longer than ${limit.toLocaleString("en-US")} characters; shorten it`),
    v.check((value) => !unprintable.test(value), "has a control character; delete it and type the text again"),
  );
const filled = (limit: number) =>
  v.pipe(
    anyText(limit),
    v.check((value) => value.trim() !== "", "is empty; enter a text"),
  );
const name = v.pipe(
  filled(ownLimits.name),
  v.check((value) => !value.includes("\n"), "has a line break; write it in one line"),
);
const text = filled(ownLimits.text);
const rationale = anyText(ownLimits.rationale);
const id = v.pipe(
  v.string("has to be an id"),
  v.regex(
    /^[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?$/,
    "isn't an id; use up to 80 lowercase letters, digits and hyphens, without a hyphen at either end",
  ),
);
const list = <S extends v.GenericSchema>(member: S, least: number, most = ownLimits.list) =>
  v.pipe(
    v.array(member, "has to be a list"),
    v.minLength(least, `has fewer than ${least} entries; add some`),
    v.maxLength(most, `has more than ${most} entries; remove some`),
  );
const flag = v.boolean("has to be true or false");

const option = v.object({ id, text, rationale, correct: flag });
const base = {
  /** Version of this form. */
  v: v.literal(1, "isn't 1: the question was made by another version of Drydock; update Drydock"),
  id,
  /** Counts the edits; a new revision is a new version of the item. */
  revision: v.pipe(v.number("has to be a number"), v.integer(), v.minValue(1), v.maxValue(1_000_000)),
  stem: filled(ownLimits.stem),
  hint: v.optional(rationale),
};

const variants = v.variant(
  "type",
  [
    v.object({ ...base, type: v.literal("single"), options: list(option, 2) }),
    v.object({ ...base, type: v.literal("choose"), options: list(option, 3) }),
    v.object({
      ...base,
      type: v.literal("statements"),
      statements: list(v.object({ id, text, answer: flag, rationale }), 2),
    }),
    v.object({
      ...base,
      type: v.literal("build-list"),
      steps: list(v.object({ id, text, rationale }), 2),
      key: list(id, 2),
      accept: list(list(id, 2), 0),
    }),
    v.object({
      ...base,
      type: v.literal("matching"),
      targets: list(v.object({ id, text, key: id, rationale }), 2),
      tokens: list(v.object({ id, text }), 2),
      reuse: flag,
    }),
    v.object({
      ...base,
      type: v.literal("dropdowns"),
      /** The sentence or command, with `[[id]]` where a gap is. */
      body: filled(ownLimits.rationale),
      command: flag,
      gaps: list(v.object({ id, label: name, choices: list(option, 2) }), 1),
    }),
    v.object({
      ...base,
      type: v.literal("hot-area"),
      title: name,
      /** Heads of the columns; the first is above the labels of the rows. */
      columns: list(anyText(ownLimits.name), 2, ownLimits.columns),
      rows: list(
        v.object({
          label: anyText(ownLimits.name),
          cells: list(v.object({ text: anyText(ownLimits.text), place: v.optional(id) }), 1, ownLimits.columns),
        }),
        1,
      ),
      places: list(v.object({ id, name, correct: flag, rationale }), 2),
    }),
    v.object({
      ...base,
      type: v.literal("series"),
      series: v.object({ id, title: name, situation: filled(ownLimits.stem), goal: filled(ownLimits.text) }),
      answer: flag,
      rationale,
    }),
  ],
  "isn't a type of question that can be written here",
);

/** A question that an instructor wrote, as it's edited and stored: plain text, with code in backticks. */
export type OwnQuestion = v.InferOutput<typeof variants>;

/** Checks the form of an own question and that its parts fit together. Each issue says what to do. */
export const ownQuestionSchema = v.pipe(
  variants,
  v.rawCheck(({ dataset, addIssue }) => {
    if (dataset.typed) for (const message of inconsistencies(dataset.value)) addIssue({ message });
  }),
);
