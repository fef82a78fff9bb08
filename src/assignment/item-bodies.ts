import type { Item, ScoredItem } from "../assessment/item.ts";
import { fixedOrder, partIds } from "../assessment/shuffle.ts";
import type { Assignment, PinnedItem } from "./assignment.ts";
import type { DrawnBody } from "./draw.ts";

/** The bodies that an assignment's items have on this device, by `bodyKey`. */
export type ItemBodies = ReadonlyMap<string, ScoredItem>;

/** Returns what names the body of a pinned item within an assignment. */
export const bodyKey = ({ id, version }: Pick<PinnedItem, "id" | "version">): string => `${id}@${version}`;

/** Returns the items of all pools of an assignment. */
export const pinnedItems = ({ parts }: Pick<Assignment, "parts">): PinnedItem[] =>
  parts.flatMap((part) => (part.kind === "items" ? part.from : []));

/** Returns what of a body decides how it is drawn. Parts whose authored order has a meaning aren't mixed. */
export function drawnBody(item: Item): DrawnBody {
  const fixed = fixedOrder(item);
  return { profile: item.askedUnder, parts: fixed ?? partIds(item), isMixed: fixed === undefined };
}
