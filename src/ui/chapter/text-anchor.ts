import search from "approx-string-match";

/** A passage and the text around it, so that small edits elsewhere don't lose it. */
export interface Quotation {
  exact: string;
  prefix: string;
  suffix: string;
}

const context = 32;

/** Returns the characters from `start` to `end` of a text as a quotation. */
export const quote = (text: string, start: number, end: number): Quotation => ({
  exact: text.slice(start, end),
  prefix: text.slice(Math.max(0, start - context), start),
  suffix: text.slice(end, end + context),
});

const sharedEnd = (a: string, b: string): number => {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length;
};
const sharedStart = (a: string, b: string): number => {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
};

/** How many characters of the text around a place agree with the text around the quotation. */
const fitAt = (text: string, start: number, end: number, { prefix, suffix }: Quotation): number =>
  sharedEnd(text.slice(Math.max(0, start - context), start), prefix) +
  sharedStart(text.slice(end, end + context), suffix);

/** A reworded passage is still the same one when at most this share of its characters was inserted, deleted or replaced. */
export const mostChanged = 0.25;
/** A shorter quotation is a word or two: it is found only as it was, and outside its block only with its surroundings. */
const shortestReworded = 24;
const leastFit = 8;

/** A place in one of several texts. */
export interface Anchor {
  /** Index of the text. */
  block: number;
  start: number;
  end: number;
  /** Whether the passage reads differently by now. */
  changed: boolean;
}

const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Widens a place to whole words at both ends. */
function wholeWords(text: string, place: { start: number; end: number }): { start: number; end: number } {
  let { start, end } = place;
  while (isWord(text[start - 1]) && isWord(text[start])) start--;
  while (isWord(text[end - 1]) && isWord(text[end])) end++;
  return { start, end };
}

/** Every place where a text has the quotation as it was. */
function exactPlaces(text: string, exact: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let start = text.indexOf(exact); exact !== "" && start >= 0; start = text.indexOf(exact, start + 1)) {
    found.push({ start, end: start + exact.length });
  }
  return found;
}

/**
 * Finds the passage that a quotation means in the blocks of a section. `own` is the index of the block it was made in, when
 * that block still exists. The passage as it was comes first, where its surroundings fit best; then the passage with the
 * fewest changed characters, up to `mostChanged` of them. Null when its text has changed too much, or is gone.
 */
export function findAnchor(blocks: readonly string[], quotation: Quotation, own?: number): Anchor | null {
  const { exact } = quotation;
  const best = (anchors: (Anchor & { rank: number })[]): Anchor | null => {
    const [first] = anchors.sort((a, b) => b.rank - a.rank);
    return first ? { block: first.block, start: first.start, end: first.end, changed: first.changed } : null;
  };
  const asItWas = best(
    blocks.flatMap((text, block) =>
      exactPlaces(text, exact).flatMap(({ start, end }) => {
        const fit = fitAt(text, start, end, quotation);
        const inOwn = block === own;
        return inOwn || exact.length >= shortestReworded || fit >= leastFit
          ? [{ block, start, end, changed: false, rank: fit + (inOwn ? 2 * context : 0) }]
          : [];
      }),
    ),
  );
  if (asItWas || exact.length < shortestReworded) return asItWas;
  const limit = Math.floor(exact.length * mostChanged);
  return best(
    blocks.flatMap((text, block) =>
      search(text, exact, limit).map(({ start, end, errors }) => {
        const words = wholeWords(text, { start, end });
        const fit = fitAt(text, words.start, words.end, quotation);
        return { block, ...words, changed: true, rank: fit / (2 * context + 1) - errors };
      }),
    ),
  );
}
