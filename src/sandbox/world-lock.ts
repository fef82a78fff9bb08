/** Sees to it that a world is changed in one tab at a time. */
export interface WorldLock {
  /**
   * Takes a world for this tab; false when another tab has it and `take` was not asked for. `lost` is called when another
   * tab takes it later.
   */
  acquire(id: string, options: { take: boolean; lost: () => void }): Promise<boolean>;
  release(): void;
}

/** By the browser's Web Locks; where there are none every tab gets every world. */
export function createWorldLock(locks: LockManager | undefined = globalThis.navigator?.locks): WorldLock {
  let release: (() => void) | undefined;
  return {
    acquire(id, { take, lost }) {
      release?.();
      release = undefined;
      if (!locks) return Promise.resolve(true);
      return new Promise((resolve, reject) => {
        const mode = take ? { steal: true } : { ifAvailable: true };
        locks
          .request(`drydock-world-${id}`, mode, (lock) => {
            resolve(lock !== null);
            return lock === null ? undefined : new Promise<void>((done) => (release = done));
          })
          .catch((error: unknown) => {
            // A stolen lock ends with an AbortError.
            if (error instanceof DOMException && error.name === "AbortError") lost();
            else reject(error instanceof Error ? error : new Error(String(error)));
          });
      });
    },
    release() {
      release?.();
      release = undefined;
    },
  };
}
