const number = /\d+(?:,\d{3})*(?:\.\d+)?/g;

/** The numbers of a text in their order, and the text around them. */
const parse = (text: string): { around: string; numbers: number[] } => ({
  around: text.replace(number, "#"),
  numbers: [...text.matchAll(number)].map(([digits]) => Number(digits.replaceAll(",", ""))),
});

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, place) => value !== b[place]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/**
 * Returns the places of texts in ascending order of their numbers, or undefined where the texts aren't a list of numbers: they
 * have to say the same apart from their numbers, such as “2”, “10 GB” or “Tags: 4, manifests: 2”, where earlier numbers count
 * first. One or more texts without a number, such as “An error”, come last if at least three others are numbers. A version like
 * `1.10` is read as a decimal number.
 */
export function numberOrder(texts: readonly string[]): number[] | undefined {
  const parsed = texts.map((text, place) => ({ place, ...parse(text) }));
  const counted = parsed.filter(({ numbers }) => numbers.length > 0);
  const others = parsed.filter(({ numbers }) => numbers.length === 0);
  if (counted.length < (others.length > 0 ? 3 : 2)) return undefined;
  if (new Set(counted.map(({ around }) => around)).size > 1) return undefined;
  return [...counted.toSorted((a, b) => compare(a.numbers, b.numbers)), ...others].map(({ place }) => place);
}

const words = [
  ["one", "first"],
  ["two", "second"],
  ["three", "third"],
  ["four", "fourth"],
  ["five", "fifth"],
  ["six", "sixth"],
  ["seven", "seventh"],
  ["eight", "eighth"],
  ["nine", "ninth"],
  ["ten", "tenth"],
];
/** “Second” after a number is the unit of time. */
const word = new RegExp(`(?<!(?:\\d|\\bone) (?=second))\\b(?:${words.flat().join("|")})\\b`, "gi");

/** Cuts the ending that tells one thing from several: “tags”, “copies” and “addresses” become what “tag”, “copy” and “address” do. */
const stem = (noun: string): string =>
  noun.replace(/ss(?:es)?$|(?:ies|ys|es|[esy])$/i, (end) => (/^ss/i.test(end) ? "ss" : ""));

/** Returns a text with its numbers as digits, and what they count alike for one and for several, to be ordered: “The second command”, “Four tags”. */
export const inDigits = (text: string): string =>
  text
    .replace(word, (found) => String(words.findIndex((forms) => forms.includes(found.toLowerCase())) + 1))
    .replaceAll(/(?<=\d )[a-z]+/gi, stem);
