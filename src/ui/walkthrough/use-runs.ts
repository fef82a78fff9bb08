import { useEffect, useState } from "react";
import type { Lesson, WorldEntry } from "../../sandbox/protocol.ts";

/** Reads the runs of walkthroughs from the environments on this device. */
async function readRuns(): Promise<Lesson[]> {
  const [{ openDatabase }, { createWorldStorage }] = await Promise.all([
    import("../../progress/open-progress.ts"),
    import("../../progress/world-storage.ts"),
  ]);
  const { database } = await openDatabase();
  try {
    const rows = await createWorldStorage(database).list();
    return rows.flatMap(({ entry }) => (entry as WorldEntry).lesson ?? []);
  } finally {
    database.close();
  }
}

/** Returns the runs of walkthroughs on this device; empty until they are read and where nothing is stored. */
export function useRuns(): readonly Lesson[] {
  const [runs, setRuns] = useState<readonly Lesson[]>([]);
  useEffect(() => {
    let current = true;
    readRuns().then(
      (found) => current && setRuns(found),
      // Storage that can't be read is reported elsewhere; the list works without it.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, []);
  return runs;
}
