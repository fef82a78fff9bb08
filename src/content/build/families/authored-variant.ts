import type { AuthoredItem } from "../content-schema.ts";
import type { Family } from "./family-schema.ts";
import type { GeneratedVariant } from "./generated.ts";

/** Returns the id that a variant has as an item. */
export const variantItemId = (family: string, variant: string): string => `family/${family}/${variant}`;

/** Returns the type of a body: the family's, or the one that it had when the body was generated. */
function typeOf(family: Family, { options, statements, gaps }: GeneratedVariant["body"]): Family["type"] {
  const isOfFamily = { statements, dropdowns: gaps, single: options }[family.type];
  if (isOfFamily) return family.type;
  return statements ? "statements" : gaps ? "dropdowns" : "single";
}

/**
 * Returns a variant as if somebody had written it, so that it's checked and compiled like any item. The options are outcomes that
 * all occur within the family, so each wrong one is right for the stem of another variant.
 */
export function authoredVariant(family: Family, { id, version, body }: GeneratedVariant): AuthoredItem {
  const elsewhere = `See the other variants of ${family.id}.`;
  const { options, gaps, ...rest } = body;
  const completed = (list: NonNullable<typeof options>) =>
    list.map((option) =>
      option.correct || option.misconception !== undefined ? option : { ...option, rightIf: elsewhere },
    );
  return {
    id: variantItemId(family.id, id),
    type: typeOf(family, body),
    objective: family.objective,
    ...(family.objective2 !== undefined && { objective2: family.objective2 }),
    bloom: family.bloom,
    difficulty: family.difficulty,
    profile: family.profile,
    facts: family.facts,
    claims: family.claims,
    refs: family.refs,
    sources: family.sources,
    author: "drydock",
    version,
    status: "live",
    ...rest,
    ...(options && { options: completed(options) }),
    ...(gaps && { gaps: gaps.map((gap) => ({ ...gap, choices: completed(gap.choices) })) }),
  };
}
