import { closeSync, fsyncSync, openSync } from "node:fs";
import { open } from "node:fs/promises";

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

/** Waits until the content of a file is on disk. A file that was removed in the meantime needs nothing. */
export async function syncFile(path: string): Promise<void> {
  try {
    const file = await open(path, "r");
    await file.sync().finally(() => file.close());
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Does the same before it returns. */
export function syncFileNow(path: string): void {
  try {
    const file = openSync(path, "r");
    try {
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

/** Puts the names in a folder on disk, where the system can; Windows can't open folders and doesn't need it. */
export function syncFolder(path: string): void {
  if (process.platform !== "win32") syncFileNow(path);
}
