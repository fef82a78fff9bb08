/** Sees to it that something stored is changed in one tab at a time. */
export interface TabLock {
  /**
   * Takes what an id stands for, for this tab; false when another tab has it and `take` was not asked for. `lost` is called when
   * another tab takes it later.
   */
  acquire(id: string, options: { take: boolean; lost: () => void }): Promise<boolean>;
  release(): void;
}

/** Milliseconds that a page which was just left may keep what it had: its worker ends a moment after it. */
const handover = 1500;

/** Locks by the browser's Web Locks, under `prefix` and the id; where there are none every tab gets everything. */
export function createTabLock(prefix: string, locks: LockManager | undefined = globalThis.navigator?.locks): TabLock {
  let release: (() => void) | undefined;
  return {
    acquire(id, { take, lost }) {
      release?.();
      release = undefined;
      if (!locks) return Promise.resolve(true);
      return new Promise((resolve, reject) => {
        let own: (() => void) | undefined;
        const waiting = AbortSignal.timeout(handover);
        locks
          .request(prefix + id, take ? { steal: true } : { signal: waiting }, () => {
            resolve(true);
            return new Promise<void>((done) => (release = own = done));
          })
          .catch((error: unknown) => {
            // A lock that is stolen ends with an AbortError, one that was never granted with the signal's: then it may be that this
            // tab took it meanwhile.
            if (own) {
              if (release === own) release = undefined;
              lost();
            } else if (waiting.aborted) resolve(release !== undefined);
            else reject(error as Error);
          });
      });
    },
    release() {
      release?.();
      release = undefined;
    },
  };
}
