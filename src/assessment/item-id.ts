/** Returns the family that an item id belongs to; undefined for other items. */
export const familyOfItem = (itemId: string): string | undefined => /^family\/([^/]+)\//.exec(itemId)?.[1];

/**
 * Returns the id of what a learner remembers by an item: `family/ID` for any variant of a family, since they all ask for
 * the same rule, and `item/ID` for other items.
 */
export function cardIdOf(itemId: string): string {
  const family = familyOfItem(itemId);
  return family === undefined ? `item/${itemId}` : `family/${family}`;
}

/** Returns the id of what a learner remembers by a fact. */
export const factCardId = (factId: string): string => `fact/${factId}`;
