import { BTree, type OrderedTree } from "./ordered-tree.ts";
import type { RestOf } from "./table.ts";
import type { Key, Prefix, TableName, Tables } from "./tables.ts";

const separator = "\u0000";
const afterSeparator = "\u0001";

/** The key of a row: its table and the segments that name it, e.g. `tag`, registry, repository, tag. */
export const rowKey = (table: TableName, segments: readonly string[]): string => [table, ...segments].join(separator);

/** The table and segments that a key was made of. */
export function readRowKey(key: string): { table: TableName; segments: string[] } {
  const [table = "", ...segments] = key.split(separator);
  return { table: table as TableName, segments };
}

export interface ScanOptions {
  /** Start with the first row whose next segment begins with this text or comes after it. */
  from?: string;
  /** Start after the row whose next segment is this one; it need not exist. */
  after?: string;
  /** At most this many rows. */
  limit?: number;
}

/** A row found by a scan, with the segments that follow the scanned prefix. */
export interface Found<Row, Rest extends readonly string[] = string[]> {
  rest: Rest;
  row: Row;
}

/** Reads rows: of a world, or of a draft of its successor. */
export interface Reader {
  /** Returns the row with this key, whose segments are those that `tables` names, in that order. */
  get<T extends TableName>(table: T, ...key: Key<T>): Tables[T] | undefined;
  has<T extends TableName>(table: T, ...key: Key<T>): boolean;
  /** Yields the rows below a prefix in byte order of their keys (ASCII). The world must not change during the scan. */
  scan<T extends TableName, const P extends Prefix<T>>(
    table: T,
    prefix: P,
    options?: ScanOptions,
  ): Generator<Found<Tables[T], RestOf<Key<T>, P>>>;
  /** Yields all rows of a table. */
  scan<T extends TableName>(table: T): Generator<Found<Tables[T], Key<T>>>;
  /** Whether any row is below a prefix. */
  any<T extends TableName>(table: T, ...prefix: Prefix<T>): boolean;
}

type Rows = OrderedTree<string, unknown>;

class RowReader implements Reader {
  constructor(protected readonly rows: Rows) {}

  get<T extends TableName>(table: T, ...key: Key<T>): Tables[T] | undefined {
    return this.rows.get(rowKey(table, key)) as Tables[T] | undefined;
  }

  has<T extends TableName>(table: T, ...key: Key<T>): boolean {
    return this.rows.has(rowKey(table, key));
  }

  scan<T extends TableName, const P extends Prefix<T>>(
    table: T,
    prefix: P,
    options?: ScanOptions,
  ): Generator<Found<Tables[T], RestOf<Key<T>, P>>>;
  scan<T extends TableName>(table: T): Generator<Found<Tables[T], Key<T>>>;
  scan(table: TableName, prefix: readonly string[] = [], options: ScanOptions = {}): Generator<Found<never, never>> {
    return this.below(table, prefix, options) as Generator<Found<never, never>>;
  }

  any<T extends TableName>(table: T, ...prefix: Prefix<T>): boolean {
    const base = rowKey(table, prefix) + separator;
    const next = this.rows.nextHigherKey(base);
    return next !== undefined && next.startsWith(base);
  }

  /** Returns the row with a key that `rowKey` made, for those who show or compare rows of any table. */
  at(key: string): unknown {
    return this.rows.get(key);
  }

  /** Yields rows as `scan` does, for those who show rows of any table: neither the prefix nor the rows are checked. */
  *below(
    table: TableName,
    prefix: readonly string[],
    { from = "", after, limit = Number.POSITIVE_INFINITY }: ScanOptions = {},
  ): Generator<Found<unknown>> {
    const base = rowKey(table, prefix) + separator;
    const end = rowKey(table, prefix) + afterSeparator;
    const start = base + (after === undefined ? from : after + afterSeparator);
    let remaining = limit;
    if (remaining <= 0) return;
    for (const [key, row] of this.rows.entries(start)) {
      if (key >= end) return;
      yield { rest: key.slice(base.length).split(separator), row };
      if (--remaining <= 0) return;
    }
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
  put<T extends TableName>(table: T, key: Key<T>, row: Tables[T]): void {
    this.rows.set(rowKey(table, key), row);
  }

  /** Replaces a row by what `change` makes of it; does nothing when there is none. */
  update<T extends TableName>(table: T, key: Key<T>, change: (row: Tables[T]) => Tables[T]): void {
    const row = this.get(table, ...key);
    if (row !== undefined) this.put(table, key, change(row));
  }

  /** Sets a row by its whole key, or removes it when it is null; for moving between worlds that were already checked. */
  set(key: string, row: unknown): void {
    if (row === null) this.rows.delete(key);
    else this.rows.set(key, row);
  }

  /** Removes a row, and returns whether there was one. */
  remove<T extends TableName>(table: T, ...key: Key<T>): boolean {
    return this.rows.delete(rowKey(table, key));
  }

  /** Removes every row below a prefix, and returns how many there were. */
  removeBelow<T extends TableName>(table: T, ...prefix: Prefix<T>): number {
    return this.rows.deleteRange(rowKey(table, prefix) + separator, rowKey(table, prefix) + afterSeparator, false);
  }

  commit(): World {
    return new World(this.rows.clone());
  }
}
