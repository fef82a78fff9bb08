import type { Profile } from "../../assessment/item.ts";
import type { Need } from "../../content/content.ts";
import { skuNames, type SkuName } from "../../content/fact.ts";

/** What a set of needs comes to under one profile. */
export interface Picked {
  /** The cheapest tier that meets every need the rules decide; undefined when there is none. */
  sku: SkuName | undefined;
  /** The need that asks for that tier; the first of several. */
  decisive: Need | undefined;
  /** Needs that no tier meets. */
  unmet: Need[];
  /** Needs the rules don't decide, because they state or publish nothing: neither met nor unmet. */
  undecided: Need[];
}

const isSku = (answer: string): answer is SkuName => (skuNames as readonly string[]).includes(answer);

/** Returns the cheapest tier for every need that a profile decides, and sets the others apart. */
export function pickTier(needs: readonly Need[], profile: Profile): Picked {
  const answerOf = (need: Need) => need.answer[profile];
  const unmet = needs.filter((need) => answerOf(need) === "none");
  const undecided = needs.filter((need) => !isSku(answerOf(need)) && answerOf(need) !== "none");
  const rank = (need: Need) => skuNames.findIndex((sku) => sku === answerOf(need));
  const decisive = needs
    .filter((need) => isSku(answerOf(need)))
    .reduce<Need | undefined>(
      (highest, need) => (highest === undefined || rank(need) > rank(highest) ? need : highest),
      undefined,
    );
  const sku = unmet.length > 0 || !decisive ? undefined : skuNames[rank(decisive)];
  return { sku, decisive, unmet, undecided };
}
