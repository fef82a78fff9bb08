import MiniSearch from "minisearch";
import type { SearchEntry } from "../../content/content.ts";
import { searchOptions } from "../../content/search-options.ts";

/** One line of the palette. */
export interface Found {
  id: string;
  kind: SearchEntry["kind"] | "action";
  title: string;
  place: string;
  /** Where it leads; an action has `run` instead. */
  href?: string;
  run?: () => void;
}

const shownAtMost = 24;

/** Searches the compiled index and what only the app knows (pages, actions, answered questions). */
export interface Finder {
  find(query: string): Found[];
}

const ownOptions = {
  fields: ["title", "place"],
  storeFields: [],
  searchOptions: { boost: { title: 4 }, prefix: true, fuzzy: searchOptions.searchOptions?.fuzzy ?? false },
};

/** Readers look for places first: the tables and single statements of the facts come after them. */
const weights: Partial<Record<Found["kind"], number>> = { section: 2, heading: 1.8, comparison: 1.4, walkthrough: 1.3 };
const weigh = (kind: unknown, place: unknown): number =>
  kind === "fact" && String(place).startsWith("Chapter:") ? 0.5 : (weights[kind as Found["kind"]] ?? 1);

/** Entries that hold every word come first; only when there are none, those that hold some. */
export function createFinder(indexJson: string, own: readonly Found[]): Finder {
  const content = MiniSearch.loadJSON<SearchEntry>(indexJson, searchOptions);
  const app = new MiniSearch<Found>(ownOptions);
  app.addAll(own);
  const byId = new Map(own.map((entry) => [entry.id, entry]));
  const search = (query: string, combineWith: "AND" | "OR"): { found: Found; score: number }[] => [
    ...content
      .search(query, { combineWith, boostDocument: (_id, _term, stored) => weigh(stored?.["kind"], stored?.["place"]) })
      .map((hit) => ({
        score: hit.score,
        found: {
          id: `content-${String(hit.id)}`,
          kind: hit["kind"] as SearchEntry["kind"],
          title: hit["title"] as string,
          place: hit["place"] as string,
          href: hit["href"] as string,
        },
      })),
    ...app.search(query, { combineWith }).flatMap((hit) => {
      const found = byId.get(hit.id as string);
      return found ? [{ score: hit.score, found }] : [];
    }),
  ];
  return {
    find: (query) => {
      const strict = search(query, "AND");
      const hits = strict.length > 0 ? strict : search(query, "OR");
      const seen = new Set<string>();
      return (
        hits
          .sort((a, b) => b.score - a.score)
          .map(({ found }) => found)
          // A command is in many places; its best match is enough.
          .filter(({ kind, title }) => kind !== "command" || (!seen.has(title) && seen.add(title)))
          .slice(0, shownAtMost)
      );
    },
  };
}
