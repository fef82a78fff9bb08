import type { Item, ScoredItem } from "../assessment/item.ts";
import { otherProfile } from "../assessment/other-profile.ts";
import type { Assignment } from "../assignment/assignment.ts";
import { bodyKey, pinnedItems } from "../assignment/item-bodies.ts";
import { ownBodies } from "../assignment/own-bodies.ts";
import { loadItemVersions, type ItemBodies } from "../content/course.ts";

const isScored = (item: Item | undefined): item is ScoredItem => item !== undefined && item.type !== "reveal";

/**
 * Loads the bodies of an assignment's items in the versions it pins, by `bodyKey`: the instructor's own from the assignment, the
 * rest from the bank. Those that nobody kept are missing.
 */
export async function loadBodies(assignment: Assignment, bodies?: ItemBodies): Promise<Map<string, ScoredItem>> {
  const written = ownBodies(assignment);
  const pinned = pinnedItems(assignment).filter((item) => !written.has(bodyKey(item)));
  const versions = (profile: Assignment["profile"]) =>
    pinned.map(({ id, version }) => ({ itemId: id, version, profile }));
  const asked = pinned.length > 0 ? await loadItemVersions(versions(assignment.profile), bodies) : [];
  // An item that exists under the other rules alone is asked under those.
  const others = asked.every(isScored)
    ? asked
    : await loadItemVersions(versions(otherProfile(assignment.profile)), bodies);
  const banked = pinned.flatMap((item, at): [string, ScoredItem][] => {
    const body = isScored(asked[at]) ? asked[at] : others[at];
    return isScored(body) ? [[bodyKey(item), body]] : [];
  });
  return new Map([...banked, ...written]);
}
