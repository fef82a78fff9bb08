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

export const guideFront = v.strictObject({
  id,
  title: text,
  lead: text,
  order: v.number(),
  date: v.pipe(v.string(), v.isoDate("must be a date such as 2026-11-30")),
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

export const objectivesFile = v.array(
  v.strictObject({
    id: objective,
    title: text,
    short: text,
    /** Objectives whose questions are easily confused with these. Each names the other. */
    neighbors: v.optional(v.array(objective)),
  }),
);
export const misconceptionsFile = v.array(
  v.strictObject({ id: v.pipe(v.string(), v.regex(/^M\d\d$/)), wrong: text, right: text }),
);

/** Types that a form counts; series and case studies are drawn as sets, typed commands never. */
const countedTypes = ["single", "choose", "statements", "build-list", "matching", "dropdowns", "hot-area"] as const;
const itemType = v.picklist([...countedTypes, "series", "command", "reveal"]);

export const assessmentFile = v.strictObject({
  id,
  title: text,
  lead: text,
  counts: v.record(v.picklist(countedTypes), v.pipe(v.number(), v.integer(), v.minValue(1))),
  series: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  caseStudies: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** Questions of one of these types; the seed decides which. */
  either: v.optional(
    v.array(
      v.strictObject({
        types: v.pipe(v.array(v.picklist(countedTypes)), v.minLength(2)),
        count: v.pipe(v.number(), v.integer(), v.minValue(1)),
      }),
    ),
  ),
  /** Makes the form an exam: the time it allows. */
  minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
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

/** The sets of solution series: situation and goal, which each of their items repeats. */
export const seriesFile = v.array(v.strictObject({ id, title: text, situation: text, goal: text }));

const caseTab = v.picklist(["overview", "environment", "requirements", "problem"]);
/** The case studies that items name with `case`. */
export const casesFile = v.array(
  v.strictObject({
    id,
    title: text,
    tabs: v.pipe(v.array(v.strictObject({ id: caseTab, title: text, text })), v.minLength(2, "needs two tabs or more")),
  }),
);

const commandLines = v.pipe(v.array(text), v.minLength(1, "needs a command"));
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
  /** Of a reveal card, the answer; of a series, whether the proposed solution meets the goal. */
  answer: v.optional(v.union([text, v.boolean()])),
  /** Of a series, why the answer is yes or no; of a typed command, why the solution meets the goals. */
  rationale: v.optional(text),
  misconception: v.optional(text),
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
    /** Id in series.yaml. */
    series: v.optional(id),
    /** Id in cases.yaml. */
    case: v.optional(id),
    /** Id of a starting environment in content/sandbox/templates.yaml. */
    template: v.optional(id),
    /** Command lines that run in the environment before the learner begins. */
    setup: v.optional(commandLines),
    /** What the commands have to bring about: `say` is shown, `test` is an expression as in a mission's goals. */
    goal: v.optional(v.array(v.strictObject({ id, say: text, test: text }))),
    solutions: v.optional(v.array(commandLines)),
    /** `because` is a part of the error message when a command is rejected; without it, all of them run. */
    wrong: v.optional(
      v.array(
        v.strictObject({
          id,
          commands: commandLines,
          because: v.optional(text),
          misconception: v.optional(text),
          rationale: text,
        }),
      ),
    ),
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
export type AuthoredSeries = v.InferOutput<typeof seriesFile>[number];
export type AuthoredCase = v.InferOutput<typeof casesFile>[number];
export type AuthoredComparison = v.InferOutput<typeof comparisonFile>;
export type AuthoredWalkthrough = v.InferOutput<typeof walkthroughFile>;
