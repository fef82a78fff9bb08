import type { Item } from "../assessment/item.ts";
import type { BankItem } from "./content.ts";

/** An item as it is stored in a script: of the body under Azure's rules only what differs from the chapter's. */
export type CompactItem<T extends BankItem = BankItem> = Omit<T, "azure"> & { azure?: Partial<Item> };

/** Leaves out what a body has in common with another; undefined when that has a field that this one lacks. */
function difference(body: Item, from: Item): Partial<Item> | undefined {
  const known = new Map(Object.entries(from).map(([field, value]) => [field, JSON.stringify(value)]));
  if ([...known.keys()].some((field) => !Object.hasOwn(body, field))) return undefined;
  return Object.fromEntries(
    Object.entries(body).filter(([field, value]) => known.get(field) !== JSON.stringify(value)),
  ) as Partial<Item>;
}

/** Makes items shorter for a script: most have the same body under both rule profiles. */
export const compactItems = <T extends BankItem>(items: readonly T[]): CompactItem<T>[] =>
  items.map((item) => {
    const { chapter, azure } = item;
    const short = chapter && azure && difference(azure, chapter);
    return short ? { ...item, azure: short } : item;
  });

const expanded = new WeakMap<readonly object[], readonly BankItem[]>();

/** Returns compacted items as they were; the same objects for the same list. */
export function expandItems<T extends BankItem>(items: readonly CompactItem<T>[]): T[] {
  const known = expanded.get(items) as T[] | undefined;
  if (known) return known;
  const whole = items.map((item) =>
    item.chapter && item.azure ? { ...item, azure: { ...item.chapter, ...item.azure } } : item,
  ) as T[];
  expanded.set(items, whole);
  return whole;
}
