import type { Item } from "./item.ts";
import { inDigits, numberOrder } from "./number-order.ts";

/** A repeatable stream of numbers from 0 up to 1 for a text seed: FNV-1a into mulberry32. */
export function seeded(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const character of seed) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A new list in the order the seed gives (Fisher and Yates). */
export function shuffle<T>(list: readonly T[], seed: string): T[] {
  const next = seeded(seed);
  const mixed = [...list];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = Math.floor(next() * (at + 1));
    [mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
  }
  return mixed;
}

/** Texts with an order of their own, such as tiers and numbers, are not mixed. */
const natural = /^(Basic|Standard|Premium|yes|no|[\d., ]+( [\w/ ]+)?)$/i;
const bare = (html: string): string => html.replaceAll(/<[^>]+>/g, "").trim();

/** Returns the parts of an item that an attempt shows in an order of its own: options, steps or tokens. */
export const mixedParts = (item: Item): { id: string; html: string }[] => {
  switch (item.type) {
    case "single":
    case "choose":
      return item.options;
    case "build-list":
      return item.steps;
    case "matching":
      return item.tokens;
    default:
      return [];
  }
};

/**
 * Returns the order of an item's options that is the same for everybody: ascending for numbers, also in words, so that the key's place tells
 * nothing, and none for other texts with an order of their own, which keep the authored one. Undefined where parts are mixed.
 * Tokens aren't sorted: in the order of their targets, they would be a list of answers.
 */
export function fixedOrder(item: Item): string[] | undefined {
  const list = mixedParts(item);
  const ascending =
    item.type === "single" || item.type === "choose"
      ? numberOrder(list.map(({ html }) => inDigits(bare(html))))
      : undefined;
  if (ascending) return ascending.flatMap((place) => list[place]?.id ?? []);
  return list.every(({ html }) => natural.test(bare(html))) ? [] : undefined;
}

/** Returns the ids of an item's options, steps or tokens, in the authored order. */
export const partIds = (item: Item): string[] => mixedParts(item).map(({ id }) => id);

/** The order in which an attempt shows an item's options, steps or tokens; empty where the authored order is kept. */
export const shownOrder = (item: Item, seed: string): string[] =>
  fixedOrder(item) ?? shuffle(partIds(item), `${seed}/${item.id}`);

function arrange<T extends { id: string }>(list: readonly T[], order: readonly string[]): T[] {
  const known = order.map((id) => list.find((part) => part.id === id)).filter((part) => part !== undefined);
  return [...known, ...list.filter((part) => !known.includes(part))];
}

/** The item with its parts in a given order; ids it does not know are passed over, parts not named come last. */
export function inOrder<T extends Item>(item: T, order: readonly string[]): T {
  if (order.length === 0) return item;
  switch (item.type) {
    case "single":
    case "choose":
      return { ...item, options: arrange(item.options, order) };
    case "build-list":
      return { ...item, steps: arrange(item.steps, order) };
    case "matching":
      return { ...item, tokens: arrange(item.tokens, order) };
    default:
      return item;
  }
}
