import type * as v from "valibot";
import { clientTables } from "./client-tables.ts";
import { cloudTables } from "./cloud-tables.ts";
import { contentTables } from "./content-tables.ts";
import { eventTables } from "./events.ts";
import { registryTables } from "./registry-tables.ts";
import { serviceTables } from "./service-tables.ts";
import type { KeyCalled, PrefixOf } from "./table.ts";

/** Every table of a world: the names of the segments of its keys, and the schema of its rows. */
export const tables = {
  ...cloudTables,
  ...eventTables,
  ...registryTables,
  ...contentTables,
  ...serviceTables,
  ...clientTables,
};

type AllTables = typeof tables;

export type TableName = keyof AllTables;

/** The type of a table's rows, by the name of the table. */
export type Tables = { [Name in TableName]: v.InferOutput<AllTables[Name]["row"]> };

/** The type of a table's keys, by the name of the table. */
type Keys = { [Name in TableName]: KeyCalled<AllTables[Name]["key"]> };

type Prefixes = { [Name in TableName]: PrefixOf<Keys[Name]> };

/** The segments that name a row of a table. */
export type Key<Name extends TableName> = Keys[Name];

/** The first segments of a key of a table, below which rows are scanned or removed. */
export type Prefix<Name extends TableName> = Prefixes[Name];
