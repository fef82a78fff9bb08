import * as v from "valibot";

const choice = v.strictObject({
  id: v.string(),
  text: v.string(),
  correct: v.optional(v.boolean()),
  misconception: v.optional(v.string()),
  rationale: v.string(),
});

const body = v.strictObject({
  stem: v.string(),
  hint: v.optional(v.string()),
  options: v.optional(v.array(choice)),
  statements: v.optional(
    v.array(
      v.strictObject({
        id: v.string(),
        text: v.string(),
        answer: v.boolean(),
        rationale: v.string(),
        misconception: v.optional(v.string()),
      }),
    ),
  ),
  body: v.optional(v.string()),
  command: v.optional(v.boolean()),
  gaps: v.optional(v.array(v.strictObject({ id: v.string(), label: v.string(), choices: v.array(choice) }))),
});

const scalar = v.union([v.string(), v.number(), v.boolean()]);

const variant = v.strictObject({
  /** Hash of the parameters; the item's id is `family/FAMILY/ID`. */
  id: v.string(),
  version: v.number(),
  parameters: v.record(v.string(), scalar),
  names: v.optional(v.record(v.string(), scalar)),
  key: v.string(),
  /** Command lines that build the environment, and what the question is about: those of its first probe. */
  setup: v.string(),
  attempt: v.string(),
  body,
  /** No longer asked: kept for attempts that have it. */
  withdrawn: v.optional(v.literal(true)),
});

/** What `npm run families` writes of a family. */
export const generatedFile = v.strictObject({
  family: v.string(),
  /** Hash of the family's file. */
  hash: v.string(),
  /** Hash of each fact that the variants cite. */
  facts: v.record(v.string(), v.string()),
  variants: v.array(variant),
  /** Variants as they were at lower versions of the family. */
  earlier: v.array(variant),
});

export type GeneratedFamily = v.InferOutput<typeof generatedFile>;
export type GeneratedVariant = v.InferOutput<typeof variant>;

/** Folder of what is generated, below that of the families. */
export const generatedFolder = "content/families/acr/generated";
