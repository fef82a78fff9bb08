import { changedRows } from "./diff.ts";
import type { World } from "./world.ts";

/** Rows to write, by their whole key as `rowKey` makes it; null removes the row. */
export type RowChanges = [key: string, row: unknown][];

/** Returns the rows that turn one world into another, in key order. Costs what changed, not what the worlds hold. */
export const rowChanges = (before: World, after: World): RowChanges =>
  changedRows(before, after).map(({ key, after: row }) => [key, row ?? null]);

/** Returns a world with some rows set to other values. Nothing reacts to it: it is a move to another moment. */
export function applyRowChanges(world: World, changes: RowChanges): World {
  const draft = world.draft();
  for (const [key, row] of changes) draft.set(key, row);
  return draft.commit();
}
