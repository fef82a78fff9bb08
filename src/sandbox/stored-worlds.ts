import type { StoredWorld } from "../progress/world-storage.ts";
import { nameLimit, type HandlersOf } from "./handlers.ts";
import { SandboxError } from "./sandbox-error.ts";
import type { SandboxParts } from "./sandbox-parts.ts";
import { entriesOf, entryOf } from "./world-list.ts";
import type { WorldOpener } from "./world-opener.ts";
import { newState } from "./world-parts.ts";

/** Lists the stored worlds and renames, copies, removes and restores them. */
export function storedWorldHandlers(
  services: SandboxParts,
  opener: WorldOpener,
): HandlersOf<"worlds" | "rename" | "duplicate" | "remove" | "restore"> {
  const { storage } = services;
  /** What was removed, under its id, from the moment that it is asked for: it may be brought back before it is gone. */
  const removed = new Map<string, Promise<StoredWorld | undefined>>();

  const closeAndRemove = async (id: string) => {
    if (opener.opened(id)) await opener.close();
    return storage.remove(id);
  };

  return {
    worlds: async () => {
      const entries = await entriesOf(storage);
      return entries
        .filter(({ exercise }) => exercise === undefined)
        .sort((first, second) => second.changedAt - first.changedAt);
    },
    rename: async ({ id, name }) => {
      const clean = name.trim().slice(0, nameLimit);
      if (clean === "") throw new SandboxError("NoName", "Enter a name for the environment.");
      const open = opener.opened(id);
      const entry = open?.entry ?? (await entryOf(storage, id));
      entry.name = clean;
      await storage.saveEntry(id, entry);
      if (open) services.emit({ kind: "status", status: open.status });
      return null;
    },
    duplicate: async ({ id, name }) => {
      await opener.opened(id)?.settled();
      const { lesson: _, exercise: _goals, ...entry } = await entryOf(storage, id);
      const copy = { ...entry, id: services.newId(), name: name.slice(0, nameLimit), createdAt: services.now() };
      const [stored] = (await storage.list()).filter((row) => row.id === id);
      await storage.duplicate(id, { id: copy.id, entry: copy, state: stored?.state ?? newState() });
      return copy;
    },
    remove: async ({ id }) => {
      const before = removed.get(id);
      // Deleted once more, it is still what it was the first time.
      const removing = closeAndRemove(id).then((world) => world ?? before);
      removed.set(id, removing);
      let world: StoredWorld | undefined;
      try {
        world = await removing;
      } finally {
        if (!world && removed.get(id) === removing) removed.delete(id);
      }
      return null;
    },
    restore: async ({ id }) => {
      const world = await removed.get(id);
      if (!world) throw new SandboxError("NoWorld", "That environment can't be restored anymore.");
      await storage.create(world);
      removed.delete(id);
      return null;
    },
  };
}
