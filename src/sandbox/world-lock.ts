/** Sees to it that a world is changed in one tab at a time. */
export interface WorldLock {
  /**
   * Takes a world for this tab; false when another tab has it and `take` was not asked for. `lost` is called when another
   * tab takes it later.
   */
  acquire(id: string, options: { take: boolean; lost: () => void }): Promise<boolean>;
  release(): void;
}

/** Milliseconds that a page which was just left may keep its world: its worker ends a moment after it. */
const handover = 1500;

/** By the browser's Web Locks; where there are none every tab gets every world. */
export function createWorldLock(locks: LockManager | undefined = globalThis.navigator?.locks): WorldLock {
  let release: (() => void) | undefined;
  return {
    acquire(id, { take, lost }) {
      release?.();
      release = undefined;
      if (!locks) return Promise.resolve(true);
      return new Promise((resolve, reject) => {
        let granted = false;
        const waiting = AbortSignal.timeout(handover);
        locks
          .request(`drydock-world-${id}`, take ? { steal: true } : { signal: waiting }, () => {
            granted = true;
            resolve(true);
            return new Promise<void>((done) => (release = done));
          })
          .catch((error: unknown) => {
            // A lock that is stolen ends with an AbortError, one that was never granted with the signal's.
            if (granted) lost();
            else if (waiting.aborted) resolve(false);
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
