import * as v from "valibot";

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/, "must be lower-case letters, digits and dashes"));
const text = v.pipe(v.string(), v.minLength(1, "must not be empty"));
const objective = v.pipe(v.string(), v.regex(/^[A-Z]+-\d$/, "must be an objective such as SKU-1"));

export const sectionFront = v.strictObject({
  id,
  title: text,
  lead: text,
  order: v.number(),
  objectives: v.array(objective),
});

export const courseFile = v.strictObject({
  title: text,
  subject: text,
  author: text,
  contact: v.optional(v.pipe(v.string(), v.url())),
  licence: text,
  disclaimer: text,
  chapter: id,
  quiz: id,
  passMark: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  unlocks: v.array(v.strictObject({ assessment: id, title: text })),
});

export const objectivesFile = v.array(v.strictObject({ id: objective, title: text, short: text }));
export const misconceptionsFile = v.array(
  v.strictObject({ id: v.pipe(v.string(), v.regex(/^M\d\d$/)), wrong: text, right: text }),
);

const itemType = v.picklist([
  "single",
  "choose",
  "statements",
  "build-list",
  "matching",
  "dropdowns",
  "hot-area",
  "reveal",
]);

export const assessmentFile = v.strictObject({
  id,
  title: text,
  lead: text,
  counts: v.record(itemType, v.pipe(v.number(), v.integer(), v.minValue(1))),
  minimumObjectives: v.number(),
  maximumPerObjective: v.optional(v.number()),
  passMark: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  sameKeyOnly: v.boolean(),
  feedback: v.picklist(["each", "end"]),
});

const sided = v.union([text, v.strictObject({ chapter: text, azure: text })]);
const comparisonCommon = {
  id,
  title: text,
  lead: text,
  order: v.number(),
  objectives: v.optional(v.array(objective)),
  section: v.optional(text),
};
export const comparisonFile = v.variant("kind", [
  v.strictObject({
    ...comparisonCommon,
    kind: v.literal("facts"),
    groups: v.array(v.strictObject({ title: text, facts: v.array(v.string()) })),
    needs: v.array(
      v.strictObject({
        id,
        text,
        fact: v.string(),
        gate: v.optional(v.literal(true)),
        atLeast: v.optional(v.number()),
        because: text,
      }),
    ),
  }),
  v.strictObject({
    ...comparisonCommon,
    kind: v.literal("text"),
    columns: v.array(v.strictObject({ id, title: text })),
    rows: v.array(
      v.strictObject({
        id,
        group: v.optional(text),
        title: text,
        cells: v.record(v.string(), sided),
        claims: v.optional(v.array(v.string())),
        note: v.optional(text),
      }),
    ),
  }),
]);

export const walkthroughFile = v.strictObject({
  id,
  title: text,
  lead: text,
  order: v.number(),
  minutes: v.number(),
  objectives: v.array(objective),
  section: text,
  /** Starting environment of the sandbox in which its commands run. */
  start: id,
  before: text,
  after: text,
  next: v.optional(id),
  steps: v.pipe(
    v.array(
      v.strictObject({
        id,
        title: text,
        text,
        command: text,
        /** A part with `recall` has to be remembered; the value of others is given to a learner who types the command alone. */
        options: v.array(v.strictObject({ part: text, text, recall: v.optional(v.boolean()) })),
        notice: v.array(text),
        predict: v.optional(
          v.strictObject({
            question: text,
            choices: v.pipe(
              v.array(v.strictObject({ text, correct: v.optional(v.boolean()), why: text })),
              v.minLength(2),
            ),
          }),
        ),
        refs: v.optional(v.array(text)),
        claims: v.optional(v.array(v.string())),
      }),
    ),
    v.minLength(1),
  ),
});

const choice = v.strictObject({
  id,
  text,
  correct: v.optional(v.boolean()),
  misconception: v.optional(text),
  /** A whole stem, other than the item's own, for which this option would be right; only checks and reviewers read it. */
  rightIf: v.optional(text),
  rationale: text,
});
const cell = v.strictObject({ text, place: v.optional(id) });
const body = {
  stem: v.optional(text),
  hint: v.optional(text),
  options: v.optional(v.array(choice)),
  each: v.optional(v.picklist(["part", "complete"])),
  statements: v.optional(
    v.array(v.strictObject({ id, text, answer: v.boolean(), rationale: text, misconception: v.optional(text) })),
  ),
  steps: v.optional(v.array(v.strictObject({ id, text, rationale: text, misconception: v.optional(text) }))),
  accept: v.optional(v.array(v.array(id))),
  key: v.optional(v.array(id)),
  targets: v.optional(v.array(v.strictObject({ id, text, key: id, rationale: text }))),
  tokens: v.optional(v.array(v.strictObject({ id, text, misconception: v.optional(text) }))),
  reuse: v.optional(v.boolean()),
  body: v.optional(text),
  command: v.optional(v.boolean()),
  gaps: v.optional(v.array(v.strictObject({ id, label: text, choices: v.array(choice) }))),
  exhibit: v.optional(
    v.variant("kind", [
      v.strictObject({
        kind: v.literal("form"),
        title: text,
        rows: v.array(v.strictObject({ label: text, value: text, place: v.optional(id) })),
      }),
      v.strictObject({
        kind: v.literal("table"),
        title: text,
        columns: v.array(v.string()),
        rows: v.array(v.strictObject({ label: text, cells: v.array(cell) })),
      }),
      v.strictObject({ kind: v.literal("trace"), title: text, lines: v.array(cell) }),
    ]),
  ),
  places: v.optional(
    v.array(
      v.strictObject({
        id,
        name: text,
        correct: v.optional(v.boolean()),
        rationale: text,
        misconception: v.optional(text),
      }),
    ),
  ),
  answer: v.optional(text),
  points: v.optional(v.array(text)),
};

export const itemFile = v.array(
  v.strictObject({
    id,
    type: itemType,
    objective,
    objective2: v.optional(objective),
    bloom: v.picklist(["remember", "understand", "apply", "analyse", "evaluate"]),
    difficulty: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)),
    profile: v.picklist(["both", "chapter", "azure", "twin"]),
    facts: v.optional(v.array(v.string())),
    claims: v.optional(v.array(v.string())),
    ...body,
    variants: v.optional(v.strictObject({ chapter: v.strictObject(body), azure: v.strictObject(body) })),
    refs: v.pipe(v.array(text), v.minLength(1, "needs at least one chapter reference")),
    sources: v.optional(v.array(v.string())),
    author: text,
    reviewed: v.optional(v.array(v.string())),
    version: v.pipe(v.number(), v.integer(), v.minValue(1)),
    status: v.picklist(["draft", "pilot", "live", "retired"]),
    /** `check`: asked in a section of the text only, never drawn for a quiz, an exam or an assignment. */
    pool: v.optional(v.literal("check")),
  }),
);

export type AuthoredItem = v.InferOutput<typeof itemFile>[number];
export type AuthoredComparison = v.InferOutput<typeof comparisonFile>;
export type AuthoredWalkthrough = v.InferOutput<typeof walkthroughFile>;
