/** Shares that Moodle accepts for one of several correct answers; a file with another share is rejected whole. */
const fractions: Record<number, string> = {
  1: "100",
  2: "50",
  3: "33.33333",
  4: "25",
  5: "20",
  6: "16.66667",
  7: "14.28571",
  8: "12.5",
  9: "11.11111",
  10: "10",
  20: "5",
};

/** Returns the percentage that each of `count` correct answers earns, as Moodle writes it; undefined if it has none. */
export const fractionOf = (count: number): string | undefined => fractions[count];

/** How the marks of a question with several answers differ from Drydock's. */
export const wrongPickReason =
  "Learners may select any number of answers, and a wrong one takes away as much as a right one earns. In Drydock " +
  "they select exactly as many as are right, and a wrong one earns nothing.";
