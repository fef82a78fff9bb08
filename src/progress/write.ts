import type { Table } from "dexie";

/** Runs work in one read-write transaction: all of it is stored or none. */
export type Write = <T>(tables: Table[], work: () => Promise<T>) => Promise<T>;
