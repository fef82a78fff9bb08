/** Entries of a list that stay in memory; earlier ones are read from storage when they are needed. */
export const recentLimit = 500;

/** A list whose end is in memory and whose beginning may be in storage only. Positions count from the start of the whole list. */
export class RecentList<T> {
  /** Holds these entries, the first of which is at position `start`. */
  constructor(
    private items: T[] = [],
    private first = 0,
  ) {}

  /** Position of the first entry in memory. */
  get start(): number {
    return this.first;
  }

  /** Entries of the whole list. */
  get length(): number {
    return this.first + this.items.length;
  }

  /** The entries in memory, the last one last. */
  get recent(): readonly T[] {
    return this.items;
  }

  /** Returns the entry at a position; undefined when it isn't in memory. */
  at(position: number): T | undefined {
    return this.items[position - this.first];
  }

  /** Returns the entries from a position on, which must not be before `start`. */
  from(position: number): readonly T[] {
    return this.items.slice(position - this.first);
  }

  push(...items: T[]): void {
    this.items.push(...items);
  }

  /** Removes the entries from a position on and returns them. */
  cut(position: number): T[] {
    return this.items.splice(position - this.first);
  }

  /** Adds entries that were read from storage: those right before `start`. */
  prepend(items: readonly T[]): void {
    this.items = [...items, ...this.items];
    this.first -= items.length;
  }

  /** Lets go of all but the last `recentLimit` entries; they have to be in storage. Returns what it let go of. */
  forget(): T[] {
    const forgotten = this.items.splice(0, Math.max(0, this.items.length - recentLimit));
    this.first += forgotten.length;
    return forgotten;
  }
}
