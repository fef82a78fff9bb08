import type { Options } from "minisearch";
import type { SearchEntry } from "./content.ts";

/** One set of options for building the index and for searching it. */
export const searchOptions: Options<SearchEntry> = {
  fields: ["title", "text", "place"],
  storeFields: ["kind", "title", "href", "place"],
  searchOptions: { boost: { title: 4, place: 1.5 }, prefix: true, fuzzy: (term) => (term.length > 3 ? 0.25 : false) },
};
