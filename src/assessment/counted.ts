/** Returns a number with its noun, in the plural unless it's one: `1 day`, `3,000 days`. */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
