import * as v from "valibot";

const id = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]*$/, "must be lower-case letters, digits and dashes"));
const name = v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9]*$/, "must be a name such as role"));
const text = v.pipe(v.string(), v.minLength(1, "must not be empty"));
const objective = v.pipe(v.string(), v.regex(/^[A-Z]+-\d$/, "must be an objective such as SKU-1"));
const code = v.pipe(v.string(), v.regex(/^M\d\d$/, "must be a misconception such as M15"));

/** One wording, several of which one is taken, or wordings for different cases of which the first that fits is taken. */
const wording = v.union([
  text,
  v.pipe(v.array(text), v.minLength(1)),
  v.pipe(
    v.array(v.strictObject({ when: v.optional(text), text: v.union([text, v.pipe(v.array(text), v.minLength(1))]) })),
    v.minLength(1),
  ),
]);

const scalar = v.union([v.string(), v.number(), v.boolean()]);
const values = v.pipe(v.array(v.union([scalar, v.objectWithRest({ value: scalar }, v.string())])), v.minLength(1));

const option = v.strictObject({
  id,
  /** For options that state a value: what this one states, as an expression. */
  value: v.optional(text),
  /** Whether the option is offered; left out for always. */
  if: v.optional(text),
  /** Where it is wrong: whether it may not be missing, because the stem was made to tempt readers to it. */
  always: v.optional(text),
  text: wording,
  misconception: v.optional(v.union([code, v.array(v.strictObject({ when: v.optional(text), code }))])),
  /** Why it is right, for variants where it is. */
  right: v.optional(wording),
  /** Why it is wrong, for variants where it isn't right. */
  wrong: v.optional(wording),
});

const statement = v.strictObject({
  id,
  if: v.optional(text),
  text: wording,
  /** Whether it is true. */
  test: text,
  misconception: v.optional(code),
  yes: wording,
  no: wording,
});

/** The file of a question family. */
export const familyFile = v.strictObject({
  id,
  title: text,
  objective,
  objective2: v.optional(objective),
  type: v.picklist(["single", "statements", "dropdowns"]),
  bloom: v.picklist(["remember", "understand", "apply", "analyse", "evaluate"]),
  difficulty: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5)),
  profile: v.picklist(["both", "chapter", "azure"]),
  /** Raised when the key or the meaning of variants changes; bodies of earlier versions are kept. */
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  refs: v.pipe(v.array(text), v.minLength(1)),
  sources: v.optional(v.array(text), []),
  facts: v.optional(v.array(text), []),
  claims: v.optional(v.array(text), []),
  /** What varies. A variant's id is made of these values. */
  parameters: v.record(name, values),
  /** What varies without a consequence, such as names of registries; one value is taken for each variant. */
  names: v.optional(v.record(name, values), {}),
  /** Which combinations of parameters there are. */
  where: v.optional(text),
  /** At most this many combinations are tried. */
  sample: v.optional(v.pipe(v.number(), v.integer(), v.minValue(20), v.maxValue(400)), 120),
  /** Command lines that build the environment, one per line. */
  setup: v.optional(v.string(), ""),
  /**
   * What is tried, each on a copy of the environment. The question is about the first: expressions look at the environment after
   * it. The others run only where an expression asks for their outcome.
   */
  probes: v.optional(v.array(v.strictObject({ id, run: text })), []),
  /** The id of the right option, or its value. */
  key: v.optional(text),
  stem: wording,
  hint: v.optional(wording),
  options: v.optional(v.array(option)),
  /** Options on offer besides the right one; three when left out. */
  distractors: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(3)), 3),
  statements: v.optional(v.array(statement)),
  /** The sentence or command with gaps. */
  body: v.optional(text),
  command: v.optional(v.boolean(), false),
  gaps: v.optional(v.array(v.strictObject({ id, label: text, key: text, choices: v.array(option) }))),
});

export type Family = v.InferOutput<typeof familyFile>;
export type Wording = v.InferOutput<typeof wording>;
export type FamilyOption = v.InferOutput<typeof option>;
export type FamilyStatement = v.InferOutput<typeof statement>;
export type ParameterValue = Family["parameters"][string][number];
