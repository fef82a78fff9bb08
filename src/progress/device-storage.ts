import type { StorageState } from "./progress.ts";

/** What the browser says about the storage of this site. Browsers leave parts out, or refuse, so each is asked alone. */
export async function deviceStorage(): Promise<StorageState> {
  const manager = storageManager();
  const [persisted, estimate] = await Promise.all([
    attempt(() => manager?.persisted?.()),
    attempt(() => manager?.estimate?.()),
  ]);
  return {
    durable: true,
    persisted: persisted ?? null,
    ...(estimate?.usage === undefined ? {} : { usage: estimate.usage }),
    ...(estimate?.quota === undefined ? {} : { quota: estimate.quota }),
  };
}

/** Asks the browser not to clear this site; false when it refuses or cannot be asked. */
export async function persistDevice(): Promise<boolean> {
  return (await attempt(() => storageManager()?.persist?.())) ?? false;
}

/** Absent outside secure contexts and in old browsers, whatever the types say. */
function storageManager(): Partial<StorageManager> | undefined {
  return (globalThis.navigator as Navigator | undefined)?.storage as StorageManager | undefined;
}

async function attempt<T>(ask: () => Promise<T> | undefined): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}
