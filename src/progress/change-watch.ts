import { Dexie } from "dexie";

/** How long a burst of changes is gathered into one call; short enough to look immediate. */
const gatherMilliseconds = 20;

/** Calls the listener after committed changes to a database, in this tab or (by Dexie's broadcast) another. */
export function watchDatabase(name: string, listener: () => void): () => void {
  const prefix = `idb://${name}/`;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const heard = (changes: object) => {
    // "all" is what Dexie says when a page comes back from the back-forward cache.
    // The simulator's worlds are no progress: they change with every command.
    const concerns = (part: string) =>
      part === "all" || (part.startsWith(prefix) && !part.startsWith(`${prefix}world`));
    if (timer !== undefined || !Object.keys(changes).some(concerns)) return;
    timer = setTimeout(() => {
      timer = undefined;
      listener();
    }, gatherMilliseconds);
  };
  Dexie.on.storagemutated.subscribe(heard);
  return () => {
    Dexie.on.storagemutated.unsubscribe(heard);
    clearTimeout(timer);
  };
}
