import { base64 } from "@scure/base";
import type { ProgressDatabase } from "./database.ts";
import type { EnvironmentBackup, EnvironmentEntry } from "./environment-backup.ts";
import { createWorldStorage } from "./world-storage.ts";

/** Reads every environment on the device. Runs inside the caller's transaction. */
export async function readEnvironments(database: ProgressDatabase): Promise<EnvironmentBackup[]> {
  const storage = createWorldStorage(database);
  const environments: EnvironmentBackup[] = [];
  for (const { id } of await storage.list()) {
    const world = await storage.load(id);
    if (!world) continue;
    environments.push({
      ...world,
      entry: world.entry as EnvironmentEntry,
      blobs: world.blobs.map(([digest, bytes]) => [digest, base64.encode(bytes)]),
      snapshots: await storage.snapshots(id),
    });
  }
  return environments;
}

/** Writes environments in place of those with the same ids. Runs inside the caller's transaction. */
export async function writeEnvironments(
  database: ProgressDatabase,
  environments: readonly EnvironmentBackup[],
): Promise<void> {
  const storage = createWorldStorage(database);
  for (const { snapshots, blobs, ...environment } of environments) {
    await storage.remove(environment.id);
    await storage.create({ ...environment, blobs: blobs.map(([digest, bytes]) => [digest, base64.decode(bytes)]) });
    for (const snapshot of snapshots) await storage.saveSnapshot(environment.id, snapshot);
  }
}
