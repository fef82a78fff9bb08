import { join } from "node:path";
import type { Profile, ScoredItem } from "../../src/assessment/item.ts";
import { compileContent } from "../../src/content/build/compile.ts";
import type { BankItem } from "../../src/content/content.ts";
import { isAsked } from "../../src/content/family.ts";

const { compiled } = compileContent(join(import.meta.dirname, "../.."));

const scoredBodies = (items: readonly BankItem[], profile: Profile): ScoredItem[] =>
  items.flatMap((item) => {
    const body = item[profile];
    return body === undefined || body.type === "reveal" ? [] : [body];
  });

/** Returns every live item of the bank that is scored, as it's asked under a profile. */
export const liveItems = (profile: Profile): ScoredItem[] =>
  scoredBodies(
    (compiled?.items ?? []).filter(({ status }) => status === "live"),
    profile,
  );

/** Returns every variant of the families that can be asked, as it's asked under a profile. */
export const liveVariants = (profile: Profile): ScoredItem[] =>
  scoredBodies(
    (compiled?.families ?? []).flatMap(({ variants }) => variants.filter(isAsked)),
    profile,
  );
