import { useEffect, useState } from "react";
import type { WorldEntry } from "../../sandbox/world-entry.ts";

async function readEnvironments(): Promise<WorldEntry[]> {
  const [{ openDatabase }, { createWorldStorage }] = await Promise.all([
    import("../../progress/open-database.ts"),
    import("../../progress/world-storage.ts"),
  ]);
  const { database } = await openDatabase();
  try {
    const rows = await createWorldStorage(database).list();
    return rows.map(({ entry }) => entry as WorldEntry);
  } finally {
    database.close();
  }
}

/** Returns the sandbox environments on this device; undefined until they are read, and empty where nothing is stored. */
export function useEnvironments(): readonly WorldEntry[] | undefined {
  const [environments, setEnvironments] = useState<readonly WorldEntry[] | undefined>(undefined);
  useEffect(() => {
    let current = true;
    readEnvironments()
      // Storage that can't be read is reported elsewhere; the screens work without it.
      .catch(() => [])
      .then((found) => current && setEnvironments(found));
    return () => {
      current = false;
    };
  }, []);
  return environments;
}
