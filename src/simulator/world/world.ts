import { BTree, type OrderedTree } from "./ordered-tree.ts";
import type { Tables } from "./tables.ts";

export type TableName = keyof Tables;

const separator = "\u0000";
const afterSeparator = "\u0001";

/** The key of a row: its table and the segments that name it, e.g. `tag`, registry, repository, tag. */
export const rowKey = (table: TableName, segments: readonly string[]): string =>
  [table as string, ...segments].join(separator);

/** The table and segments that a key was made of. */
export function readRowKey(key: string): { table: TableName; segments: string[] } {
  const [table = "", ...segments] = key.split(separator);
  return { table: table as TableName, segments };
}

export interface ScanOptions {
  /** Start after the row whose next segment is this one; it need not exist. */
  after?: string;
  /** At most this many rows. */
  limit?: number;
}

/** A row found by a scan, with the segments that follow the scanned prefix. */
export interface Found<Row> {
  rest: string[];
  row: Row;
}

/** What both a world and a draft of its successor can be asked. */
export interface Reader {
  get<T extends TableName>(table: T, ...segments: string[]): Tables[T] | undefined;
  has(table: TableName, ...segments: string[]): boolean;
  /** Rows below a prefix in byte order of their keys (ASCII). The world must not change during the scan. */
  scan<T extends TableName>(table: T, prefix?: readonly string[], options?: ScanOptions): Generator<Found<Tables[T]>>;
  /** Whether any row is below a prefix. */
  any(table: TableName, ...prefix: string[]): boolean;
}

type Rows = OrderedTree<string, unknown>;

class RowReader implements Reader {
  constructor(protected readonly rows: Rows) {}

  get<T extends TableName>(table: T, ...segments: string[]): Tables[T] | undefined {
    return this.rows.get(rowKey(table, segments)) as Tables[T] | undefined;
  }

  has(table: TableName, ...segments: string[]): boolean {
    return this.rows.has(rowKey(table, segments));
  }

  *scan<T extends TableName>(
    table: T,
    prefix: readonly string[] = [],
    { after, limit = Number.POSITIVE_INFINITY }: ScanOptions = {},
  ): Generator<Found<Tables[T]>> {
    const base = rowKey(table, prefix) + separator;
    const end = rowKey(table, prefix) + afterSeparator;
    const from = after === undefined ? base : base + after + afterSeparator;
    let left = limit;
    if (left <= 0) return;
    for (const [key, row] of this.rows.entries(from)) {
      if (key >= end) return;
      yield { rest: key.slice(base.length).split(separator), row: row as Tables[T] };
      if (--left <= 0) return;
    }
  }

  any(table: TableName, ...prefix: string[]): boolean {
    const base = rowKey(table, prefix) + separator;
    const next = this.rows.nextHigherKey(base);
    return next !== undefined && next.startsWith(base);
  }
}

/**
 * The whole pretend cloud at one moment: plain rows under ordered keys. Never changes; a change makes a draft and commits
 * it as a new world that shares all untouched rows, so that keeping, comparing and going back cost next to nothing.
 */
export class World extends RowReader {
  static readonly empty = new World(new BTree<string, unknown>());

  /** A world of these rows, keyed as `rowKey` makes them. */
  static of(rows: Iterable<readonly [string, unknown]>): World {
    const tree = new BTree<string, unknown>();
    for (const [key, row] of rows) tree.set(key, row);
    return new World(tree);
  }

  get size(): number {
    return this.rows.size;
  }

  /** Every row in key order. */
  entries(): IterableIterator<[string, unknown]> {
    return this.rows.entries();
  }

  draft(): Draft {
    return new Draft(this.rows.clone());
  }

  /** The ordered tree, for comparing two worlds without reading what they share. */
  get tree(): OrderedTree<string, unknown> {
    return this.rows;
  }
}

/** A world in the making. Rows are replaced whole, never edited in place. */
export class Draft extends RowReader {
  put<T extends TableName>(table: T, segments: readonly string[], row: Tables[T]): void {
    this.rows.set(rowKey(table, segments), row);
  }

  /** Replaces a row by what `change` makes of it; does nothing when there is none. */
  update<T extends TableName>(table: T, segments: readonly string[], change: (row: Tables[T]) => Tables[T]): void {
    const row = this.get(table, ...segments);
    if (row !== undefined) this.put(table, segments, change(row));
  }

  /** Sets a row by its whole key, or removes it when it is null; for moving between worlds that were already checked. */
  set(key: string, row: unknown): void {
    if (row === null) this.rows.delete(key);
    else this.rows.set(key, row);
  }

  remove(table: TableName, ...segments: string[]): boolean {
    return this.rows.delete(rowKey(table, segments));
  }

  /** Removes every row below a prefix. */
  removeBelow(table: TableName, ...prefix: string[]): number {
    return this.rows.deleteRange(rowKey(table, prefix) + separator, rowKey(table, prefix) + afterSeparator, false);
  }

  commit(): World {
    return new World(this.rows.clone());
  }
}
