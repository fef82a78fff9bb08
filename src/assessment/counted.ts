/** Returns a number with its noun, in the plural unless it's one: `1 day`, `3,000 days`. */
export const counted = (count: number, noun: string): string =>
  // The first number that a page formats costs a phone a tenth of a second; below a thousand there's nothing to format.
  `${count < 1000 ? count : count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
