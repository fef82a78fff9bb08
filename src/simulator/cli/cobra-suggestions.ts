import { distance } from "./nearest.ts";

/** The names that cobra takes a mistyped word for: those that begin with it or are two letters away. */
export const suggestionsFor = (word: string, names: Iterable<string>): string[] =>
  [...names].filter((candidate) => candidate.startsWith(word) || distance(word, candidate) <= 2);

/** What cobra adds to an unknown command. */
export const didYouMean = (near: readonly string[]): string =>
  near.length > 0 ? `\n\nDid you mean this?\n${near.map((name) => `\t${name}\n`).join("")}` : "";
