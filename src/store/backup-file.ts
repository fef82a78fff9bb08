import type { BackupFile, ImportPreview, ImportProblem, Outcome } from "../progress/backup-file.ts";
import type { Progress } from "../progress/progress.ts";

/** Reads a backup, or the code of one, checks all of it, environments included, and says what restoring it would change. Writes nothing. */
export async function readBackupFile(
  progress: Progress,
  text: string,
): Promise<Outcome<{ backup: BackupFile; preview: ImportPreview }, ImportProblem>> {
  const { isHandover, unpackHandover } = await import("../progress/handover.ts");
  const unpacked = isHandover(text) ? unpackHandover(text) : { ok: true as const, value: text };
  if (!unpacked.ok) return unpacked;
  const read = await progress.previewBackup(unpacked.value);
  if (!read.ok || read.value.backup.data.environments.length === 0) return read;
  const { checkEnvironment } = await import("../sandbox/check-environment.ts");
  for (const environment of read.value.backup.data.environments) {
    const checked = checkEnvironment(environment);
    if (!checked.ok) return { ok: false, error: { code: "damaged", message: checked.refusal.message } };
  }
  return read;
}

/** Merges a backup into what is stored. Environments that are open in another tab are closed there first. */
export async function restoreBackup(progress: Progress, backup: BackupFile): Promise<void> {
  const { environments } = backup.data;
  if (environments.length === 0) return progress.importBackup(backup);
  const { createWorldLock } = await import("../sandbox/world-lock.ts");
  const locks = environments.map(({ id }) => ({ id, lock: createWorldLock() }));
  try {
    for (const { id, lock } of locks) await lock.acquire(id, { take: true, lost: () => {} });
    await progress.importBackup(backup);
  } finally {
    for (const { lock } of locks) lock.release();
  }
}
