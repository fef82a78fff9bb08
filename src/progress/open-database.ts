import { createDatabase, type ProgressDatabase } from "./database.ts";

export interface OpenOptions {
  /** Where to store; null stands for a browser without storage. Left out: the browser's own. */
  indexedDB?: IDBFactory | null;
  IDBKeyRange?: typeof IDBKeyRange;
  /** How long to wait for storage before working in memory. */
  patience?: number;
}

const defaultPatience = 4000;

/** The database itself; `durable` is false where it lasts as long as the tab. */
export async function openDatabase(
  options: OpenOptions = {},
): Promise<{ database: ProgressDatabase; durable: boolean }> {
  const database = await openDevice(options);
  return database ? { database, durable: true } : { database: await openMemory(), durable: false };
}

async function openDevice(options: OpenOptions): Promise<ProgressDatabase | null> {
  try {
    const indexedDB = options.indexedDB === undefined ? browserStorage() : options.indexedDB;
    const keyRange = options.IDBKeyRange ?? globalThis.IDBKeyRange;
    if (!indexedDB || !keyRange) return null;
    const database = createDatabase("drydock", { indexedDB, IDBKeyRange: keyRange });
    yieldToUpgrades(database);
    // Some browsers open a blocked database and fail on the first read.
    const opening = database.open().then(() => database.settings.count());
    const answered = await within(options.patience ?? defaultPatience, opening);
    if (!answered) {
      const close = () => database.close();
      opening.then(close, close);
    }
    return answered ? database : null;
  } catch {
    return null;
  }
}

/**
 * The browser's IndexedDB; null where even naming it throws. There the name is hidden, because
 * Dexie looks at it whatever factory it was given.
 */
function browserStorage(): IDBFactory | null {
  try {
    return globalThis.indexedDB;
  } catch {
    Object.defineProperty(globalThis, "indexedDB", { value: undefined, configurable: true, writable: true });
    return null;
  }
}

/**
 * Lets go of the database when another tab wants to upgrade it. The next read or write opens it
 * again, so an exam under way in this tab continues.
 */
function yieldToUpgrades(database: ProgressDatabase): void {
  database.on("versionchange", () => {
    database.close({ disableAutoOpen: false });
    return false;
  });
}

/** The name differs from the stored database's, because Dexie tells other tabs about changes by name. */
async function openMemory(): Promise<ProgressDatabase> {
  const { IDBFactory, IDBKeyRange } = await import("fake-indexeddb");
  const database = createDatabase("drydock-memory", { indexedDB: new IDBFactory(), IDBKeyRange });
  await database.open();
  return database;
}

/** Whether a promise settled well in time; a failure in time is thrown. */
function within(milliseconds: number, promise: PromiseLike<unknown>): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(false), milliseconds);
    promise.then(
      () => {
        clearTimeout(timer);
        resolve(true);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
