import { cmp, Dexie } from "dexie";
import type { Changes } from "./progress.ts";

/** How long a burst of changes is gathered into one call; short enough to look immediate. */
const gatherMilliseconds = 20;

/** Above so many changed rows of a table it's quicker to read the table. */
const mostKeys = 50;

/** A tree of ranges of keys, as Dexie reports what a transaction changed. */
interface KeyRanges {
  d: number;
  from?: unknown;
  to?: unknown;
  l?: KeyRanges | null;
  r?: KeyRanges | null;
}

/** Adds the keys of single rows; false when a range may stand for any number of them. */
function addKeys(ranges: KeyRanges | null | undefined, keys: unknown[]): boolean {
  if (!ranges || ranges.d === 0) return true;
  if (cmp(ranges.from, ranges.to) !== 0 || keys.length >= mostKeys) return false;
  keys.push(ranges.from);
  return addKeys(ranges.l, keys) && addKeys(ranges.r, keys);
}

const isWorlds = (table: string): boolean => table.startsWith("world");

/**
 * Calls the listener after committed changes to a database, in this tab or (by Dexie's broadcast) another, with the rows that
 * changed. The simulator's worlds are no progress: they change with every command.
 */
export function watchDatabase({ name, tables }: Dexie, listener: (changes: Changes) => void): () => void {
  const prefix = `idb://${name}/`;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let gathered = new Map<string, unknown[] | "any">();

  const gather = (parts: Record<string, unknown>) => {
    for (const [part, ranges] of Object.entries(parts)) {
      // "all" is what Dexie says when a page comes back from the back-forward cache.
      if (part === "all") {
        for (const table of tables) if (!isWorlds(table.name)) gathered.set(table.name, "any");
      }
      const [table = "", index] = part.startsWith(prefix) ? part.slice(prefix.length).split("/") : [];
      // An empty name of an index stands for the primary key.
      if (index !== "" || isWorlds(table)) continue;
      const keys = gathered.get(table) ?? [];
      gathered.set(table, keys !== "any" && addKeys(ranges as KeyRanges, keys) ? keys : "any");
    }
  };
  const heard = (changes: object) => {
    gather(changes as Record<string, unknown>);
    if (timer !== undefined || gathered.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      const reported = gathered;
      gathered = new Map();
      listener(reported);
    }, gatherMilliseconds);
  };
  Dexie.on.storagemutated.subscribe(heard);
  return () => {
    Dexie.on.storagemutated.unsubscribe(heard);
    clearTimeout(timer);
  };
}
