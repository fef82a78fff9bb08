/** Texts that last beyond the page. */
export interface DeviceTexts {
  read(key: string): string | null;
  /** Returns whether the browser keeps it. */
  write(key: string, text: string): boolean;
  remove(key: string): void;
}

/** Returns the texts of a browser's storage; where the browser allows none, they last as long as the page. */
export function deviceTexts(open: () => Storage): DeviceTexts {
  const held = new Map<string, string>();
  const attempt = <T>(action: (storage: Storage) => T, otherwise: T): T => {
    try {
      return action(open());
    } catch {
      return otherwise;
    }
  };
  return {
    read: (key) => held.get(key) ?? attempt((storage) => storage.getItem(key), null),
    write(key, text) {
      held.set(key, text);
      return attempt((storage) => {
        storage.setItem(key, text);
        return true;
      }, false);
    },
    remove(key) {
      held.delete(key);
      attempt((storage) => storage.removeItem(key), undefined);
    },
  };
}
