import type { Item, ScoredItem } from "../assessment/item.ts";
import type { Assignment } from "../assignment/assignment.ts";
import { bodyKey, otherProfile, pinnedItems } from "../assignment/item-bodies.ts";
import { loadItemVersions, type ItemBodies } from "../content/course.ts";

const isScored = (item: Item | undefined): item is ScoredItem => item !== undefined && item.type !== "reveal";

/** Loads the bodies of an assignment's items in the versions it pins, by `bodyKey`; those that nobody kept are missing. */
export async function loadBodies(assignment: Assignment, bodies?: ItemBodies): Promise<Map<string, ScoredItem>> {
  const pinned = pinnedItems(assignment);
  const versions = (profile: Assignment["profile"]) =>
    pinned.map(({ id, version }) => ({ itemId: id, version, profile }));
  const own = await loadItemVersions(versions(assignment.profile), bodies);
  // An item that exists under the other rules alone is asked under those.
  const others = own.every(isScored) ? own : await loadItemVersions(versions(otherProfile(assignment.profile)), bodies);
  return new Map(
    pinned.flatMap((item, at): [string, ScoredItem][] => {
      const body = isScored(own[at]) ? own[at] : others[at];
      return isScored(body) ? [[bodyKey(item), body]] : [];
    }),
  );
}
