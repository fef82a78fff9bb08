import type { AttemptItem } from "../assessment/attempt.ts";
import type { Profile } from "../assessment/item.ts";
import type { Assignment, PinnedItem } from "./assignment.ts";
import { learnerKey } from "./identity.ts";
import { fromCode } from "./packing.ts";
import { derive, shuffleIds } from "./random.ts";

/** What of an item decides how it is shown. */
export interface DrawnBody {
  /** The profile it is asked under: the assignment's, unless the item exists under the other alone. */
  profile: Profile;
  /** Ids of its options, steps or tokens: to be mixed, or in the order that everybody sees; none for the authored order. */
  parts: readonly string[];
  isMixed: boolean;
}

/** Returns the key of what an attempt draws: equal for the same seed, learner and number, in every browser. */
export function drawKey(assignment: Pick<Assignment, "seed" | "redraw">, learner: string, attempt: number): Uint8Array {
  const seed = fromCode(assignment.seed) ?? new Uint8Array();
  return derive(seed, `${learnerKey(learner)}\0${assignment.redraw ? attempt : 1}`);
}

/** Draws which items of the pools a learner gets in an attempt (from 1), in the order in which they are asked. */
export function drawItems(assignment: Assignment, learner: string, attempt: number): PinnedItem[] {
  const own = drawKey(assignment, learner, attempt);
  const everyone = derive(fromCode(assignment.seed) ?? new Uint8Array(), "everyone");
  const drawn = assignment.parts.flatMap((part, at): PinnedItem[] => {
    if (part.kind !== "items") return [];
    if (part.draw === undefined || part.draw === part.from.length) return part.from;
    const ids = part.from.map(({ id }) => id);
    const chosen = new Set(shuffleIds(ids, derive(part.same ? everyone : own, `part ${at}`)).slice(0, part.draw));
    return part.from.filter(({ id }) => chosen.has(id));
  });
  if (!assignment.shuffle.items) return drawn;
  const units = new Map<string, PinnedItem[]>();
  for (const item of drawn) {
    const unit = item.group ?? item.id;
    units.set(unit, [...(units.get(unit) ?? []), item]);
  }
  return shuffleIds([...units.keys()], derive(own, "items")).flatMap((unit) => units.get(unit) ?? []);
}

/**
 * Returns the drawn items as an attempt stores them. `bodyOf` tells what is known of an item; one that isn't known is left out,
 * and the caller has to say so.
 */
export function drawAttempt(
  assignment: Assignment,
  learner: string,
  attempt: number,
  bodyOf: (item: PinnedItem) => DrawnBody | undefined,
): AttemptItem[] {
  const own = drawKey(assignment, learner, attempt);
  return drawItems(assignment, learner, attempt).flatMap((item) => {
    const body = bodyOf(item);
    if (!body) return [];
    const { parts, isMixed } = body;
    const mixed = () => (assignment.shuffle.options ? shuffleIds(parts, derive(own, `options ${item.id}`)) : []);
    const order = isMixed ? mixed() : [...parts];
    return [{ itemId: item.id, version: item.version, profile: body.profile, order }];
  });
}
