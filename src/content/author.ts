import type { BankItem } from "./content.ts";

/** What a writer sees of an item or a variant beside what the learner sees. */
export interface AuthorEntry {
  item: BankItem;
  /** e.g. `content/items/acr/SKU-1.yaml:12`. */
  place: string;
  /** Stems for which wrong options would be right, by the option's id. */
  rightIf: { option: string; stem: string }[];
  /** What the checks of the bank found. */
  findings: string[];
  /** The items whose stems share the most with it, the nearest first; `similarity` is from 0 to 1. */
  neighbors: { id: string; similarity: number }[];
}

/** The whole bank for the author's page of the dev server. */
export interface AuthorBank {
  /** Problems of the content with file and line; the entries are missing then. */
  problems: string;
  entries: AuthorEntry[];
  families: { id: string; title: string; objective: string; variants: AuthorEntry[] }[];
}
