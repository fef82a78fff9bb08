import { diffAgainst } from "./ordered-tree.ts";
import type { TableName } from "./tables.ts";
import { readRowKey, type World } from "./world.ts";

export interface RowChange {
  table: TableName;
  segments: string[];
  before?: unknown;
  after?: unknown;
}

/** A row that changed, by its whole key as `rowKey` makes it. */
export interface KeyedChange {
  key: string;
  before?: unknown;
  after?: unknown;
}

/** Returns what changed from one world to another, in key order; rows that both share are never read. */
export const diffWorlds = (before: World, after: World): RowChange[] =>
  changedRows(before, after).map(({ key, ...sides }) => ({ ...readRowKey(key), ...sides }));

/** Returns the same by whole keys. */
export function changedRows(before: World, after: World): KeyedChange[] {
  const changes: KeyedChange[] = [];
  diffAgainst<string, unknown, never>(
    before.tree,
    after.tree,
    (key, row) => void changes.push({ key, before: row }),
    (key, row) => void changes.push({ key, after: row }),
    (key, was, is) => {
      if (was !== is) changes.push({ key, before: was, after: is });
    },
  );
  return changes.sort((a, b) => (a.key < b.key ? -1 : 1));
}
