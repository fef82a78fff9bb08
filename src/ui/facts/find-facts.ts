import type { FactRow } from "../../content/content.ts";

/** What a reader looks for: words anywhere in a fact, and whether the profiles must differ. */
export interface FactQuery {
  text: string;
  onlyDifferent: boolean;
}

const matches = (row: FactRow, words: readonly string[]): boolean => {
  const text = `${row.label} ${row.id} ${row.group} ${row.chapter} ${row.azure}`.toLowerCase();
  return words.every((word) => text.includes(word));
};

/** Returns the facts that hold every word of the query, in the order of the pages. */
export function findFacts(facts: readonly FactRow[], { text, onlyDifferent }: FactQuery): FactRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return facts.filter((row) => (!onlyDifferent || row.differs) && matches(row, words));
}
