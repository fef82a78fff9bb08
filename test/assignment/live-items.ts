import { join } from "node:path";
import type { Profile, ScoredItem } from "../../src/assessment/item.ts";
import { compileContent } from "../../src/content/build/compile.ts";

const { compiled } = compileContent(join(import.meta.dirname, "../.."));

/** Returns every live item of the bank that is scored, as it's asked under a profile. */
export const liveItems = (profile: Profile): ScoredItem[] =>
  (compiled?.items ?? [])
    .filter(({ status }) => status === "live")
    .flatMap((item) => {
      const body = item[profile];
      return body === undefined || body.type === "reveal" ? [] : [body];
    });
