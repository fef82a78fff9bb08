import { diffAgainst } from "./ordered-tree.ts";
import { readRowKey, type TableName, type World } from "./world.ts";

export interface RowChange {
  table: TableName;
  segments: string[];
  before?: unknown;
  after?: unknown;
}

/** What changed from one world to another, in key order; rows that both share are never read. */
export function diffWorlds(before: World, after: World): RowChange[] {
  const changes: { key: string; change: RowChange }[] = [];
  const add = (key: string, sides: { before?: unknown; after?: unknown }) => {
    changes.push({ key, change: { ...readRowKey(key), ...sides } });
  };
  diffAgainst<string, unknown, never>(
    before.tree,
    after.tree,
    (key, row) => add(key, { before: row }),
    (key, row) => add(key, { after: row }),
    (key, was, is) => {
      if (was !== is) add(key, { before: was, after: is });
    },
  );
  return changes.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ change }) => change);
}
