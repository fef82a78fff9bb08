/** A passage by what it says and what stands around it, so that small edits elsewhere do not lose it. */
export interface Quotation {
  exact: string;
  prefix: string;
  suffix: string;
}

const context = 32;

/** Describes the characters from `start` to `end` of a text. */
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

/** Where a quotation stands in a text: of several places, the one whose surroundings fit best. Null when it is gone. */
export function findQuote(text: string, { exact, prefix, suffix }: Quotation): { start: number; end: number } | null {
  let best: { start: number; fit: number } | null = null;
  for (let start = text.indexOf(exact); exact !== "" && start >= 0; start = text.indexOf(exact, start + 1)) {
    const before = text.slice(Math.max(0, start - context), start);
    const after = text.slice(start + exact.length, start + exact.length + context);
    const fit = sharedEnd(before, prefix) + sharedStart(after, suffix);
    if (!best || fit > best.fit) best = { start, fit };
  }
  return best && { start: best.start, end: best.start + exact.length };
}
