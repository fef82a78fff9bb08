import type { ScoredItem } from "../assessment/item.ts";
import type { Assignment } from "./assignment.ts";
import { bodyKey } from "./item-bodies.ts";
import { toItem } from "./own-question.ts";

/**
 * Returns the bodies of the questions that the instructor wrote, by `bodyKey`. They hold under any rules, so they're asked under
 * the assignment's, without a note that names them.
 */
export const ownBodies = ({ own = [], profile }: Pick<Assignment, "own" | "profile">): Map<string, ScoredItem> =>
  new Map(
    own.map((question) => {
      const item: ScoredItem = { ...toItem(question), askedUnder: profile };
      return [bodyKey(item), item];
    }),
  );
