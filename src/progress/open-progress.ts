import { openDatabase, type OpenOptions } from "./open-database.ts";
import type { Progress } from "./progress.ts";
import { createProgress } from "./stored-progress.ts";

/**
 * Opens the learner's progress. Where the browser stores nothing (private windows, blocked site
 * data, a database that does not answer) the same Progress lives in memory until the tab closes.
 */
export async function openProgress(options: OpenOptions = {}): Promise<Progress> {
  const { database, durable } = await openDatabase(options);
  return createProgress(database, { durable });
}
