import type { TextSpan } from "./exam-run.ts";

/**
 * Adds a span to highlighted ones, or takes it off them when all of it is highlighted already. The result is in order, and its
 * spans neither touch nor overlap.
 */
export function toggleSpan(spans: readonly TextSpan[], { start, end }: TextSpan): TextSpan[] {
  if (start >= end) return [...spans];
  const isCovered = spans.some((span) => span.start <= start && span.end >= end);
  if (isCovered) {
    return spans.flatMap((span) =>
      [
        { start: span.start, end: Math.min(span.end, start) },
        { start: Math.max(span.start, end), end: span.end },
      ].filter((part) => part.start < part.end),
    );
  }
  const joined = spans.filter((span) => span.start <= end && span.end >= start);
  const merged = {
    start: Math.min(start, ...joined.map((span) => span.start)),
    end: Math.max(end, ...joined.map((span) => span.end)),
  };
  return [...spans.filter((span) => !joined.includes(span)), merged].sort((a, b) => a.start - b.start);
}

/** Returns the sentences of a text without the space around them; a line break ends one too. A dot inside a name doesn't. */
export function sentencesOf(text: string): TextSpan[] {
  return [...text.matchAll(/[^\n]+?(?:[.?!](?=\s|$)|(?=\n)|$)/g)].flatMap(({ 0: sentence, index }) => {
    const start = index + sentence.length - sentence.trimStart().length;
    const end = index + sentence.trimEnd().length;
    return start < end ? [{ start, end }] : [];
  });
}
